import type { ScoreMessage } from '../../events/index.ts';
import { allLeads, type LeadPlace, walkNewest } from '../leads/index.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import type { PlaceSpan } from '../platform/walk-index.ts';

/** What visitors do meanwhile is counted by the same queue: recounts come in no faster than it works them off beside that. */
const recountsPerSecond = 100;
/** Read and sent in seconds, so that a slice that breaks off repeats little. */
const leadsPerSlice = 1_000;
/** The next slice begins when the last message of this one has become visible. */
export const secondsPerSlice = leadsPerSlice / recountsPerSecond;

/** Counts the leads of a span. */
export async function countLeads(table: Table, span: PlaceSpan): Promise<number> {
  let leads = 0;
  for await (const _lead of walkNewest(table, allLeads, span)) leads += 1;
  return leads;
}

/**
 * Has the newest leads of a span counted anew: after new rules were published a lead is otherwise counted by them when something touches
 * it next. Safe to repeat. Returns the place to go on from; null at the end.
 */
export async function recountSlice(table: Table, span: PlaceSpan, score: Queue): Promise<string | null> {
  const places: LeadPlace[] = [];
  for await (const place of walkNewest(table, allLeads, span, leadsPerSlice)) {
    places.push(place);
    if (places.length === leadsPerSlice) break;
  }
  await score.sendAll(
    places.map(({ leadId }, index) => ({
      body: { v: 1, kind: 'recount', leadId } satisfies ScoreMessage,
      delaySeconds: Math.floor(index / recountsPerSecond),
    })),
  );
  return places.length < leadsPerSlice ? null : (places.at(-1)?.place ?? null);
}
