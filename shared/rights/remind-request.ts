import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What a reminder of the register is asked for by, apart from the work itself. `dueAt`: a later one took its place where that is another one by now. */
export const remindRequest = {
  kind: 'remindOfRights' as const,
  schema: z.object({
    recordId: z.string().min(1),
    of: z.enum(['acknowledge', 'answer', 'breach']),
    percent: z.number().int(),
    dueAt: z.string(),
  }),
};
export type RemindRequest = z.infer<typeof remindRequest.schema>;

/** Returns the timer of a reminder. */
export function putReminder(request: RemindRequest, at: Date): PutWrite {
  const { body, groupId } = askFor(remindRequest, request);
  const { recordId, of, percent, dueAt } = request;
  return putTimer({
    timerId: timerIdFor('rights', recordId, of, String(percent), dueAt),
    dueAt: isoTime(at),
    queue: 'work',
    groupId,
    message: body,
  });
}
