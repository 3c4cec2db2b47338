import type { RecallRequest } from '../../events/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { PutWrite } from '../platform/table.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { assignMessageFor } from './messages.ts';

/** An offer of a subject to a rep, by the decision that made it. */
export type OfferEnd = Pick<RecallRequest, 'leadId' | 'subject' | 'poolId' | 'decisionId' | 'correlationId'>;

/**
 * Returns the message by which the pool of an offer goes on behind it: it books what it has to and asks the next rep.
 * @param follows what tells it from another one of the same offer
 */
export function askNext(offer: OfferEnd, cause: 'declined' | 'expired', follows = ''): OrderedMessage {
  const { leadId, subject, poolId, decisionId, correlationId } = offer;
  return assignMessageFor({ v: 1, kind: 'recall', leadId, subject, poolId, cause, decisionId, correlationId }, follows);
}

/**
 * Returns the timer that ends an offer which nobody has accepted by then; where the rep has more time by then, it is set anew. Each time it is set it
 * rings with a message of its own: within five minutes the queue drops the second of two that are alike.
 * @param setAt when a ring set it anew
 */
export function putExpiryTimer(offer: OfferEnd, lookAt: string, setAt?: Date): PutWrite {
  const message = askNext(offer, 'expired', [lookAt, ...(setAt ? [isoTime(setAt)] : [])].join('/'));
  return putForwardTimer({ timerId: timerIdFor('offerExpires', offer.decisionId), dueAt: lookAt }, 'assign', message);
}

/** Returns the timer that has the pool asked for what was declined, should its message be lost. */
export function putDeclinedTimer(offer: OfferEnd, at: string): PutWrite {
  return putForwardTimer({ timerId: timerIdFor('offerDeclined', offer.decisionId), dueAt: at }, 'assign', askNext(offer, 'declined'));
}
