import { HeldCard, quarantineDays } from '../capture/index.ts';
import { daysMs } from '../platform/clock.ts';
import { SubmissionRef } from '../platform/ids.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';

/** A post in quarantine, as figures know it: when it was set aside, where it came from, whether somebody rejected it. */
export interface HeldFigure {
  /** In epoch milliseconds. */
  readonly at: number;
  readonly channel: string;
  readonly sourceId: string;
  readonly utmSource: string | null;
  readonly utmMedium: string | null;
  readonly campaign: string | null;
  readonly isRejected: boolean;
}

/** What quarantine holds of a span. `isWhole`: no post of it was left out. */
export interface HeldFigures {
  readonly posts: readonly HeldFigure[];
  readonly isWhole: boolean;
}

/** As many as a report reads: 3,000 RRU, and what a flood of some hours brings. */
export const mostHeld = 100_000;

/**
 * Reads what was set aside in a half-open span and is in quarantine still: posts that wait, and those that were rejected, which are known for 90 days. A
 * post that was released is that of a lead, and is none of these.
 * @param span in epoch milliseconds
 */
export async function readHeldBetween(
  table: Table,
  span: { readonly from: number; readonly to: number },
  now: Date,
  most = mostHeld,
): Promise<HeldFigures> {
  // What is older is gone, though the table may not have deleted it yet.
  const from = Math.max(span.from, now.getTime() - quarantineDays * daysMs + 1);
  if (from >= span.to) return { posts: [], isWhole: true };
  const listing = { index: indexes.gsi1, partitions: indexKeys.quarantinePartitions };
  const posts: HeldFigure[] = [];
  for await (const { place, item } of walkIndex(table, listing, { from: new Date(from), to: new Date(span.to - 1), before: null })) {
    if (posts.length === most) return { posts, isWhole: false };
    const [at = '', channel, sourceId, submissionId] = place.split('#');
    const ref = SubmissionRef.safeParse({ channel, sourceId, submissionId }).data;
    if (!ref) continue;
    const { isRejected = false, utm = {} } = HeldCard.safeParse(item.card).data ?? {};
    posts.push({
      at: Date.parse(at),
      channel: ref.channel,
      sourceId: ref.sourceId,
      utmSource: utm.source ?? null,
      utmMedium: utm.medium ?? null,
      campaign: utm.campaign ?? null,
      isRejected,
    });
  }
  return { posts, isWhole: true };
}
