import { z } from 'zod';
import { LeadId, RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of telling the leaders of a rep of unusual reading is asked for by. */
export const tellReadingRequest = {
  kind: 'tellReading' as const,
  schema: z.object({
    /** The lead whose number was asked for last. */
    leadId: LeadId,
    repId: RepId,
    at: z.string(),
    /** How many within the hour, and in the middle one of the hours before. */
    numbers: z.number().int().positive(),
    usual: z.number().nonnegative(),
  }),
};
export type TellReadingRequest = z.infer<typeof tellReadingRequest.schema>;

/** Returns the timer that has the leaders told, for the transaction that tells the number. */
export function putTellReading(request: TellReadingRequest): PutWrite {
  const { body: message, groupId } = askFor(tellReadingRequest, request);
  const { repId, at } = request;
  return putTimer({ timerId: timerIdFor('tellReading', repId, at), dueAt: at, queue: 'work', groupId, message });
}
