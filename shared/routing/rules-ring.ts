import { addWorkingMs, type Calendar, isWorking, localDate } from '../calendar/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { Assignment } from './assignment.ts';
import type { DecisionReason } from './decision.ts';

/** Working time in which somebody should have a lead. */
const patienceMs = 15 * minutesMs;

/** Returns from when on people have to know that a pool's oldest lead waits. */
export function ringsFrom(oldest: Date, calendar: Calendar): Date {
  return addWorkingMs(calendar, oldest, patienceMs);
}

/**
 * Tells whether somebody is to be told now: once for leads that wait together, and again on each further day that is worked.
 * @param rungAt when somebody was told last; null: never
 */
export function isToRing(oldest: Date, rungAt: Date | null, now: Date, calendar: Calendar): boolean {
  if (now < ringsFrom(oldest, calendar)) return false;
  // Whatever waited then has an owner by now.
  if (rungAt === null || oldest > rungAt) return true;
  return isWorking(calendar, now) && localDate(calendar, now) !== localDate(calendar, rungAt);
}

/** Whoever is to decide was told of it: the leader of a pool that splits, or of one that nobody accepts from. */
const forSomebody: ReadonlySet<DecisionReason> = new Set(['forLeader', 'notAccepted']);

/**
 * Tells whether a subject waits as its pool says: for a moment that is to come, for whoever accepts it first, or for a leader who was told. It is
 * what its own decision says, and nothing is wrong. One that moved on since waits no more.
 */
export function isExpected(assignment: Assignment | undefined, reason: DecisionReason | undefined, now: Date): boolean {
  if (assignment?.state !== 'waiting') return true;
  const moments = [assignment.until, reason === 'openToClaim' ? assignment.claim?.until : undefined];
  if (moments.some((moment) => moment !== undefined && Date.parse(moment) > now.getTime())) return true;
  return reason !== undefined && forSomebody.has(reason);
}
