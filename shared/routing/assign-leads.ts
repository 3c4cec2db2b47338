import type { AssignMessage } from '../../events/index.ts';
import { assignedNoticeMessage } from '../mail-requests/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { digest, LeadId, type PoolId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { nextPool } from './decide.ts';
import type { Decision } from './decision.ts';
import type { AssignParts } from './parts.ts';
import { type AssignmentPlan, planAssignments } from './plan-assignments.ts';
import { territoryKind } from './territory-config.ts';

/**
 * Gives each lead of one pool its owner: the pool's ledger, the leads, the decisions and their timeline entries change in one
 * transaction. Safe to repeat: a lead that has an owner only gets its notice sent again, and the mail gate sends that once.
 */
export async function assignLeads(poolId: PoolId, messages: readonly AssignMessage[], parts: AssignParts): Promise<void> {
  const correlations = new Map(messages.map((message) => [LeadId.parse(message.leadId), message.correlationId]));
  // Intake may change a lead in between.
  const plan = await untilWritten(async (round) => {
    const planned = await planAssignments(poolId, correlations, parts, round);
    if (planned.writes.length > 0) await parts.table.transact(planned.writes);
    return planned;
  });
  await tell(plan, parts, correlations);
}

/** Sends what follows from the decisions; a crash before it is repaired by the next delivery. */
async function tell(plan: AssignmentPlan, parts: AssignParts, correlations: ReadonlyMap<LeadId, string>): Promise<void> {
  const chosen = plan.decisions.filter((decision) => decision.chosen !== null);
  const refused = plan.decisions.filter((decision) => decision.chosen === null);
  const notices = [
    ...chosen.map(({ leadId, decisionId }) => ({ leadId, decisionId })),
    ...plan.owned.flatMap(({ leadId, owner }) => (owner ? [{ leadId, decisionId: owner.decisionId }] : [])),
  ];
  await parts.notice.sendAll(notices.map(({ leadId, decisionId }) => ({ body: assignedNoticeMessage(leadId, decisionId) })));
  for (const { leadId, decisionId, chosen: repId, poolId, reason } of plan.decisions) {
    parts.log.info('routing decided', { leadId, decisionId, repId, poolId, reason });
  }
  if (refused.length > 0) await handOver(refused, parts, correlations);
}

/** Leads that nobody in their pool can take go to the fallback pool; there, they wait in plain sight. */
async function handOver(refused: readonly Decision[], parts: AssignParts, correlations: ReadonlyMap<LeadId, string>): Promise<void> {
  const territories = await parts.config.current(territoryKind);
  for (const decision of refused) {
    const { leadId, poolId, decisionId } = decision;
    const next = nextPool(decision, territories);
    if (next === null) {
      parts.log.error('lead waits without an owner', new ConfigurationError('the fallback pool has nobody who can take leads'), {
        leadId,
        poolId,
        decisionId,
      });
      continue;
    }
    const body: AssignMessage = { v: 1, leadId, poolId: next, correlationId: correlations.get(leadId) ?? decisionId };
    await parts.assign.send(assignMessageFor(body));
  }
}

/**
 * One FIFO group per pool: that is what makes this function the pool's single writer. A delivery that repeats is dropped by SQS for five
 * minutes; another post within them is another try for a lead that nobody could take.
 */
export function assignMessageFor(body: AssignMessage) {
  return { body, groupId: body.poolId, deduplicationId: digest(body.leadId, body.poolId, body.correlationId) };
}
