import { z } from 'zod';
import { LeadId, PoolId, SubjectId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of telling the leaders of a pool that nobody accepts something is asked for by. */
export const tellLeadersRequest = {
  kind: 'tellLeaders' as const,
  schema: z.object({
    leadId: LeadId,
    subject: SubjectId,
    poolId: PoolId,
    /** When the last offer ended: leaders hear of each round of offers once. */
    endedAt: z.string(),
  }),
};
export type TellLeadersRequest = z.infer<typeof tellLeadersRequest.schema>;

/** Returns the timer that has the leaders of a pool told, for the transaction by which a subject waits for them. */
export function putTellLeaders(request: TellLeadersRequest, at: string): PutWrite {
  const { body: message, groupId } = askFor(tellLeadersRequest, request);
  const { leadId, subject, endedAt } = request;
  return putTimer({ timerId: timerIdFor('tellLeaders', leadId, subject, endedAt), dueAt: at, queue: 'work', groupId, message });
}
