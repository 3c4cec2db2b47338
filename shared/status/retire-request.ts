import { z } from 'zod';
import { daysMs, hoursMs, isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of retiring silent leads is asked for by, apart from the work itself. */
export const retireRequest = {
  kind: 'retireSilent' as const,
  schema: z.object({
    /** The night that leads are retired in. */
    night: z.iso.datetime(),
    /** The place in the order of activity behind which this slice begins; null: at the lead that is silent for longest. */
    after: z.string().nullable(),
  }),
};

/** In the middle of the night in Vietnam; anywhere else it is a time like any other, because nobody hears of it. */
const nightHourUtc = 19;

/** Returns the timer of the night after a moment. Set twice, it is one timer. */
export function putNight(now: Date): PutWrite {
  const today = Math.floor(now.getTime() / daysMs) * daysMs + nightHourUtc * hoursMs;
  const night = isoTime(new Date(today > now.getTime() ? today : today + daysMs));
  const asked = askFor(retireRequest, { night, after: null });
  return putTimer({ timerId: timerIdFor('retireSilent'), dueAt: night, queue: 'work', groupId: asked.groupId, message: asked.body });
}
