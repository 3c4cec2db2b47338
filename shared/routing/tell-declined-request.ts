import { z } from 'zod';
import { DeclineReason } from '../../events/index.ts';
import { DecisionId, LeadId, PoolId, RepId, SubjectId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of telling the leaders of a pool that a rep declined something is asked for by. */
export const tellDeclinedRequest = {
  kind: 'tellDeclined' as const,
  schema: z.object({ leadId: LeadId, subject: SubjectId, poolId: PoolId, repId: RepId, decisionId: DecisionId, reason: DeclineReason }),
};
export type TellDeclinedRequest = z.infer<typeof tellDeclinedRequest.schema>;

/** Returns the timer that has the leaders of a pool told, for the transaction by which a rep declines. */
export function putTellDeclined(request: TellDeclinedRequest, at: string): PutWrite {
  const { body: message, groupId } = askFor(tellDeclinedRequest, request);
  return putTimer({ timerId: timerIdFor('tellDeclined', request.leadId, request.decisionId), dueAt: at, queue: 'work', groupId, message });
}
