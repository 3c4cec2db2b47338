import { z } from 'zod';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { ExportId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What the next part of an export is asked for by; `done`: its file is to go. */
export const advanceExportRequest = {
  kind: 'advanceExport' as const,
  schema: z.object({ exportId: ExportId, phase: z.enum(['counting', 'reading', 'writing', 'done']) }),
};
type AdvanceRequest = z.infer<typeof advanceExportRequest.schema>;

/** Returns the message that asks for the part at which it stands. It may be sent any number of times. */
export function askToAdvance(request: AdvanceRequest): WorkRequest {
  return askFor(advanceExportRequest, request);
}

/** Returns the write of a timer that asks once it is due: in case that the message before it is never sent, or because a file is to go then. */
export function askAt({ exportId, phase }: AdvanceRequest, dueAt: Date): PutWrite {
  const { body, groupId } = askToAdvance({ exportId, phase });
  return putTimer({ timerId: timerIdFor('export', exportId, phase), dueAt: isoTime(dueAt), queue: 'work', groupId, message: body });
}

export const askInAMinute = (request: AdvanceRequest, now: Date): PutWrite => askAt(request, addMs(now, minutesMs));
