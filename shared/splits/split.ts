import { z } from 'zod';
import { GiveReason } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, PoolId, RepId, SplitId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** How long it is known what became of many leads: as long as the bookings that name it. */
export const keptDays = 400;

/** `split`: to reps of a pool; `recall`: back to the pool, where its leader splits; `handOver`: what a rep had who leaves; `list`: new people of a list that names their reps. */
export const SplitKind = z.enum(['split', 'recall', 'handOver', 'list']);
export type SplitKind = z.infer<typeof SplitKind>;

/** Why a lead is no part of it, or did not go. */
export const LeftOut = z.enum(['protected', 'callback', 'offered', 'marketing', 'closed', 'theirs', 'notAsked', 'changed', 'gone']);
export type LeftOut = z.infer<typeof LeftOut>;

/** Why a lead did not go back. `touched`: somebody has done something with it since; `movedOn`: it is with somebody else; `away`: whoever had it takes leads no more. */
export const NotBack = z.enum(['touched', 'movedOn', 'away', 'closed', 'gone']);
export type NotBack = z.infer<typeof NotBack>;

/** As many leads as the notice of a rep lists. */
export const listedInNotice = 10;

const count = z.number().int().nonnegative();

/** How many leads by a reason, also one that only another version knows. */
const Counts = z.record(z.string(), count);
export type Counts = z.infer<typeof Counts>;

/** What a rep gets, or, where it is null, the pool that asks anew. */
const Share = z.object({
  repId: RepId.nullable(),
  planned: count,
  moved: count,
  back: count,
  /** The first that went, as many as a notice lists. */
  first: z.array(LeadId),
});
export type Share = z.infer<typeof Share>;

/** What a rep has no more by it. */
const Loss = z.object({
  repId: RepId,
  leads: count,
  /** The first that went, as many as a notice names. */
  first: z.array(LeadId),
});
export type Loss = z.infer<typeof Loss>;

/** Many leads that somebody gave at once, and how far it is. */
export const Split = z.object({
  /** Where it is listed: `POOL#id` or `REP#id`. */
  place: z.string(),
  splitId: SplitId,
  version: z.number().int().positive(),
  kind: SplitKind,
  reason: GiveReason,
  /** The user by whose word. */
  by: z.string(),
  askedAt: z.iso.datetime(),
  /** The pool of a split or recall; null: each goes by a pool of whoever gets it. */
  poolId: PoolId.nullable(),
  phase: z.enum(['moving', 'moved', 'undoing', 'undone']),
  parts: count,
  /** The part that comes next. */
  next: count,
  shares: z.array(Share),
  /** What reps lost by it so far, whom nobody has told yet; left out while there are none. */
  lost: z.array(Loss).exactOptional(),
  /** Those that the plan left out, by reason. */
  leftOut: Counts,
  /** Those of the plan that did not go after all. */
  missed: Counts,
  undo: z.object({ by: z.string(), at: z.iso.datetime(), kept: Counts }).exactOptional(),
  endedAt: z.iso.datetime().exactOptional(),
  expiresAt: z.number(),
  /** Of the write alone: whoever is refused learns by it that the write was their own. */
  writeId: z.string().exactOptional(),
});
export type Split = z.infer<typeof Split>;

const splits = versioned<Split>({
  parse: (item) => {
    const parsed = Split.safeParse({ ...item, splitId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a split does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ splitId, ...split }) => ({ ...keys.split(split.place, splitId), ...split }),
});

export const placeOfPool = (poolId: PoolId) => `POOL#${poolId}`;
/** New people of a list: nobody lists those, and their notices alone read them. */
export const placeOfList = (importId: string) => `LIST#${importId}`;
export const placeOfRep = (repId: RepId) => `REP#${repId}`;

/** Reads how far it is, as it stands now. @throws CorruptItemError */
export function readSplit(table: Pick<Table, 'get'>, place: string, splitId: SplitId): Promise<Split | undefined> {
  return splits.read(table, keys.split(place, splitId), { consistent: true });
}

/** Lists those of a pool, or of a rep who leaves, the latest first. */
export async function listSplits(table: Pick<Table, 'query'>, place: string, most: number): Promise<Split[]> {
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.splitsPk(place) },
    ScanIndexForward: false,
    Limit: most,
  });
  return items.map((item: Item) => splits.parse(item));
}

/** Makes one, or replaces the one that was read; refused when somebody was quicker. */
export function putSplit(before: Split | null, after: Omit<Split, 'version' | 'writeId'>, writeId: string): PutWrite {
  return splits.put(before, { ...after, version: (before?.version ?? 0) + 1, writeId });
}
