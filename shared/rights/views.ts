import { breachFields } from '../../api/rights/breach-fields.ts';
import type { BreachView } from '../../api/rights/breach-view.ts';
import type { RightsRequestView } from '../../api/rights/request-view.ts';
import { isoTime } from '../platform/clock.ts';
import type { Breach, RightsRequest } from './records.ts';
import { notifyBy } from './rules-due.ts';

/** Shows a request with the moments by which the law wants it answered. */
export function requestView(request: RightsRequest, now: Date): RightsRequestView {
  const { acknowledgeBy, answerBy, acknowledgedAt, closedAt, outcome, extension, refusal, ...rest } = request;
  const isOver = (by: string, doneAt: string | undefined) => (doneAt ?? isoTime(now)) >= by;
  return {
    ...rest,
    state: outcome ?? 'open',
    acknowledge: { at: acknowledgeBy, isOver: isOver(acknowledgeBy, acknowledgedAt), doneAt: acknowledgedAt ?? null },
    answer: { at: answerBy, isOver: isOver(answerBy, closedAt), doneAt: closedAt ?? null },
    extension: extension ?? null,
    refusal: refusal ?? null,
  };
}

/** Shows a breach with what its form still lacks. */
export function breachView(breach: Breach, now: Date): BreachView {
  const dueAt = isoTime(notifyBy(new Date(breach.detectedAt)));
  const { notifiedAt, ...rest } = breach;
  const missing = Object.keys(breachFields).filter((field) => rest[field as keyof typeof breachFields] === undefined);
  return { ...rest, dueAt, isOver: (notifiedAt ?? isoTime(now)) >= dueAt, notifiedAt: notifiedAt ?? null, missing };
}
