import { z } from 'zod';
import { hoursMs, isoTime } from '../platform/clock.ts';
import { RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of telling a rep of overdue tasks is asked for by, apart from the work itself: whoever asks needs no calendar. */
export const overdueRequest = {
  kind: 'tellOverdue' as const,
  schema: z.object({
    repId: RepId,
    /** `look`: the morning that comes next is to be found out. `morning`: the rep is told. */
    step: z.enum(['look', 'morning']),
    /** The moment that the step is for. */
    at: z.iso.datetime(),
  }),
};
export type OverdueRequest = z.infer<typeof overdueRequest.schema>;

/** In nearly every zone mornings begin at one of these steps. Tasks of a rep that are due within one share a timer. */
const stepMs = hoursMs / 2;

/** Returns the timer that looks, once a task is due, for the morning on which its rep is told if it is still open. */
export function putLook(repId: RepId, dueAt: string): PutWrite {
  return putOverdueTimer({ repId, step: 'look', at: isoTime(new Date(Math.ceil(Date.parse(dueAt) / stepMs) * stepMs)) });
}

/** Returns the timer of a step. Set twice for one moment, it is one timer. */
export function putOverdueTimer(request: OverdueRequest): PutWrite {
  const asked = askFor(overdueRequest, request);
  const timerId = timerIdFor('tellOverdue', request.repId, request.step);
  return putTimer({ timerId, dueAt: request.at, queue: 'work', groupId: asked.groupId, message: asked.body });
}
