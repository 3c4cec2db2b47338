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
    /** The morning on which the rep is told; null: it is to be found out which one comes next. */
    morning: z.iso.datetime().nullable(),
  }),
};
export type OverdueRequest = z.infer<typeof overdueRequest.schema>;

/** In nearly every zone mornings begin at one of these steps. Tasks of a rep that are due within one share a timer. */
const stepMs = hoursMs / 2;

/** Returns the timer that looks, once a task is due, for the morning on which its rep is told if it is still open. */
export function putLook(repId: RepId, dueAt: string): PutWrite {
  return putOverdueTimer({ repId, morning: null }, new Date(Math.ceil(Date.parse(dueAt) / stepMs) * stepMs));
}

/** Returns the timer of a look or of a morning. Set twice for one moment, it is one timer. */
export function putOverdueTimer(request: OverdueRequest, dueAt: Date): PutWrite {
  const asked = askFor(overdueRequest, request);
  const timerId = timerIdFor('tellOverdue', request.repId, request.morning === null ? 'look' : 'morning');
  return putTimer({ timerId, dueAt: isoTime(dueAt), queue: 'work', groupId: asked.groupId, message: asked.body });
}
