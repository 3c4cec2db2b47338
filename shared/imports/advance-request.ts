import { z } from 'zod';
import { isoTime, minutesMs } from '../platform/clock.ts';
import { ImportId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { MovingPhase } from './import.ts';

/** What the next part of a list is asked for by, apart from the work itself. */
export const advanceRequest = {
  kind: 'advanceImport' as const,
  schema: z.object({ importId: ImportId, phase: MovingPhase }),
};
export type AdvanceRequest = z.infer<typeof advanceRequest.schema>;

/** Returns the message that asks for the part at which it stands. It may be sent any number of times. */
export function askToAdvance(request: AdvanceRequest, delaySeconds = 0): WorkRequest {
  return askFor(advanceRequest, request, delaySeconds > 0 ? { delaySeconds } : {});
}

/** Returns the write of a timer that asks a minute later, in case that the message behind it is never sent. */
export function askLater({ importId, phase }: AdvanceRequest, at: Date): PutWrite {
  const { body, groupId } = askToAdvance({ importId, phase });
  const dueAt = isoTime(new Date(at.getTime() + minutesMs));
  return putTimer({ timerId: timerIdFor('import', importId, phase), dueAt, queue: 'work', groupId, message: body });
}
