import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { SourceId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** Up to when each form of a platform was looked through for leads that no delivery told of. */
const Looks = z.object({
  connectorId: SourceId,
  since: z.record(z.string(), z.iso.datetime()),
  /** Why the platform let nobody look the last time; left out: it did. */
  refused: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
  version: z.number().int(),
});
export type Looks = z.infer<typeof Looks>;

const store = versioned<Looks>({
  parse: (item) => {
    const parsed = Looks.safeParse({ ...item, connectorId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('the looks of a connector do not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ connectorId, ...looks }) => ({ ...keys.connectorLooks(connectorId), ...looks }),
});

/** Reads how far a connector's forms were looked through. @throws CorruptItemError */
export const readLooks = (table: Pick<Table, 'get'>, connectorId: SourceId): Promise<Looks | undefined> =>
  store.read(table, keys.connectorLooks(connectorId), { consistent: true });

export const putLooks = (before: Looks | null, after: Looks): PutWrite => store.put(before, after);
