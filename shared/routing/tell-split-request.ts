import { z } from 'zod';
import { addMs, isoTime, minutesMs, secondsMs } from '../platform/clock.ts';
import { PoolId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { nextRound } from './rules-waiting.ts';

/** How long the leaders of a pool hear of nothing more behind being told of what waits for them. */
export const splitQuietMs = 30 * minutesMs;

/** What the work of telling the leaders of a pool what waits for them is asked for by. */
export const tellSplitRequest = {
  kind: 'tellSplit' as const,
  schema: z.object({
    poolId: PoolId,
    /** The moment that it is asked for: one look is one notice, however often it is delivered. */
    tick: z.iso.datetime(),
  }),
};
export type TellSplitRequest = z.infer<typeof tellSplitRequest.schema>;

/** Returns the timer that has the leaders of a pool told, within two minutes: however many leads begin to wait until then, it is one. */
export function putTellSplit(poolId: PoolId, at: Date): PutWrite {
  // The list of what waits lags by seconds.
  return tellSplitAt(poolId, nextRound(addMs(at, 20 * secondsMs), minutesMs));
}

/** Returns the timer that looks again once leaders may be told of more. */
export function putTellSplitLater(poolId: PoolId, toldAt: Date): PutWrite {
  return tellSplitAt(poolId, addMs(toldAt, splitQuietMs));
}

function tellSplitAt(poolId: PoolId, dueAt: Date): PutWrite {
  const { body: message, groupId } = askFor(tellSplitRequest, { poolId, tick: isoTime(dueAt) });
  return putTimer({ timerId: timerIdFor('tellSplit', poolId), dueAt: isoTime(dueAt), queue: 'work', groupId, message });
}
