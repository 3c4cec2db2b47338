import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What a look at all runs of a lead is asked for by: something happened that one may wait for, or that may end one. */
export const hastenRequest = {
  kind: 'hastenEnrolments' as const,
  schema: z.object({
    leadId: LeadId,
    /** Of the sequences by which that was seen. */
    version: z.number().int().positive(),
  }),
};

/** Returns the timer that has the runs of a lead looked at once something is committed that no entry of the history tells of. */
export function putHastenTimer(leadId: LeadId, version: number, at: Date, ...purpose: readonly string[]): PutWrite {
  const { groupId, body } = askFor(hastenRequest, { leadId, version });
  const timerId = timerIdFor('hastenEnrolments', leadId, ...purpose);
  return putTimer({ timerId, dueAt: isoTime(at), queue: 'work', groupId, message: body });
}
