import { type LeadPlace, walkNewest } from '../leads/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { Listing } from '../platform/walk-index.ts';

/** Lists the leads that are in a segment, by when they came into it. */
export const byEntering = (segmentId: SegmentId): Listing => ({ index: indexes.gsi3, partitions: indexKeys.memberPartitions(segmentId) });

/** Leads that are in a segment, by when they came into it. */
export interface MemberPage {
  readonly members: readonly LeadPlace[];
  /** More may follow behind the last of them. */
  readonly isFull: boolean;
}

/** Lists who came into a segment by a moment, newest first and at most `limit`. Who comes in, or goes, shows within a second. */
export async function listMembers(
  table: Table,
  segmentId: SegmentId,
  { to, before }: { readonly to: Date | null; readonly before: string | null },
  limit: number,
): Promise<MemberPage> {
  const members: LeadPlace[] = [];
  for await (const row of walkNewest(table, byEntering(segmentId), { from: null, to, before }, limit)) {
    members.push(row);
    if (members.length === limit) return { members, isFull: true };
  }
  return { members, isFull: false };
}
