import { type AssignRequest, leadAssigned, leadOffered, leadUnassigned } from '../../events/index.ts';
import { type Act, draftEntry, noteOnLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import type { Opportunity } from '../needs/index.ts';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import type { Assignment, OpenClaim } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { Decision } from './decision.ts';
import { putEscalation } from './escalation.ts';
import { findContactDue } from './first-contact.ts';
import type { Taken } from './load.ts';
import { assignMessageFor } from './messages.ts';
import { putExpiryTimer } from './offer-timers.ts';
import type { AssignParts } from './parts.ts';
import { acceptPolicyOf, claimMinutesOf, type PoolConfig } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import type { Asked } from './rules-asked.ts';
import { isListedAsWaiting } from './rules-assignment.ts';
import { companyOf } from './rules-availability.ts';
import { escalatesAt } from './rules-escalation.ts';
import { offerRemindAt, slaDueAt } from './rules-offers.ts';
import { lookAt } from './rules-retiming.ts';
import { putDecision, readDecisionAbout } from './store.ts';
import { putTellLeaders } from './tell-leaders-request.ts';
import { putTellSplit } from './tell-split-request.ts';

/** A decision and what it is about. */
export interface Decided extends Asked<AssignRequest> {
  readonly before: Assignment | null;
  /** Those that the subject is; none for a lead. */
  readonly opportunities: readonly Opportunity[];
  /** The pool that looks for a rep while nobody has the subject. */
  readonly inCharge: PoolId;
  readonly decision: Decision;
  /** Whether another pool is asked for what nobody can take. */
  readonly isAskedNext: boolean;
  /** The load of the chosen rep as it was read; null: nobody asks for it. */
  readonly load: Pick<Taken, 'version'> | null;
  /** When the first rep begins for whom it waits; null: nobody knows, or it does not wait for that. */
  readonly until: Date | null;
}

/** What is written of a decision, and for which pool the subject begins to wait by it; null: for none, or it waited before. */
export interface Written {
  readonly writes: readonly WriteItem[];
  readonly waitsFor: PoolId | null;
}

/** Returns what is written of a decision. */
export async function decisionWrites(decided: Decided, rules: RoutingRules, round: number, parts: AssignParts): Promise<Written> {
  const { chosen, poolId } = decided.decision;
  const pool = rules.pools.documents.get(poolId);
  if (chosen === null || !pool) return refusedWrites(decided, rules, parts);
  return {
    writes: await assignedWrites(decided, { repId: chosen, ...clocksOf(decided, pool, rules) }, rules, round, parts),
    waitsFor: null,
  };
}

function actOf({ request, decision }: Decided): Act {
  const { correlationId } = request;
  const cause = { correlationId, causationId: decision.decisionId };
  return { at: new Date(decision.at), actor: { kind: 'system', id: 'assign-leads' }, cause };
}

/** Who gets a subject; `slaDueAt`: until when they have to accept it; null: it is theirs at once. */
interface Given {
  readonly repId: RepId;
  readonly slaDueAt: Date | null;
  /** When they are reminded of that; null: the pool does not say. */
  readonly remindAt: Date | null;
}

/**
 * Tells whether a pool has what it gives accepted first. Whom somebody has already, as a pool takes customers over, is not without anybody until the next one
 * accepts.
 */
export function isOfferedFirst(before: Assignment | null, pool: PoolConfig | undefined): boolean {
  return pool !== undefined && !before?.repId && acceptPolicyOf(pool) !== null;
}

function clocksOf({ before, decision }: Decided, pool: PoolConfig, rules: RoutingRules): Omit<Given, 'repId'> {
  if (decision.chosen === null || !isOfferedFirst(before, pool)) return { slaDueAt: null, remindAt: null };
  const clock = { rep: rules.reps.documents.get(decision.chosen), company: companyOf(rules), offeredAt: new Date(decision.at) };
  return { slaDueAt: slaDueAt(pool, clock), remindAt: offerRemindAt(pool, clock) };
}

/** Returns the writes by which a rep gets a subject. */
async function assignedWrites(
  decided: Decided,
  { repId, slaDueAt: dueAt, remindAt }: Given,
  rules: RoutingRules,
  round: number,
  { table, config, ids }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { lead, subject, before, opportunities, decision } = decided;
  const { poolId, decisionId } = decision;
  // Hardly a rep holds a seat at a lead before it is theirs. Where one does, the writes are refused and decided anew.
  const holders = new Set([...(before?.repId ? [before.repId] : []), ...(round === 1 ? [] : [repId])]);
  const seats = await Promise.all([...holders].map((holder) => readSeat(table, lead.leadId, holder)));
  // What was never assigned has no tasks yet.
  const tasks = before === null ? [] : await readTasks(table, lead);
  const given = { subject, repId, poolId, decisionId };
  const due = dueAt && isoTime(dueAt);
  const offer = (decision.passedBy?.length ?? 0) + 1;
  const to = due
    ? ({ state: 'offered', poolId, repId, decisionId, slaDueAt: due, ...(remindAt ? { remindAt: isoTime(remindAt) } : {}) } as const)
    : ({
        state: 'owned',
        poolId,
        repId,
        decisionId,
        contactDueAt: await findContactDue({ repId, poolId }, new Date(decision.at), config),
      } as const);
  const entries = [due ? draftEntry(leadOffered, { ...given, slaDueAt: due, offer }) : draftEntry(leadAssigned, given)];
  const known = seats.flatMap((seat) => seat ?? []);
  const taken = takenBy(decided, repId);
  const moved = { ...actOf(decided), lead, subject, before, to, entries, seats: known, tasks, opportunities, taken, ids };
  return [
    ...changeAssignment(moved),
    putDecision(decision),
    ...tellSeller(decision, before),
    ...(dueAt ? [putOfferTimer(decided, { repId, slaDueAt: dueAt }, rules)] : putEscalationOf(decided, repId, rules)),
  ];
}

/** Returns the timer by which leaders hear of what its rep has not reached out to, where the pool asks for it. */
function putEscalationOf({ lead: { leadId }, subject, decision }: Decided, repId: RepId, rules: RoutingRules): PutWrite[] {
  const pool = rules.pools.documents.get(decision.poolId);
  // The company is read only where some pool asks for it.
  if (pool?.escalateAfterMinutes === undefined) return [];
  const since = new Date(decision.at);
  const dueAt = escalatesAt(pool, { rep: rules.reps.documents.get(repId), company: companyOf(rules), since });
  return dueAt === null ? [] : [putEscalation({ leadId, subject, repId, since: isoTime(since) }, dueAt)];
}

/** Returns the timer that ends an offer which is not accepted in time. */
function putOfferTimer(
  { request, lead, subject, decision }: Decided,
  { repId, slaDueAt: dueAt }: Pick<Given, 'repId'> & { readonly slaDueAt: Date },
  rules: RoutingRules,
): PutWrite {
  const { poolId, decisionId } = decision;
  const at = new Date(decision.at);
  const look = lookAt({ poolId, repId, since: isoTime(at) }, rules, dueAt, at);
  return putExpiryTimer({ leadId: lead.leadId, subject, poolId, decisionId, correlationId: request.correlationId }, isoTime(look));
}

function takenBy({ decision, load }: Decided, repId: RepId): Taken | undefined {
  const seen = decision.candidates.find((candidate) => candidate.repId === repId)?.load;
  return load && seen ? { version: load.version, seen } : undefined;
}

/** Returns the timer that has whoever sold to a customer told that somebody else looks after them now. */
function tellSeller({ leadId, decisionId, chosen, at }: Decision, before: Assignment | null): PutWrite[] {
  if (!before?.repId || before.repId === chosen) return [];
  const message = mailRequest('afterSaleNotice', leadId, { decisionId, repId: before.repId });
  return [putTimer({ timerId: timerIdFor('afterSaleNotice', decisionId), dueAt: at, queue: 'notice', message })];
}

const toldReasons = ['poolUnknown', 'outsideHours', 'full', 'lacksSkill', 'notAccepted', 'forLeader', 'openToClaim'] as const;

function openUntil({ decisionId, poolId, at }: Decision, { pools }: Pick<RoutingRules, 'pools'>): OpenClaim {
  const minutes = claimMinutesOf(pools.documents.get(poolId) ?? {});
  return { poolId, decisionId, until: isoTime(addMs(new Date(at), minutes * minutesMs)) };
}

/** Returns the timer by which a subject goes by turn, should nobody have accepted it by then. */
function putClaimEnd({ request, lead, subject }: Decided, { poolId, decisionId, until }: OpenClaim): PutWrite {
  const { correlationId } = request;
  const asked = { v: 1, kind: 'assign', leadId: lead.leadId, subject, poolId, cause: 'unclaimed', causationId: decisionId } as const;
  const timer = { timerId: timerIdFor('claimEnds', decisionId), dueAt: until };
  return putForwardTimer(timer, 'assign', assignMessageFor({ ...asked, correlationId }));
}

/** Returns the writes by which nobody gets a subject, told once. Only where no other pool is asked next it is listed as waiting. */
async function refusedWrites(decided: Decided, rules: RoutingRules, { table, ids }: AssignParts): Promise<Written> {
  const { lead, subject, before, opportunities, inCharge, decision, isAskedNext } = decided;
  const { poolId, decisionId } = decision;
  const isRecorded = (await readDecisionAbout(table, { leadId: lead.leadId, subject }, decisionId)) !== undefined;
  const until = decided.until ? { until: isoTime(decided.until) } : {};
  const stoodUntil = before?.repId === null ? before.until : undefined;
  const isListedSo = before?.decisionId === decisionId && stoodUntil === until.until;
  const isToBeListed = !isAskedNext && !isListedSo;
  if (isRecorded && !isToBeListed) return { writes: [], waitsFor: null };
  const reason = toldReasons.find((one) => one === decision.reason) ?? 'noCandidate';
  const opened = decision.reason === 'openToClaim' ? openUntil(decision, rules) : null;
  const toldUntil = opened ? { until: opened.until } : until;
  const entries = [draftEntry(leadUnassigned, { subject, poolId, repId: null, reason, decisionId, ...toldUntil })];
  const recorded = isRecorded ? [] : [putDecision(decision)];
  if (!isToBeListed) return { writes: [...noteOnLead(lead, entries, actOf(decided), ids).writes, ...recorded], waitsFor: null };
  const claim = opened ?? (before?.state === 'waiting' ? before.claim : undefined);
  const to = { state: 'waiting', poolId: inCharge, repId: null, decisionId, ...until, ...(claim ? { claim } : {}) } as const;
  const moved = { ...actOf(decided), lead, subject, before, to, entries, seats: [], tasks: [], opportunities, ids };
  const changed = changeAssignment(moved);
  // What was open to whoever came first has only now begun to wait for somebody.
  const wasOpen = before?.state === 'waiting' && before.claim !== undefined && before.decisionId === before.claim.decisionId;
  const waited = !wasOpen && before !== null && isListedAsWaiting(before) && before.poolId === to.poolId;
  const lastOffer = before?.passed?.at(-1);
  const isForLeader = decision.reason === 'notAccepted' && lastOffer !== undefined;
  const told = isForLeader
    ? [putTellLeaders({ leadId: lead.leadId, subject, poolId: lastOffer.poolId, endedAt: lastOffer.at }, decision.at)]
    : [];
  const isForSplit = decision.reason === 'forLeader';
  const isNobodyThere = opened === null && rules.pools.documents.get(inCharge)?.mode === 'claim';
  const asked = (isForSplit || isNobodyThere) && !waited ? [putTellSplit(inCharge, new Date(decision.at))] : [];
  // Whoever waits for a moment is not tried before it, and no try finds somebody whom the leader of this pool has to choose.
  const isLeftAlone = opened !== null || waited || decided.until !== null || (isForSplit && poolId === inCharge);
  return {
    writes: [...changed, ...recorded, ...told, ...asked, ...(opened ? [putClaimEnd(decided, opened)] : [])],
    waitsFor: isLeftAlone ? null : to.poolId,
  };
}
