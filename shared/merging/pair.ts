import { z } from 'zod';
import { imageOf, leadOfImage, MergeCandidate, Provenance } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, PoolId, RepId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, type Key, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import type { Kept } from './rules-fields.ts';

/** `candidate`: they may be one person. `merged`: they are one. `undone`: they were taken for one. `dropped`: somebody says that they are two. */
export const PairState = z.enum(['candidate', 'merged', 'undone', 'dropped']);
export type PairState = z.infer<typeof PairState>;

const Image = z.object({ lead: z.record(z.string(), z.unknown()), provenance: z.record(z.string(), z.unknown()) });

/** Who had a lead, and what it counted for them in the ledger of its pool. */
const Held = z.object({ repId: RepId, poolId: PoolId, credit: z.number() });
export type Held = z.infer<typeof Held>;

/** What a merge found: both records, who had the one that became part of the other, and what that counted. */
const MergeFound = z.object({
  survivorId: LeadId,
  at: z.string(),
  by: z.string(),
  /** Null: nobody had the one that became part of the other. */
  held: Held.nullable(),
  survivor: Image,
  loser: Image,
});

const PairItem = MergeCandidate.omit({ leadId: true, otherLeadId: true })
  .partial()
  .extend({ state: PairState.default('candidate'), version: z.number().int().default(0), merge: MergeFound.exactOptional() })
  .extend({ decidedAt: z.string().exactOptional(), decidedBy: z.string().exactOptional() });

/** All that two leads ever were to each other. Lies under the older one: ids sort by time. */
export type Pair = z.infer<typeof PairItem> & {
  readonly older: LeadId;
  readonly newer: LeadId;
};

/** A pair that is one person now, by what the merge found. */
export interface Merge {
  readonly survivorId: LeadId;
  readonly loserId: LeadId;
  readonly at: string;
  readonly held: Held | null;
  readonly survivor: Kept;
  readonly loser: Kept;
}

const pairs = versioned<Pair>({
  parse(item) {
    const parsed = PairItem.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('a pair of leads does not have the shape this version knows');
    return { ...parsed.data, older: LeadId.parse(partitionId(item)), newer: LeadId.parse(sortId(item)) };
  },
  toItem: ({ older, newer, ...pair }) => ({
    ...keys.mergeCandidate(older, newer),
    // What somebody has decided about leaves the list.
    ...(pair.state === 'candidate' && pair.at !== undefined ? indexKeys.candidate(older, newer, pair.at) : {}),
    leadId: older,
    otherLeadId: newer,
    ...pair,
  }),
});

/** @throws CorruptItemError */
export const parsePair = (item: Item): Pair => pairs.parse(item);

const keyOf = (one: LeadId, other: LeadId): Key => (one < other ? keys.mergeCandidate(one, other) : keys.mergeCandidate(other, one));

/** Reads what two leads are to each other, as it stands now; undefined: nothing is known. @throws CorruptItemError */
export function readPair(table: Pick<Table, 'get'>, one: LeadId, other: LeadId): Promise<Pair | undefined> {
  return pairs.read(table, keyOf(one, other), { consistent: true });
}

/**
 * Reads the pairs of a lead that nobody has decided about. Those under an older lead are found by an index that lags a moment; those that
 * older versions noted come into it by `fillMerges`. @throws CorruptItemError
 */
export async function readCandidatesOf(
  table: Pick<Table, 'query' | 'batchGet'>,
  leadId: LeadId,
  { consistent = true }: { readonly consistent?: boolean } = {},
): Promise<Pair[]> {
  const [own, others] = await Promise.all([
    queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.mergePrefix), ConsistentRead: consistent }),
    queryAll(table, {
      IndexName: indexes.gsi1,
      KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
      ExpressionAttributeValues: { ':pk': indexKeys.pairsPartition(leadId) },
    }),
  ]);
  const under = others.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  const found = under.length === 0 ? [] : await table.batchGet(under, { consistent });
  return [...own, ...found].map(parsePair).filter(({ state }) => state === 'candidate');
}

/** Returns the write of what two leads are to each other from now on. Refused when somebody was quicker. */
export function putPair(before: Pair | undefined, one: LeadId, other: LeadId, after: Omit<Pair, 'older' | 'newer' | 'version'>): WriteItem {
  const [older, newer] = one < other ? [one, other] : [other, one];
  const version = (before?.version ?? 0) + 1;
  if (before && before.version > 0) return pairs.put(before, { ...after, older, newer, version });
  // A pair that was only found has no version yet: the first decision gives it one.
  const { Put } = pairs.put(null, { ...after, older, newer, version });
  return { Put: { Item: Put.Item ?? {}, ConditionExpression: 'attribute_not_exists(version)' } };
}

/** Keeps a record as it was, so that later versions of the code can read it. */
export const imageOfKept = ({ lead, provenance }: Kept): z.infer<typeof Image> => ({
  lead: imageOf(lead),
  provenance: { fields: provenance.fields, extra: provenance.extra },
});

function keptOf(leadId: LeadId, { lead, provenance }: z.infer<typeof Image>): Kept {
  const parsed = Provenance.safeParse({ leadId, ...provenance });
  if (!parsed.success) throw new CorruptItemError('the history that a merge kept does not have the shape this version knows');
  return { lead: leadOfImage(leadId, lead as Item), provenance: parsed.data };
}

/** Reads what a merge found; null for a pair that is not merged. @throws CorruptItemError */
export function mergeOf({ older, newer, state, merge }: Pair): Merge | null {
  if (state !== 'merged' || !merge) return null;
  const { survivorId, at, held } = merge;
  const loserId = survivorId === older ? newer : older;
  return { survivorId, loserId, at, held, survivor: keptOf(survivorId, merge.survivor), loser: keptOf(loserId, merge.loser) };
}
