import type { BookMessage } from '../../events/index.ts';
import type { PutWrite } from '../platform/table.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { bookMessageFor } from './messages.ts';

/** Returns the timer by which a pool counts, in its own group, what its reps were given or gave up: for the transaction that gives it. */
export function putBooking(body: BookMessage): PutWrite {
  const { poolId, bookingId, at } = body;
  return putForwardTimer({ timerId: timerIdFor('book', poolId, bookingId), dueAt: at }, 'assign', bookMessageFor(body));
}
