import type { DeclineReason } from '../../events/index.ts';
import { addWorkingMs, type Calendar, calendarOf } from '../calendar/index.ts';
import { addMs, daysMs, isoTime, minutesMs } from '../platform/clock.ts';
import type { DecisionId, PoolId, RepId } from '../platform/ids.ts';
import type { Assignment, PassedOffer } from './assignment.ts';
import type { Passed } from './decision.ts';
import { type AcceptPolicy, acceptPolicyOf, type PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { RoutingFacts } from './rules-facts.ts';

/** How long whoever has let something pass is not asked for it again: then all are asked anew, so that nothing waits for a person alone. */
export const passedForMs = daysMs;

/** Returns the offers that count as let pass at a moment, and those for which the ledger still owes something. */
function passedLately(passed: readonly PassedOffer[] = [], at: Date): PassedOffer[] {
  const since = isoTime(addMs(at, -passedForMs));
  return passed.filter((offer) => offer.at > since || offer.creditDue !== undefined);
}

/** Returns who has let a subject pass lately, each once for every pool; whoever was away has not. */
export function passedBy(before: Pick<Assignment, 'passed'> | null, at: Date): Passed[] {
  const since = isoTime(addMs(at, -passedForMs));
  const lately = (before?.passed ?? []).filter((offer) => offer.at > since && !offer.isExcused);
  return [...new Map(lately.map(({ repId, poolId }) => [`${repId} ${poolId}`, { repId, poolId }])).values()];
}

/** Tells whether a pool that offers its leads has offered this one to as many reps as it may. */
export function areOffersSpent(
  pool: Pick<PoolConfig, 'id' | 'accept'> | undefined,
  { passedBy: passed = [] }: Pick<RoutingFacts, 'passedBy'>,
): boolean {
  const policy = acceptPolicyOf(pool);
  return policy !== null && passed.filter(({ poolId }) => poolId === pool?.id).length >= policy.offers;
}

/** Who is asked behind an offer that was let pass: somebody else, whoever leads the pool, or the pool that takes over; `nobody`: somebody has it, or nobody is looked for. */
export type AskedNext = 'nextRep' | 'nobody' | AcceptPolicy['ifNobody'];

/** Tells who is asked next by a pool, of whose offers these were let pass. Whoever is away is asked when they are back. */
export function askedAfter(
  pool: PoolConfig | undefined,
  passed: readonly Passed[],
  reps: ReadonlyMap<string, Pick<RepConfig, 'active'>>,
): AskedNext {
  const policy = acceptPolicyOf(pool);
  if (!pool || policy === null) return 'nextRep';
  const hadOffer = new Set<string>(passed.map(({ repId }) => repId));
  const isSomebodyLeft = pool.members.some(({ repId }) => reps.get(repId)?.active && !hadOffer.has(repId));
  return isSomebodyLeft && !areOffersSpent(pool, { passedBy: [...passed] }) ? 'nextRep' : policy.ifNobody;
}

/** By what the time of an offer is counted. */
interface OfferClock {
  readonly rep: RepConfig | undefined;
  readonly company: Calendar;
  readonly offeredAt: Date;
}

/** Returns until when a rep has to accept an offer of a pool: by the clock of their own working time. */
export function slaDueAt(pool: PoolConfig, clock: OfferClock): Date | null {
  const policy = acceptPolicyOf(pool);
  return policy && onClock(pool, clock, policy.withinMinutes);
}

/** Returns when a rep is reminded of an offer of a pool, by the same clock; null: the pool does not say. */
export function offerRemindAt(pool: PoolConfig, clock: OfferClock): Date | null {
  const minutes = acceptPolicyOf(pool)?.remindAfterMinutes;
  return minutes === undefined ? null : onClock(pool, clock, minutes);
}

const onClock = (pool: PoolConfig, { rep, company, offeredAt }: OfferClock, minutes: number): Date =>
  addWorkingMs(calendarOf(company, rep, pool), offeredAt, minutes * minutesMs);

/** Reasons by which it is not the rep's doing that they do not take it: it does not count as given to them. */
const returning: ReadonlySet<DeclineReason> = new Set(['wrongTerritory', 'spam', 'duplicate']);

export const returnsCredit = (reason: DeclineReason): boolean => returning.has(reason);

/** What is known of a declined offer. */
interface Declined {
  readonly reason: DeclineReason;
  readonly hasNote: boolean;
  /** Whether another pool looks for a rep now. */
  readonly isMoved: boolean;
}

/**
 * Tells whether the leaders of a pool hear that a rep declined: where they are to do something that the pool does not do by itself, or where the rep wrote something to
 * them. Whoever has too much to do is seen in the lists.
 */
export function isForLeaders({ reason, hasNote, isMoved }: Declined): boolean {
  switch (reason) {
    case 'spam':
    case 'duplicate':
      return true;
    case 'wrongTerritory':
      return !isMoved;
    case 'other':
    case 'noCapacity':
      return hasNote;
  }
}

/** An assignment that is offered to somebody, until a moment. */
export type Offered = Extract<Assignment, { readonly state: 'offered' | 'owned' }> & {
  readonly state: 'offered';
  readonly slaDueAt: string;
};

/** Tells whether an assignment is an offer that somebody has to accept. */
export function isOffered(assignment: Assignment): assignment is Offered {
  return assignment.state === 'offered' && assignment.slaDueAt !== undefined;
}

/** Returns the offers that were let pass, with one that ends now. */
export function passedWith(
  { repId, poolId, decisionId, since, slaDueAt: dueAt, passed }: Offered,
  ended: Pick<PassedOffer, 'how' | 'creditDue' | 'isExcused'>,
  at: Date,
): PassedOffer[] {
  const offer = { repId, poolId, decisionId, at: isoTime(at), offeredAt: since, slaDueAt: dueAt, ...ended };
  return [...passedLately(passed, at), offer];
}

/** Whose an offer is, and by what. */
interface OfferOf {
  readonly repId: RepId;
  readonly poolId: PoolId;
  readonly decisionId: DecisionId;
}

/** How an offer stands: it can be answered (`late`: it ended, and nobody else was offered it yet), was accepted or declined, or is over. */
export type OfferStanding =
  | (OfferOf & { readonly kind: 'offered'; readonly offer: Offered; readonly offeredAt: string; readonly slaDueAt: string })
  | (OfferOf & { readonly kind: 'late'; readonly offeredAt: string; readonly slaDueAt: string })
  | (OfferOf & { readonly kind: 'accepted'; readonly at: string })
  | (OfferOf & { readonly kind: 'declined'; readonly at: string })
  | { readonly kind: 'over' };

/** Finds out how the offer of a decision stands. */
export function standingOfOffer(assignment: Assignment | null, decisionId: string | null): OfferStanding {
  if (assignment === null || decisionId === null) return { kind: 'over' };
  const passed = assignment.passed?.find((offer) => offer.decisionId === decisionId);
  // Whoever has it by now: who declined is told so again.
  if (passed?.how === 'declined')
    return { kind: 'declined', repId: passed.repId, poolId: passed.poolId, decisionId: passed.decisionId, at: passed.at };
  if (assignment.repId !== null) {
    if (assignment.decisionId !== decisionId) return { kind: 'over' };
    const { repId, poolId } = assignment;
    const own = { repId, poolId, decisionId: assignment.decisionId };
    if (isOffered(assignment))
      return { ...own, kind: 'offered', offer: assignment, offeredAt: assignment.since, slaDueAt: assignment.slaDueAt };
    return { ...own, kind: 'accepted', at: assignment.since };
  }
  if (assignment.state !== 'waiting' || passed?.how !== 'expired' || passed.isExcused) return { kind: 'over' };
  const { repId, poolId, offeredAt, slaDueAt: dueAt } = passed;
  return { kind: 'late', repId, poolId, decisionId: passed.decisionId, offeredAt, slaDueAt: dueAt };
}
