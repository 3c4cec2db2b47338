import type { ScoreMessage } from '../../events/index.ts';
import { allLeads, walkNewest } from '../leads/index.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import type { PlaceSpan } from '../platform/walk-index.ts';

/** What visitors do meanwhile is counted by the same queue: recounts come in no faster than it works them off beside that. */
const recountsPerSecond = 100;
const maxDelaySeconds = 900;
const messagesPerSend = 100;

/**
 * Has every lead of a span counted anew, newest first: after new rules were published a lead is otherwise counted by them when something
 * touches it next. Safe to repeat. Without a queue they are only counted. Answers how many.
 */
export async function recountLeads(table: Table, span: PlaceSpan, score: Queue | null): Promise<number> {
  let leads = 0;
  let waiting: OutgoingMessage[] = [];
  for await (const { leadId } of walkNewest(table, allLeads, span)) {
    const body: ScoreMessage = { v: 1, kind: 'recount', leadId };
    waiting.push({ body, delaySeconds: Math.min(maxDelaySeconds, Math.floor(leads / recountsPerSecond)) });
    leads += 1;
    if (waiting.length < messagesPerSend) continue;
    await score?.sendAll(waiting);
    waiting = [];
  }
  await score?.sendAll(waiting);
  return leads;
}
