import type { RecallRequest } from '../../events/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { eachTimerOnce } from '../timers/index.ts';
import type { Assignment, PassedOffer } from './assignment.ts';
import { type Booking, putBooking } from './booking.ts';
import { needOverWrites } from './end-need.ts';
import { lookAtOffer, type TakenBack, takenFrom } from './end-offer.ts';
import { eachLoadOnce } from './load.ts';
import { assignMessageFor } from './messages.ts';
import type { AssignParts } from './parts.ts';
import { type Asked, askedOnce, leadAsked } from './rules-asked.ts';
import { poolInCharge } from './rules-assignment.ts';
import { ledgerWithout } from './rules-ledger.ts';
import { isOffered } from './rules-offers.ts';
import { isProtected } from './rules-protection.ts';
import { noteOnAssignment, putPoolState, readAssignment, readPoolState } from './store.ts';
import { withinOneTransaction } from './within-one-transaction.ts';

/**
 * Ends what decisions gave, as far as it still stands: owner and seat go, and the pool in charge is asked anew. What the rep was credited
 * with stays in the ledger. Safe to repeat: where nobody has the subject any more, only the pool is asked again. For a need
 * that is over, nobody is asked.
 * @returns the requests that must be handled in a transaction of their own
 */
export async function recallLeads(requests: readonly RecallRequest[], parts: AssignParts): Promise<readonly RecallRequest[]> {
  const plan = await untilWritten(async () => {
    const planned = await withinOneTransaction(requests, (some) => planRecalls(some, parts));
    if (planned.writes.length > 0) await parts.table.transact(planned.writes);
    return planned;
  });
  for (const { request, lead } of plan.ended) {
    const { subject, cause, decisionId } = request;
    parts.log.info('assignment ended', { leadId: lead.leadId, subject, decisionId, cause });
  }
  await parts.assign.sendAll(plan.ended.flatMap(askAgain));
  return plan.left;
}

interface Ended {
  readonly request: RecallRequest;
  readonly lead: Lead;
}

interface Planned extends Ended, TakenBack {}

interface RecallPlan {
  readonly writes: readonly WriteItem[];
  /** Nobody has these subjects once the writes are done. */
  readonly ended: readonly Ended[];
  /** Requests for leads that are in this plan already. */
  readonly left: readonly RecallRequest[];
}

function askAgain({ request, lead }: Ended): OrderedMessage[] {
  const { subject, cause, decisionId, correlationId } = request;
  if (cause === 'over') return [];
  const poolId = poolInCharge(lead, request);
  return [assignMessageFor({ v: 1, kind: 'assign', leadId: lead.leadId, subject, poolId, cause, causationId: decisionId, correlationId })];
}

async function planRecalls(requests: readonly RecallRequest[], parts: AssignParts): Promise<RecallPlan> {
  const leadIds = requests.map(leadAsked);
  const found = await readLeads(parts.table, leadIds, { consistent: true });
  const { asked, left, unknown } = askedOnce(requests, found, ({ subject, decisionId }) => `${subject} ${decisionId}`);
  for (const { leadId } of unknown) parts.log.warn('no such lead to take back', { leadId });
  // Each lead is there once, so no read of a batch has to wait for another's.
  const planned = await Promise.all(asked.map((one) => planRecall(one, parts)));
  const taken = planned.flatMap((one) => one ?? []);
  const credits = await creditsReturned(taken, parts);
  const writes = [...eachLoadOnce(eachTimerOnce(taken.flatMap((one) => one.writes))), ...credits];
  return { writes, ended: taken.filter(({ isEnded }) => isEnded), left };
}

