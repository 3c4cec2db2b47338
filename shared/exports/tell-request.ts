import { z } from 'zod';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What admins are told of together, and how long after it: whoever writes that a file is made is done by then. */
const [togetherMs, writtenWithinMs] = [15 * minutesMs, 2 * minutesMs];

/** Asks for what admins are told of the files that were made in a quarter of an hour. */
export const tellExportsRequest = {
  kind: 'tellExports' as const,
  schema: z.object({ since: z.iso.datetime(), until: z.iso.datetime() }),
};
export type TellExportsRequest = z.infer<typeof tellExportsRequest.schema>;

/** Returns the timer by which a file that is made now is told of; of all that are made in the same quarter of an hour it is the same one. */
export function putTellExports(now: Date): PutWrite {
  const since = new Date(Math.floor(now.getTime() / togetherMs) * togetherMs);
  const until = addMs(since, togetherMs);
  const { body, groupId } = askFor(tellExportsRequest, { since: isoTime(since), until: isoTime(until) });
  return putTimer({
    timerId: timerIdFor('tellExports', isoTime(since)),
    dueAt: isoTime(addMs(until, writtenWithinMs)),
    queue: 'work',
    groupId,
    message: body,
  });
}
