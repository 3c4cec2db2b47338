import { addWorkingMs, type Calendar, isWorking, localDate } from '../calendar/index.ts';
import { minutesMs } from '../platform/clock.ts';

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
