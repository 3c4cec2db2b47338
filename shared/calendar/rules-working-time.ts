import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { toString as textOfDate } from 'temporal-polyfill/fns/PlainDate';
import { dayOfWeek, getTimeZoneTransition, offsetNanoseconds, toPlainDate } from 'temporal-polyfill/fns/ZonedDateTime';
import type { HoursSpan, WorkingHours } from '../company/index.ts';
import { daysMs, hoursMs, minutesMs, secondsMs } from '../platform/clock.ts';

/** When a company works, and whose clocks say so; the document of the company is one. */
export interface Calendar {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
}

/** A stretch of real time, in epoch milliseconds; `to` no longer belongs to it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const clocksAt = (timeZone: string, at: number) => toZonedDateTimeISO(fromEpochMilliseconds(at), timeZone);
type Clocks = ReturnType<typeof clocksAt>;

const dateOn = (clocks: Clocks): string => textOfDate(toPlainDate(clocks));

const sinceMidnightMs = ({ hour, minute, second, millisecond }: Clocks): number =>
  hour * hoursMs + minute * minutesMs + second * secondsMs + millisecond;

function msOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * hoursMs + minutes * minutesMs;
}

function spansOn({ week, holidays }: WorkingHours, clocks: Clocks): readonly HoursSpan[] {
  const date = dateOn(clocks);
  const usual = [week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday, week.sunday];
  return holidays.find((day) => day.date === date)?.hours ?? usual[dayOfWeek(clocks) - 1] ?? [];
}

/** Returns how long the clocks run evenly from a moment on: until midnight, or until they are changed before it. */
function evenUntil({ timeZone }: Calendar, clocks: Clocks): number {
  const midnight = clocks.epochMilliseconds - sinceMidnightMs(clocks) + daysMs;
  if (offsetNanoseconds(clocksAt(timeZone, midnight)) === offsetNanoseconds(clocks)) return midnight;
  return Math.min(midnight, getTimeZoneTransition(clocks, 'next')?.epochMilliseconds ?? midnight);
}

/**
 * Lists the working time from a moment on, in order and without end. It is working time whenever the clocks show so: an hour that they
 * leave out is no time, and one that they show twice counts twice. Some day of each week is worked, and holidays are a list with an end.
 */
function* workingTimeFrom(calendar: Calendar, start: number): Generator<Stretch, never> {
  for (let at = start; ; ) {
    const clocks = clocksAt(calendar.timeZone, at);
    const midnight = at - sinceMidnightMs(clocks);
    const until = evenUntil(calendar, clocks);
    for (const span of spansOn(calendar.workingHours, clocks)) {
      const [from, to] = [Math.max(at, midnight + msOfDay(span.from)), Math.min(until, midnight + msOfDay(span.to))];
      if (from < to) yield { from, to };
    }
    at = until;
  }
}

/** Returns the first working moment that is not before `at`; that is `at` itself while the company works. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  return new Date(workingTimeFrom(calendar, at.getTime()).next().value.from);
}

/** Tells whether the company works at a moment. */
export function isWorking(calendar: Calendar, at: Date): boolean {
  return nextOpening(calendar, at).getTime() === at.getTime();
}

/** Returns how much of the time between two moments is working time, in milliseconds; 0 where `to` is not after `from`. */
export function workingMsBetween(calendar: Calendar, from: Date, to: Date): number {
  const end = to.getTime();
  let workedMs = 0;
  if (end <= from.getTime()) return workedMs;
  for (const stretch of workingTimeFrom(calendar, from.getTime())) {
    if (stretch.from >= end) return workedMs;
    workedMs += Math.min(stretch.to, end) - stretch.from;
  }
  return workedMs;
}

/** Returns the first moment at which `ms` of working time have passed since `from`; `from` itself for none. */
export function addWorkingMs(calendar: Calendar, from: Date, ms: number): Date {
  if (ms <= 0) return from;
  let leftMs = ms;
  const stretches = workingTimeFrom(calendar, from.getTime());
  for (;;) {
    const { value } = stretches.next();
    if (leftMs <= value.to - value.from) return new Date(value.from + leftMs);
    leftMs -= value.to - value.from;
  }
}

/** Longer than any day, shorter than any two: from a midnight it leads into the next day, also where the clocks are changed. */
const intoNextDayMs = 30 * hoursMs;

/** Returns the first moment, not before `at`, at which the clocks show a time such as 08:00 on a day on which the company works. */
export function nextWorkingDayAt(calendar: Calendar, at: Date, time: string): Date {
  for (let day = at.getTime(); ; ) {
    const clocks = clocksAt(calendar.timeZone, day);
    const guess = day - sinceMidnightMs(clocks) + msOfDay(time);
    const moment = guess + msOfDay(time) - sinceMidnightMs(clocksAt(calendar.timeZone, guess));
    if (moment >= at.getTime() && spansOn(calendar.workingHours, clocks).length > 0) return new Date(moment);
    day = day - sinceMidnightMs(clocks) + intoNextDayMs;
  }
}

/** Returns the date that the company's calendars show at a moment, as 2027-02-05. */
export function localDate({ timeZone }: Pick<Calendar, 'timeZone'>, at: Date): string {
  return dateOn(clocksAt(timeZone, at.getTime()));
}
