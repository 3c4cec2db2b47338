import { daysMs, hoursMs, secondsMs } from '../platform/clock.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import { Weekday } from './step-config.ts';

const daySeconds = daysMs / secondsMs;
/** The first day of epoch time was a Thursday. */
const weekdayOfDayZero = 3;

/** Returns the first moment, `at` itself or later, at which clocks of a zone come to show a time of day, on one of the days of the week. */
export function nextTimeOfDay(at: Date, time: string, days: readonly Weekday[] = Weekday.options, timeZone: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const seconds = hours * 3_600 + minutes * 60;
  const today = Math.floor(localSeconds(timeZone, Math.floor(at.getTime() / secondsMs)) / daySeconds);
  // From the day before on: where clocks are turned back over midnight a day begins twice.
  for (let day = today - 1; ; day += 1) {
    const weekday = Weekday.options[(day + weekdayOfDayZero) % 7];
    const moment = reachesLocal(timeZone, day * daySeconds + seconds) * secondsMs;
    if (moment >= at.getTime() && weekday && days.includes(weekday)) return new Date(moment);
  }
}

/** What is done so much later than it was due counts from when it was done. */
const latenessMs = hoursMs;

/**
 * Returns the moment from which on the next wait counts: the one at which the last step was due, so that seconds in queues do not add up; but
 * now where that is long past, so that after a standstill not all steps come at once.
 */
export function countsFrom(due: Date, at: Date): Date {
  return at.getTime() - due.getTime() > latenessMs ? at : due;
}

/**
 * Returns the end of a wait until a time of day that counts from when it was due to begin. Where that time of today is past because the wait
 * begins late, it is over now: whoever is late by hours is not late by a day.
 */
export function timeOfDaySince(due: Date, at: Date, time: string, days: readonly Weekday[] | undefined, timeZone: string): Date {
  const moment = nextTimeOfDay(later(due, dayBegins(at, timeZone)), time, days, timeZone);
  return moment < at ? countsFrom(moment, at) : moment;
}

/** Returns when a day began by the clocks of a zone. */
function dayBegins(at: Date, timeZone: string): Date {
  const local = localSeconds(timeZone, Math.floor(at.getTime() / secondsMs));
  return new Date(reachesLocal(timeZone, Math.floor(local / daySeconds) * daySeconds) * secondsMs);
}

/** Returns the later of two moments. */
export const later = (one: Date, other: Date): Date => new Date(Math.max(one.getTime(), other.getTime()));

/** Returns the earliest of some moments. */
export const earliestOf = (...moments: readonly Date[]): Date => new Date(Math.min(...moments.map((moment) => moment.getTime())));
