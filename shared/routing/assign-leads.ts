import type { AssignManyMessage, AssignRequest, BookMessage, DutyMessage, PoolMessage, RecallRequest } from '../../events/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isRetryable } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { bookCredits } from './booking.ts';
import { assignManyMessageFor, assignMessageFor } from './messages.ts';
import type { AssignParts } from './parts.ts';
import { type AssignmentPlan, planAssignments } from './plan-assignments.ts';
import { recallLeads } from './recall-leads.ts';
import { takeOverDuty } from './take-over-duty.ts';
import { withinOneTransaction } from './within-one-transaction.ts';

/** A transaction holds a hundred items. A lead without tasks brings eight of them at most now, and what joins later must find room. */
export const leadsPerTransaction = 8;

/**
 * Does what one pool is asked for, in the order of the messages: gives leads to its reps, takes them back, and notes who is there and what was given apart from its turn. The pool's ledger, the
 * leads, their assignments, the decisions and the timeline entries change in one transaction. Safe to repeat: a lead that has an owner
 * only gets its notice sent again, and the mail gate sends that once.
 */
export async function assignLeads(poolId: PoolId, messages: readonly PoolMessage[], parts: AssignParts): Promise<void> {
  let waiting = messages;
  while (waiting.length > 0) {
    const switched = leading(waiting, (message): message is DutyMessage => message.kind === 'duty');
    if (switched.length > 0) {
      await takeOverDuty(poolId, switched, parts);
      waiting = waiting.slice(switched.length);
      continue;
    }
    const booked = leading(waiting, (message): message is BookMessage => message.kind === 'book');
    if (booked.length > 0) {
      await bookCredits(poolId, booked, parts);
      waiting = waiting.slice(booked.length);
      continue;
    }
    const [first] = waiting;
    if (first?.kind === 'assignMany') {
      await assignSome(poolId, first, parts);
      waiting = waiting.slice(1);
      continue;
    }
    const requests = leading(waiting, (message): message is AssignRequest => message.kind === 'assign');
    const recalls = leading(waiting, (message): message is RecallRequest => message.kind === 'recall');
    const left = requests.length > 0 ? await assign(poolId, requests, parts) : await recallLeads(recalls, parts);
    waiting = [...left, ...waiting.slice(requests.length + recalls.length)];
  }
}

/** Gives a few of many away, and asks for the rest behind whatever the pool was asked for meanwhile. */
async function assignSome(poolId: PoolId, many: AssignManyMessage, parts: AssignParts): Promise<void> {
  const requests = many.asked.slice(0, leadsPerTransaction).map((one): AssignRequest => ({ v: 1, kind: 'assign', poolId, ...one }));
  try {
    await assignLeads(poolId, requests, parts);
  } catch (error) {
    if (isRetryable(error)) throw error;
    // Of one that can never be given the others must not be lost: each is asked for alone, and that one set aside.
    parts.log.error('some of many can never be given, each is asked for alone', error, { poolId, name: many.name });
    await parts.assign.sendAll(requests.map((request) => assignMessageFor(request, many.name)));
  }
  const rest = many.asked.slice(leadsPerTransaction);
  if (rest.length > 0) await parts.assign.send(assignManyMessageFor({ ...many, asked: rest }));
  else if (many.next) await parts.work.send({ body: many.next, groupId: many.next.kind });
}

/** Returns the messages of one kind that stand first, as many as fit into one transaction. */
function leading<Kind extends PoolMessage>(messages: readonly PoolMessage[], isOfKind: (message: PoolMessage) => message is Kind): Kind[] {
  const others = messages.findIndex((message) => !isOfKind(message));
  return messages
    .slice(0, others === -1 ? messages.length : others)
    .filter(isOfKind)
    .slice(0, leadsPerTransaction);
}

/** Returns the requests that must be decided in a transaction of their own. */
async function assign(poolId: PoolId, requests: readonly AssignRequest[], parts: AssignParts): Promise<readonly AssignRequest[]> {
  // Intake may change a lead in between.
  const plan = await untilWritten(async (round) => {
    const planned = await withinOneTransaction(requests, (some) => planAssignments(poolId, some, parts, round));
    if (planned.writes.length > 0) await parts.table.transact(planned.writes);
    return planned;
  });
  await tell(plan, parts);
  return plan.left;
}

/** Sends what follows from the decisions; a crash before it is repaired by the next delivery. */
async function tell({ given, waiting, open, decisions, onward }: AssignmentPlan, parts: AssignParts): Promise<void> {
  await parts.notice.sendAll(
    given.map(({ leadId, subject, decisionId }) => ({ body: mailRequest('assignedNotice', leadId, { subject, decisionId }) })),
  );
  await parts.notice.sendAll(
    open.map(({ leadId, subject, decisionId, repId }) => ({ body: mailRequest('claimNotice', leadId, { subject, decisionId, repId }) })),
  );
  for (const { leadId, decisionId, chosen: repId, poolId, reason } of decisions) {
    parts.log.info('routing decided', { leadId, decisionId, repId, poolId, reason });
  }
  for (const { leadId, decisionId, territory } of waiting) {
    parts.log.info('lead waits without an owner', { leadId, poolId: territory.poolId, decisionId });
  }
  await parts.assign.sendAll(onward);
}
