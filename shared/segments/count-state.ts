import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, SegmentId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type PutWrite, queryAll, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { PlaceCounts } from './rules-place-counts.ts';
import type { SegmentConfig } from './segment-config.ts';

/** What is counted. */
const counted = {
  /** A digest of the rule: what was counted by another one says nothing about the segment. */
  ruleDigest: z.string(),
  /** Who was in the segment at this moment. */
  startedAt: z.iso.datetime(),
  /** All leads had been held against the rule when the count began. */
  isSettled: z.boolean(),
  /** Leads that were found so far. */
  places: PlaceCounts,
};

const CountJob = z.object({
  ...counted,
  jobId: z.string(),
  /** The slice that comes next. */
  slice: z.number().int().nonnegative(),
  /** The message that did the slice before, and sends on; null: none was done yet. */
  doneBy: z.string().nullable(),
  /** Where the slice before ended, newest first. */
  before: z.string().nullable(),
});
export type CountJob = z.infer<typeof CountJob>;

const KnownCount = z.object({ ...counted, countedAt: z.iso.datetime() });

/** What is known of how many leads are in a segment. */
const SegmentCount = z.object({
  segmentId: SegmentId,
  version: z.number().int().positive(),
  /** Null: nobody counts. */
  job: CountJob.nullable(),
  /** Null: nobody has counted to the end. */
  known: KnownCount.nullable(),
});
export type SegmentCount = z.infer<typeof SegmentCount>;

const store = versioned<SegmentCount>({
  parse: (item) => {
    const parsed = SegmentCount.safeParse({ ...item, segmentId: item.sk });
    if (!parsed.success) throw new CorruptItemError('the count of a segment does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ segmentId, ...count }) => ({ ...keys.segmentCount(segmentId), ...count }),
});

/** Reads the count of a segment, as it stands now. @throws CorruptItemError */
export async function readCount(table: Pick<Table, 'get'>, segmentId: SegmentId): Promise<SegmentCount | null> {
  return (await store.read(table, keys.segmentCount(segmentId), { consistent: true })) ?? null;
}

/** Reads the counts of all segments by their ids. @throws CorruptItemError */
export async function readCounts(table: Pick<Table, 'query'>): Promise<ReadonlyMap<string, SegmentCount>> {
  const items = await queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': keys.segmentCountPk } });
  return new Map(items.map(store.parse).map((count) => [count.segmentId, count]));
}

/** Forgets the counts of segments that are no more. */
export async function dropCounts(table: Pick<Table, 'query' | 'deleteAll'>, stands: (segmentId: string) => boolean): Promise<void> {
  const gone = [...(await readCounts(table)).values()].filter(({ segmentId }) => !stands(segmentId));
  await table.deleteAll(gone.map(({ segmentId }) => keys.segmentCount(segmentId)));
}

/** Replaces a count that was read, or makes the first one; refused when somebody was quicker. */
export function putCount(before: SegmentCount | null, after: Omit<SegmentCount, 'version'>): PutWrite {
  return store.put(before, { ...after, version: (before?.version ?? 0) + 1 });
}

/** Returns the digest by which two rules are told apart; all lists by hand have one. */
export function ruleDigestOf({ rule }: Pick<SegmentConfig, 'rule'>): string {
  return digest(JSON.stringify(rule ?? null));
}
