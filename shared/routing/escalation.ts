import { z } from 'zod';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId, type PoolId, RepId, SubjectId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { escalatesAt } from './rules-escalation.ts';

/** What the work of telling leaders of a lead that its rep has not reached out to is asked for by. */
export const escalateRequest = {
  kind: 'escalate' as const,
  schema: z.object({
    leadId: LeadId,
    subject: SubjectId,
    repId: RepId,
    /** Since when the rep has it: whoever gets it after them, or once more, has a moment of their own. */
    since: z.string(),
  }),
};
export type EscalateRequest = z.infer<typeof escalateRequest.schema>;

/** Returns the timer that has it looked at whether the rep has reached out by then. */
export function putEscalation(request: EscalateRequest, at: Date): PutWrite {
  const { body: message, groupId } = askFor(escalateRequest, request);
  const { leadId, subject, repId, since } = request;
  const dueAt = isoTime(at);
  return putTimer({ timerId: timerIdFor('escalate', leadId, subject, repId, since, dueAt), dueAt, queue: 'work', groupId, message });
}

/** Finds when leaders hear of what a rep has and has not reached out to, by the rules as they are now; null: their pool does not ask for it. */
export async function escalationAt(
  { repId, poolId, since }: Pick<EscalateRequest, 'repId' | 'since'> & { readonly poolId: PoolId },
  config: ConfigReader,
): Promise<Date | null> {
  const pool = (await config.current(poolKind)).documents.get(poolId);
  if (pool?.escalateAfterMinutes === undefined) return null;
  const [reps, company] = await Promise.all([config.current(repKind), readCompany(config)]);
  return escalatesAt(pool, { rep: reps.documents.get(repId), company, since: new Date(since) });
}

/** Returns the timer for the transaction by which a rep gets something, where its pool asks for it. */
export async function escalationOf(
  { poolId, ...given }: Omit<EscalateRequest, 'since'> & { readonly poolId: PoolId },
  at: Date,
  config: ConfigReader,
): Promise<PutWrite[]> {
  const request = { ...given, since: isoTime(at) };
  const dueAt = await escalationAt({ ...request, poolId }, config);
  return dueAt === null ? [] : [putEscalation(request, dueAt)];
}
