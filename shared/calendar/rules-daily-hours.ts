import { addMs, daysMs, minutesMs, secondsMs } from '../platform/clock.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import type { Calendar } from './rules-day.ts';
import { nextOpening } from './rules-working-time.ts';

/** Hours of each day by the clocks of whoever is reached; `toMinute` no longer belongs to them. */
export interface DailyHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When nobody is woken by a text (Decree 91/2020, Art. 13). Mails have no legal hours, and keep to these by choice. */
export const textHours: DailyHours = { fromMinute: 7 * 60, toMinute: 22 * 60 };
/** When people may be called whom nobody has an appointment with (Decree 91/2020, Art. 13). */
export const callHours: DailyHours = { fromMinute: 8 * 60, toMinute: 17 * 60 };

const dayMinutes = daysMs / minutesMs;
const daySeconds = daysMs / secondsMs;

function minuteOfDay(at: Date, timeZone: string): number {
  const local = localSeconds(timeZone, Math.floor(at.getTime() / secondsMs));
  return Math.floor((local * secondsMs) / minutesMs) % dayMinutes;
}

/** Tells whether a moment is within the hours by the clocks of a zone. */
export function isWithinHours({ fromMinute, toMinute }: DailyHours, at: Date, timeZone: string): boolean {
  const minute = minuteOfDay(at, timeZone);
  return minute >= fromMinute && minute < toMinute;
}

/** Returns the first moment that is not before `at` and within the hours by the clocks of a zone; `at` itself within them. */
export function nextWithinHours(hours: DailyHours, at: Date, timeZone: string): Date {
  if (isWithinHours(hours, at, timeZone)) return at;
  const today = Math.floor(localSeconds(timeZone, Math.floor(at.getTime() / secondsMs)) / daySeconds);
  const opening = (day: number) => new Date(reachesLocal(timeZone, day * daySeconds + hours.fromMinute * 60) * secondsMs);
  const [first, second] = [opening(today), opening(today + 1)];
  return first >= at ? first : second;
}

/** Longer than any holidays: whoever has no hour in common with the company by then has none. */
const lookAheadMs = 21 * daysMs;

/**
 * Returns the first moment, not before `at`, that is working time and within the hours by the clocks of a zone. Where the two have nothing in common,
 * as with somebody on the other side of the earth, the hours of who is reached count alone.
 */
export function nextOpeningWithinHours(calendar: Calendar, hours: DailyHours, at: Date, timeZone: string): Date {
  const until = addMs(at, lookAheadMs);
  let moment = nextWithinHours(hours, at, timeZone);
  while (moment < until) {
    const opening = nextOpening(calendar, moment);
    if (isWithinHours(hours, opening, timeZone)) return opening;
    moment = nextWithinHours(hours, opening, timeZone);
  }
  return nextWithinHours(hours, at, timeZone);
}