/** Returns the writes by which the ledger takes back what offers were credited with, and lists it. All requests are for the pool whose only writer this is. */
async function creditsReturned(planned: readonly Planned[], { table, clock }: AssignParts): Promise<readonly WriteItem[]> {
  const due = planned.flatMap((one) => (one.returned ? [{ ...one, returned: one.returned }] : []));
  const [first] = due;
  if (!first) return [];
  const { poolId } = first.returned;
  const before = await readPoolState(table, poolId);
  const listed: WriteItem[] = [];
  let state = before;
  for (const one of due) {
    const { repId, creditDue = 0 } = one.returned;
    const after = ledgerWithout(state, repId, creditDue);
    // Nothing is listed that the ledger did not count.
    if (after !== state) listed.push(putBooking(poolId, returnedOf(one, clock())));
    state = after;
  }
  return state === before ? [] : [putPoolState(before, state), ...listed];
}

function returnedOf({ request, lead, returned }: Planned & { readonly returned: PassedOffer }, at: Date): Booking {
  const { repId, decisionId, how, creditDue = 0 } = returned;
  return {
    at: isoTime(at),
    bookingId: digest('returned', lead.leadId, decisionId),
    how: how === 'expired' ? 'excused' : how,
    leadId: lead.leadId,
    subject: request.subject,
    entries: [{ repId, credit: -creditDue }],
  };
}

/** Decides about one request; null where there is nothing to take back. */
async function planRecall({ request, lead, subject }: Asked<RecallRequest>, parts: AssignParts): Promise<Planned | null> {
  const { leadId } = lead;
  const assignment = await readAssignment(parts.table, leadId, subject);
  const taken = assignment ? await takenBack({ request, lead, subject }, assignment, parts) : null;
  const due = assignment && dueOf(assignment, request);
  // Whoever declined has lost the subject already, and somebody else may have it by now.
  if (due && !taken?.writes.length) return { request, lead, writes: [settled(assignment, due)], returned: due, isEnded: true };
  if (taken) return { request, lead, ...taken };
  parts.log.info('nothing to take back', { leadId, subject, decisionId: request.decisionId });
  return null;
}

/** Finds out what is written of one request; null where it means nothing that stands. */
async function takenBack(
  { request, lead, subject }: Asked<RecallRequest>,
  assignment: Assignment,
  parts: AssignParts,
): Promise<TakenBack | null> {
  const { cause, decisionId, correlationId } = request;
  if (cause === 'over') {
    const writes = await needOverWrites({ lead, subject }, assignment, { correlationId, causationId: correlationId }, parts);
    return writes && { writes, returned: null, isEnded: true };
  }
  if (!isMeant(assignment, request)) return null;
  // By the rule of an outcome; what somebody refused or let pass is not protected.
  if (cause === 'recalled' && isProtected(assignment, parts.clock())) return null;
  if (assignment.repId === null) return { writes: [], returned: null, isEnded: true };
  if (cause === 'expired') return isOffered(assignment) ? lookAtOffer(lead, assignment, request, parts) : null;
  const ended = { reason: cause, decisionId, correlationId };
  return { writes: await takenFrom(lead, assignment, ended, parts), returned: null, isEnded: true };
}

/** Whoever got the subject by another decision keeps it. What waits was taken back already, perhaps without that the pool was asked. */
function isMeant({ state, repId, decisionId }: Assignment, request: RecallRequest): boolean {
  return state === 'waiting' || (repId !== null && decisionId === request.decisionId);
}

/** Returns the offer for which the ledger of a pool still owes something, of those that a request may be about. */
function dueOf({ passed = [] }: Assignment, { decisionId, poolId }: RecallRequest): PassedOffer | undefined {
  return passed.find((offer) => offer.creditDue !== undefined && offer.decisionId === decisionId && offer.poolId === poolId);
}

/** Returns the write after which nothing is owed for an offer any more. */
function settled(assignment: Assignment, due: PassedOffer): WriteItem {
  const passed = (assignment.passed ?? []).map(({ creditDue, ...offer }) =>
    creditDue === undefined || offer.decisionId === due.decisionId ? offer : { ...offer, creditDue },
  );
  return noteOnAssignment(assignment, { passed });
}
