import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { askToComeBack, comesBack } from '../status/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { lastActOf } from './rules-facts.ts';
import type { OrderChange, States } from './write-order.ts';

/**
 * Returns the timer that brings a retired lead back which has bought: within a minute, and not forgotten. Whoever has paid for an order is a customer,
 * and comes back whenever that was; any other act counts when it is newer than the status.
 */
export function comingBack({ lead, before, after }: Omit<OrderChange, 'entryOf' | 'need'>, { was, is }: States, now: Date): PutWrite[] {
  const known = new Set(before?.facts.map(({ factId }) => factId));
  const at = is.isPaid && !was.isPaid ? now.toISOString() : lastActOf(after.facts.filter(({ factId }) => !known.has(factId)));
  if (at === null || !comesBack(lead, 'act', at)) return [];
  const asked = askToComeBack({ leadId: lead.leadId, by: 'act', at });
  const timerId = timerIdFor('comeBack', lead.leadId, after.purchaseId);
  return [putTimer({ timerId, dueAt: isoTime(now), queue: 'work', groupId: asked.groupId, message: asked.body })];
}
