import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { PoolId } from '../platform/ids.ts';
import { secondsAfterPublication } from '../platform/publication.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { firstRetryAt, tickOfPublication } from './rules-waiting.ts';

/** What the work of trying waiting leads again is asked for by, apart from the work itself: whoever asks needs no calendar. */
export const waitingRequest = {
  kind: 'retryWaiting' as const,
  schema: z.object({
    /** Null: all pools. */
    poolId: PoolId.nullable(),
    /** The moment that the try is for. One try asks for a lead once, however often it is delivered. */
    tick: z.iso.datetime(),
    /** The place in the list of those that wait behind which this slice begins; null: at the one that waits longest. */
    after: z.string().nullable(),
    /** Of a list that is longer than a slice, whom this walk tries: who is hot, then the others. */
    pass: z.enum(['hot', 'others']).exactOptional(),
  }),
};
export type WaitingRequest = z.infer<typeof waitingRequest.schema>;

/** Returns the message that has every pool tried again after rules were published. Kinds that were published together make one try. */
export function retryAfterPublication(publishedAt: string, now: Date): WorkRequest {
  return askFor(
    waitingRequest,
    { poolId: null, tick: tickOfPublication(publishedAt), after: null },
    { delaySeconds: secondsAfterPublication(publishedAt, now) },
  );
}

/** Returns the timer that has a pool tried again. Set twice for one moment, it is one timer. */
export function putRetryTimer(poolId: PoolId, dueAt: Date): PutWrite {
  const asked = askFor(waitingRequest, { poolId, tick: isoTime(dueAt), after: null });
  const timerId = timerIdFor('retryWaiting', poolId);
  return putTimer({ timerId, dueAt: isoTime(dueAt), queue: 'work', groupId: asked.groupId, message: asked.body });
}

/** Returns the timers that go into the transaction in which leads begin to wait for these pools. */
export function putFirstRetries(poolIds: ReadonlySet<PoolId>, at: Date): PutWrite[] {
  return [...poolIds].map((poolId) => putRetryTimer(poolId, firstRetryAt(at)));
}
