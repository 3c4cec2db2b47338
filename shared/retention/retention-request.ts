import { z } from 'zod';
import { daysMs, hoursMs, isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of erasing people who are kept no longer is asked for by, apart from the work itself. */
export const retentionRequest = {
  kind: 'eraseOutdated' as const,
  schema: z.object({
    night: z.iso.datetime(),
    /** The place in the order of activity behind which this slice begins; null: at the lead that is silent for longest. */
    after: z.string().nullable(),
  }),
};

/** What the work of taking away posts that are kept no longer is asked for by. `partition`: the number of the one that is looked through; `after`: where in it this slice begins. @default - at its oldest */
export const expirePostsRequest = {
  kind: 'expirePosts' as const,
  schema: z.object({
    night: z.iso.datetime(),
    partition: z.number().int().nonnegative(),
    after: z.record(z.string(), z.string()).exactOptional(),
  }),
};

/** An hour behind the night in which silent leads are retired. */
const nightHourUtc = 20;

/** Returns the timer of the night after a moment. Set twice, it is one timer. */
export function putRetentionNight(now: Date): PutWrite {
  const today = Math.floor(now.getTime() / daysMs) * daysMs + nightHourUtc * hoursMs;
  const night = isoTime(new Date(today > now.getTime() ? today : today + daysMs));
  const asked = askFor(retentionRequest, { night, after: null });
  return putTimer({ timerId: timerIdFor('eraseOutdated'), dueAt: night, queue: 'work', groupId: asked.groupId, message: asked.body });
}
