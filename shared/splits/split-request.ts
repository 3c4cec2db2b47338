import { z } from 'zod';
import { isoTime, minutesMs } from '../platform/clock.ts';
import { SplitId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import type { Split } from './split.ts';

/** What the next part of a split is asked for by, apart from the work itself. */
export const splitRequest = {
  kind: 'splitLeads' as const,
  schema: z.object({ place: z.string().min(1), splitId: SplitId, phase: z.enum(['moving', 'undoing']) }),
};
export type SplitRequest = z.infer<typeof splitRequest.schema>;

/** Returns the message that asks for the part at which it stands. It may be sent any number of times. */
export function askForPart(request: SplitRequest): WorkRequest {
  return askFor(splitRequest, request);
}

/** Returns the write of a timer that asks a minute later, in case that the message behind it is never sent. */
export function askLater({ place, splitId }: Pick<Split, 'place' | 'splitId'>, phase: SplitRequest['phase'], at: Date): PutWrite {
  const { body, groupId } = askForPart({ place, splitId, phase });
  const dueAt = isoTime(new Date(at.getTime() + minutesMs));
  return putTimer({ timerId: timerIdFor('split', splitId, phase), dueAt, queue: 'work', groupId, message: body });
}
