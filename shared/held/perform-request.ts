import { z } from 'zod';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { HeldActId, LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What the work of performing a held act is asked for by. `leadId`: under which it lies. */
export const performHeldRequest = {
  kind: 'performHeld' as const,
  schema: z.object({ leadId: LeadId, heldActId: HeldActId }),
};
export type PerformHeldRequest = z.infer<typeof performHeldRequest.schema>;

/** Returns the message that has a held act performed after so many seconds. It may be sent any number of times. */
export function askToPerform({ leadId, heldActId }: PerformHeldRequest, delaySeconds: number): WorkRequest {
  return askFor(performHeldRequest, { leadId, heldActId }, { delaySeconds });
}

/** Returns the write of a timer that asks a minute later, in case that the message is never sent. */
export function askToPerformLater(request: PerformHeldRequest, until: Date): PutWrite {
  const { body: message, groupId } = askToPerform(request, 0);
  const dueAt = isoTime(addMs(until, minutesMs));
  return putTimer({ timerId: timerIdFor('performHeld', request.leadId, request.heldActId), dueAt, queue: 'work', groupId, message });
}
