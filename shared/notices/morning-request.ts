import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of telling leaders, each working morning, how their pools stand is asked for by, apart from the work itself: whoever asks needs no calendar. */
export const morningRequest = {
  kind: 'tellMorning' as const,
  schema: z.object({
    /** `set`: the next morning is to be found out. `tell`: it is morning. */
    step: z.enum(['set', 'tell']),
    /** The moment that the step is for. */
    at: z.iso.datetime(),
    /** From when on it tells what is new. */
    since: z.iso.datetime(),
  }),
};
export type MorningRequest = z.infer<typeof morningRequest.schema>;

/** Returns the timer of a step. Set twice for one moment, it is one timer. */
export function putMorning(step: MorningRequest['step'], at: Date, since: Date): PutWrite {
  const dueAt = isoTime(at);
  const { groupId, body } = askFor(morningRequest, { step, at: dueAt, since: isoTime(since) });
  return putTimer({ timerId: timerIdFor(morningRequest.kind, step), dueAt, queue: 'work', groupId, message: body });
}
