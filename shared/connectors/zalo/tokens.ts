import { z } from 'zod';
import { CorruptItemError } from '../../platform/errors.ts';
import { SourceId } from '../../platform/ids.ts';
import { keys, partitionId } from '../../platform/keys.ts';
import type { PutWrite, Table } from '../../platform/table.ts';
import { versioned } from '../../platform/versioned.ts';

/** The pair of tokens of a connector, sealed by its app's secret, and the one call that may be getting the next. */
const Tokens = z.object({
  connectorId: SourceId,
  sealed: z.string().nullable(),
  /** Which token by hand the pair goes back to. */
  seed: z.string().nullable(),
  /** Until when the pair can be asked with; null: there is none. */
  until: z.iso.datetime().nullable(),
  /** The call that gets the next pair; null: none does. */
  refreshing: z.string().nullable(),
  /** Why there is no next pair. */
  refused: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  version: z.number().int(),
});
export type Tokens = z.infer<typeof Tokens>;

const store = versioned<Tokens>({
  parse: (item) => {
    const parsed = Tokens.safeParse({ ...item, connectorId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('the tokens of a connector do not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ connectorId, ...tokens }) => ({ ...keys.connectorTokens(connectorId), ...tokens }),
});

export const noTokens = (connectorId: SourceId): Tokens => ({
  connectorId,
  sealed: null,
  seed: null,
  until: null,
  refreshing: null,
  refused: null,
  version: 0,
});

/** Reads the pair as it stands. @throws CorruptItemError */
export const readTokens = (table: Pick<Table, 'get'>, connectorId: SourceId): Promise<Tokens | undefined> =>
  store.read(table, keys.connectorTokens(connectorId), { consistent: true });

/** Replaces what was read; refused when somebody was quicker. */
export const putTokens = (before: Tokens, change: Partial<Tokens>): PutWrite =>
  store.put(before.version > 0 ? before : null, { ...before, ...change, version: before.version + 1 });
