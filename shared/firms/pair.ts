import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { CompanyId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { FirmGift, FirmLikeness } from './firm.ts';

const FirmPair = z.object({
  older: CompanyId,
  newer: CompanyId,
  version: z.number().int().positive(),
  /** `candidate`: they may be one. `merged`: they are one. `undone`: they were taken for one. `dropped`: somebody says that they are two. */
  state: z.enum(['candidate', 'merged', 'undone', 'dropped']),
  reason: FirmLikeness.exactOptional(),
  /** When it was noted that they may be one. */
  at: z.string().exactOptional(),
  decidedAt: z.string().exactOptional(),
  decidedBy: z.string().exactOptional(),
  merge: z.object({ survivorId: CompanyId, gave: FirmGift }).exactOptional(),
});
/** All that two firms ever were to each other. Lies under the older one: ids sort by time. */
export type FirmPair = z.infer<typeof FirmPair>;

const pairs = versioned<FirmPair>({
  parse(item) {
    const parsed = FirmPair.safeParse({ ...item, older: partitionId(item), newer: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a pair of firms does not have the shape this version knows');
    return parsed.data;
  },
  toItem({ older, newer, ...pair }) {
    const listed = pair.state === 'candidate' ? indexKeys.firmCandidate(older, newer, pair.at ?? '') : {};
    return { ...keys.firmPair(older, newer), ...listed, ...pair };
  },
});

const ordered = (one: CompanyId, other: CompanyId): readonly [CompanyId, CompanyId] => (one < other ? [one, other] : [other, one]);

/** @throws CorruptItemError */
export const parseFirmPair = (item: Item): FirmPair => pairs.parse(item);

/** Reads what two firms are to each other, as it stands now; undefined: nothing is known. @throws CorruptItemError */
export function readFirmPair(table: Pick<Table, 'get'>, one: CompanyId, other: CompanyId): Promise<FirmPair | undefined> {
  return pairs.read(table, keys.firmPair(...ordered(one, other)), { consistent: true });
}

/** Returns the write of what two firms are to each other from now on. Refused when somebody was quicker. */
export function putFirmPair(
  before: FirmPair | undefined,
  one: CompanyId,
  other: CompanyId,
  after: Omit<FirmPair, 'older' | 'newer' | 'version'>,
): PutWrite {
  const [older, newer] = ordered(one, other);
  return pairs.put(before ?? null, { ...after, older, newer, version: (before?.version ?? 0) + 1 });
}
