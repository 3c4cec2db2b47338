import type { AssignRequest } from '../../events/index.ts';
import { readLeads } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { DecisionId, digest, type LeadId, type PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { WriteItem } from '../platform/table.ts';
import { eachTimerOnce } from '../timers/index.ts';
import type { Assignment } from './assignment.ts';
import { decide, nextPool } from './decide.ts';
import type { Decision, DraftDecision } from './decision.ts';
import { type Decided, decisionWrites, isOfferedFirst } from './decision-writes.ts';
import { endedNeedWrites, isOver } from './end-need.ts';
import { firmOwners } from './firm-owner.ts';
import { eachLoadOnce, readLoads } from './load.ts';
import { assignMessageFor } from './messages.ts';
import type { AssignParts } from './parts.ts';
import { preferredFor } from './preferred.ts';
import { type CurrentRules, currentRules } from './read-rules.ts';
import { reroutedTo, reroutedWrites } from './reroute.ts';
import { type Asked, askedOnce, leadAsked } from './rules-asked.ts';
import { poolInCharge } from './rules-assignment.ts';
import { companyOf, firstThere } from './rules-availability.ts';
import { claimOf, openBy } from './rules-claim.ts';
import { type KnownPool, ledgerAfter } from './rules-ledger.ts';
import { countedIn, nextDayOf } from './rules-load.ts';
import { factsOfLead, factsOfNeed, poolOfNeed } from './rules-matter.ts';
import type { NextPool } from './rules-next-pool.ts';
import { passedBy } from './rules-offers.ts';
import { isOvertaken } from './rules-waiting.ts';
import { standingOf } from './standing.ts';
import { putPoolState, readDecisionAbout, readPoolState } from './store.ts';
import { putFirstRetries, putRetryTimer } from './waiting-request.ts';

/** A subject that a rep has, and by which decision. */
export interface Given {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly decisionId: DecisionId;
}

/** A subject that is open to a rep, if they accept first. */
export interface OpenTo extends Given {
  readonly repId: RepId;
}

/** The decisions of a batch and the one transaction that makes them true. */
export interface AssignmentPlan {
  readonly writes: readonly WriteItem[];
  readonly decisions: readonly Decision[];
  /** Also by decisions of an earlier delivery: only their notice may be missing. */
  readonly given: readonly Given[];
  /** Decisions by which subjects wait: nobody can take them, and no other pool is asked next. */
  readonly waiting: readonly Decision[];
  /** What is open to whoever accepts first, also by an earlier delivery: only notices may be missing. */
  readonly open: readonly OpenTo[];
  /** What other pools are asked for next. */
  readonly onward: readonly OrderedMessage[];
  /** Requests for a second subject of a lead: a transaction changes no item twice. */
  readonly left: readonly AssignRequest[];
}

/**
 * Decides a batch of requests to one pool, each upon the ledger that the one before left; writes nothing.
 * @param round 1 for the first try: only then are assignments and seats that are hardly ever there already left unread
 */
export async function planAssignments(
  poolId: PoolId,
  requests: readonly AssignRequest[],
  parts: AssignParts,
  round: number,
): Promise<AssignmentPlan> {
  const leadIds = requests.map(leadAsked);
  const [found, before, rules] = await Promise.all([
    readLeads(parts.table, leadIds, { consistent: true }),
    readPoolState(parts.table, poolId),
    currentRules(parts.config),
  ]);
  const loads = await readLoads(parts.table, countedIn(rules.pools.documents.get(poolId), rules));
  // Of two requests for a lead the first counts: one that is left to a newer try must not stand for that try's own.
  const [late = [], inTime = []] = [true, false].map((isLate) => requests.filter((request) => isLateBy(request, rules) === isLate));
  const { asked, left, unknown } = askedOnce([...inTime, ...late], found, ({ subject }) => subject);
  for (const { leadId } of unknown) parts.log.warn('no such lead to assign', { leadId, poolId });
  // Each lead is there once, so no read of a batch has to wait for another's.
  const sticky = rules.pools.documents.get(poolId)?.sticky ?? [];
  const known = await Promise.all(
    asked.map(async (one) => {
      const standing = standingOf(one.lead, one.request, round, parts.table);
      const opportunities = opportunitiesAssignedAs(parts.table, one.lead, one.subject);
      const preferred = preferredFor(one, sticky, parts.table);
      return { ...one, standing: await standing, opportunities: await opportunities, preferred: await preferred };
    }),
  );
  const isActive = (repId: RepId) => rules.reps.documents.get(repId)?.active === true;
  const firms = await firmOwners(
    asked.map(({ lead }) => lead),
    sticky,
    isActive,
    parts.table,
  );
  const at = parts.clock();
  const writes: WriteItem[] = [];
  const decided: Decided[] = [];
  const given: Given[] = [];
  const waiting: Decision[] = [];
  const onward: OrderedMessage[] = [];
  const open: OpenTo[] = [];
  const begun = new Set<PoolId>();
  const opens = new Map<string, WriteItem>();
  let state: KnownPool = loads.size > 0 ? { ...before, loads: Object.fromEntries(loads) } : before;
  for (const { standing, preferred: people, ...one } of known) {
    const { request, lead, subject } = one;
    const { leadId } = lead;
    if (standing.kind === 'given') given.push({ leadId, subject, decisionId: standing.decisionId });
    if (standing.kind === 'apart') parts.log.info('nobody is looked for', { leadId, subject, state: standing.state });
    if (standing.kind !== 'waiting' && standing.kind !== 'held') continue;
    if (isLateBy(request, rules)) {
      parts.log.info('left to the try by newer rules', { leadId, subject, poolId, tick: request.tick });
      continue;
    }
    const claim = claimOf(standing.before, request, at);
    if (claim === 'over') {
      parts.log.info('open to nobody any more', { leadId, subject, poolId });
      continue;
    }
    if (claim === 'open') {
      // A delivery that comes again may have been cut off before its notices; what is tried by the clock was not.
      if (request.cause !== 'retry') open.push(...(await openTo(one, standing.before, parts.table)));
      continue;
    }
    const need = one.opportunities.find(({ opportunityId }) => opportunityId === String(subject));
    if (need && isOver(need, lead)) {
      parts.log.info('nobody is looked for', { leadId, subject, state: need.state });
      const { correlationId, causationId } = request;
      writes.push(...(await endedNeedWrites(one, standing.before, { correlationId, causationId }, parts)));
      continue;
    }
    const rerouted = reroutedTo(one, standing.before, rules);
    if (rerouted) {
      writes.push(...reroutedWrites(one, rerouted, at, parts.ids));
      begun.add(rerouted.territory.poolId);
    }
    const inCharge = rerouted?.territory.poolId ?? (need ? poolOfNeed(lead, need, rules) : poolInCharge(lead, { subject, poolId }));
    if (rerouted || (asksAnew(request) && inCharge !== poolId)) {
      onward.push(assignMessageFor({ ...request, poolId: inCharge }, 'rerouted'));
      continue;
    }
    const preferred = [...people, ...firms.preferred(lead)];
    const matter = { lead, subject, cause: request.cause, poolId };
    const passed = passedBy(standing.before, at);
    const facts = {
      ...(need ? factsOfNeed(matter, need, rules) : factsOfLead(matter, rules)),
      ...(passed.length > 0 ? { passedBy: passed } : {}),
      ...(preferred.length > 0 ? { preferred } : {}),
      ...(claim === 'unclaimed' ? { unclaimed: true as const } : {}),
    };
    const decision = withId(decide(facts, rules, new Map([[poolId, state]]), at), at, parts);
    if (request.cause === 'afterSale' && decision.chosen === null) {
      parts.log.warn('nobody takes the customer over', { leadId, poolId, reason: decision.reason });
      // Whoever nobody has is looked for in sales.
      if (standing.kind === 'waiting') onward.push(assignMessageFor({ ...request, poolId: inCharge, cause: 'returned' }, 'notTakenOver'));
      continue;
    }
    const next = nextPool(decision, rules);
    const until = decision.chosen === null && next === null ? waitsUntil({ inCharge, poolId, state, decision }, rules, at) : null;
    const load = decision.chosen === null ? null : { version: loads.get(decision.chosen)?.version ?? 0 };
    decided.push({ ...one, before: standing.before, inCharge, decision, isAskedNext: next !== null, load, until });
    if (until !== null) opens.set(`${inCharge} ${until.getTime()}`, putRetryTimer(inCharge, until));
    if (decision.chosen !== null) {
      given.push({ leadId, subject, decisionId: decision.decisionId });
      state = ledgerAfter(state, decision);
      if (isOfferedFirst(standing.before, rules.pools.documents.get(poolId))) firms.offered(lead, decision.chosen);
      else firms.note(lead, decision.chosen, at);
    } else if (decision.reason === 'openToClaim') open.push(...openBy(decision));
    else if (next === null) waiting.push(decision);
    else onward.push(handOver(request, decision, next));
  }
  for (const written of await Promise.all(decided.map((one) => decisionWrites(one, rules, round, parts)))) {
    writes.push(...written.writes);
    if (written.waitsFor !== null) begun.add(written.waitsFor);
  }
  // A timer lies in the transaction that makes it necessary, once however many leads begin to wait for one pool.
  writes.push(...putFirstRetries(begun, at), ...opens.values());
  writes.push(...firms.writes());
  // Every decision counts the ledger one version up; the item itself is written once.
  if (state.version !== before.version) writes.push(putPoolState(before, state));
  return {
    writes: eachLoadOnce(eachTimerOnce(writes)),
    decisions: decided.map(({ decision }) => decision),
    given,
    waiting,
    open,
    onward,
    left,
  };
}

/** Lists to whom a subject is open by the decision that opened it. */
async function openTo(
  { lead, subject }: Pick<Asked<AssignRequest>, 'lead' | 'subject'>,
  before: Assignment | null,
  table: AssignParts['table'],
): Promise<readonly OpenTo[]> {
  const claim = before?.repId === null ? before.claim : undefined;
  const decision = claim && (await readDecisionAbout(table, { leadId: lead.leadId, subject }, claim.decisionId));
  return decision ? openBy(decision) : [];
}

/** Whether a request is for whoever can take a subject by now, wherever it waits or was. */
function asksAnew({ cause }: AssignRequest): boolean {
  return (
    cause === 'retry' || cause === 'recalled' || cause === 'declined' || cause === 'expired' || cause === 'returned' || cause === 'ready'
  );
}

/** Whether a request belongs to a try that newer rules have overtaken. */
function isLateBy({ tick }: AssignRequest, { publishedAt }: CurrentRules): boolean {
  return tick !== undefined && isOvertaken(tick, publishedAt);
}

/** The first moment at which somebody begins whom the subject waits for: in the pool in charge, or in the one that was asked last. */
function waitsUntil(
  { inCharge, poolId, state, decision }: Pick<Decided, 'inCharge' | 'decision'> & { readonly poolId: PoolId; readonly state: KnownPool },
  rules: CurrentRules,
  at: Date,
): Date | null {
  // Its leader needs no hour of anybody.
  if (decision.reason === 'forLeader' || decision.reason === 'openToClaim') return null;
  const rejects = new Set(decision.candidates.map(({ rejected }) => rejected));
  // Nobody knows when somebody has room or the skill: it is tried again and again.
  if (rejects.has('capOpen') || rejects.has('lacksSkill')) return null;
  const moments = [...new Set([inCharge, poolId])].flatMap((id) => {
    // Another pool's ledger is its own writer's: to ask it too early does no harm.
    const known = id === poolId ? state : {};
    return firstThere(rules.pools.documents.get(id), rules, known, at)?.getTime() ?? [];
  });
  const days = decision.candidates.flatMap(({ repId, rejected }) => {
    const rep = rejected === 'capDay' ? rules.reps.documents.get(repId) : undefined;
    return rep ? [nextDayOf(rep, companyOf(rules), at).getTime()] : [];
  });
  const all = [...moments, ...days];
  return all.length > 0 ? new Date(Math.min(...all)) : null;
}

/** The pool that takes over is asked for what nobody can take. */
function handOver(request: AssignRequest, { decisionId }: Decision, { poolId, cause }: NextPool): OrderedMessage {
  // The same rules refuse a lead by the same decision again, when it was taken back from the fallback pool, or is tried again.
  return assignMessageFor({ ...request, poolId, cause, causationId: decisionId }, request.causationId);
}

/** A refusal has one id per subject, pool and rules, so that a repeated delivery records it once. */
function withId(draft: DraftDecision, at: Date, { ids }: AssignParts): Decision {
  const { leadId, subject, poolId, versions, passedBy: passed = [] } = draft;
  const ofCompany = versions.company === undefined ? [] : [String(versions.company)];
  const refusal = () =>
    DecisionId.parse(
      `D0${digest(leadId, subject, poolId, String(versions.pools), String(versions.reps), ...ofCompany, ...passed.map((one) => `${one.repId} ${one.poolId}`))}`,
    );
  return { decisionId: draft.chosen === null && draft.reason !== 'openToClaim' ? refusal() : ids.decisionId(at), ...draft };
}
