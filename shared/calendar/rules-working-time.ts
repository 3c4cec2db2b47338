import { daysMs, hoursMs, minutesMs, secondsMs } from '../platform/clock.ts';
import { localSeconds, offsetAt, reachesLocal } from '../platform/zones.ts';
import { type Calendar, dayAfter, isOnLeaveAt, spansOn } from './rules-day.ts';

/** A stretch of real time, in epoch milliseconds; `to` no longer belongs to it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What the clocks of a zone show at a moment. */
interface Clocks {
  /** As 2027-02-05. */
  readonly date: string;
  readonly sinceMidnightMs: number;
}

function clocksAt(timeZone: string, at: number): Clocks {
  const local = at + offsetAt(timeZone, at / secondsMs) * secondsMs;
  const midnight = Math.floor(local / daysMs) * daysMs;
  return { date: new Date(midnight).toISOString().slice(0, 10), sinceMidnightMs: local - midnight };
}

function msOfDay(time: string): number {
  return Number(time.slice(0, 2)) * hoursMs + Number(time.slice(3)) * minutesMs;
}

/** Returns how long the clocks run evenly from a moment on: until midnight, or until they are changed before it. */
function evenUntil(timeZone: string, at: number, midnight: number): number {
  const isLikeNow = (moment: number) => offsetAt(timeZone, moment / secondsMs) === offsetAt(timeZone, at / secondsMs);
  if (isLikeNow(midnight)) return midnight;
  // Clocks are changed on a whole second.
  let [before, after] = [Math.floor(at / secondsMs), Math.ceil(midnight / secondsMs)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isLikeNow(middle * secondsMs)) before = middle;
    else after = middle;
  }
  return Math.min(midnight, after * secondsMs);
}

/**
 * Lists the working time from a moment on, in order and without end. It is working time whenever the clocks show so: an hour that they
 * leave out is no time, and one that they show twice counts twice. Some day of each week is worked, and holidays and leave have an end.
 */
function* workingTimeFrom(calendar: Calendar, start: number): Generator<Stretch, never> {
  for (let at = start; ; ) {
    const { date, sinceMidnightMs } = clocksAt(calendar.timeZone, at);
    const midnight = at - sinceMidnightMs;
    const until = evenUntil(calendar.timeZone, at, midnight + daysMs);
    for (const span of spansOn(calendar, date)) {
      const [from, to] = [Math.max(at, midnight + msOfDay(span.from)), Math.min(until, midnight + msOfDay(span.to))];
      if (from < to) yield { from, to };
    }
    at = until;
  }
}

/** Lists the working time between two moments, in order. */
export function openingsBetween(calendar: Calendar, from: Date, until: Date): { readonly from: Date; readonly to: Date }[] {
  const openings: { from: Date; to: Date }[] = [];
  for (const stretch of workingTimeFrom(calendar, from.getTime())) {
    if (stretch.from >= until.getTime()) return openings;
    openings.push({ from: new Date(stretch.from), to: new Date(Math.min(stretch.to, until.getTime())) });
  }
  return openings;
}

/** Returns the first working moment that is not before `at`; that is `at` itself within working time. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  return new Date(workingTimeFrom(calendar, at.getTime()).next().value.from);
}

/** Tells whether a moment is working time. */
export function isWorking(calendar: Calendar, at: Date): boolean {
  const { date, sinceMidnightMs } = clocksAt(calendar.timeZone, at.getTime());
  return spansOn(calendar, date).some(({ from, to }) => msOfDay(from) <= sinceMidnightMs && sinceMidnightMs < msOfDay(to));
}

/** Tells whether somebody is on leave at a moment, within working time or not. */
export function isOnLeave({ timeZone, leave = [] }: Calendar, at: Date): boolean {
  if (leave.length === 0) return false;
  const { date, sinceMidnightMs } = clocksAt(timeZone, at.getTime());
  return isOnLeaveAt(leave, date, sinceMidnightMs < 12 * hoursMs ? '00:00' : '12:00');
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

/** Returns the first moment, not before `at`, at which the clocks show a time such as 08:00 on a day of which some hours are worked. */
export function nextWorkingDayAt(calendar: Calendar, at: Date, time: string): Date {
  const { timeZone } = calendar;
  for (let date = localDate(calendar, at); ; date = dayAfter(date)) {
    const local = (Date.parse(date) + msOfDay(time)) / secondsMs;
    const moment = reachesLocal(timeZone, local) * secondsMs;
    const isShown = localSeconds(timeZone, moment / secondsMs) < local + daysMs / secondsMs;
    if (isShown && moment >= at.getTime() && spansOn(calendar, date).length > 0) return new Date(moment);
  }
}

/** Returns the date that the clocks of a calendar show at a moment, as 2027-02-05. */
export function localDate({ timeZone }: Pick<Calendar, 'timeZone'>, at: Date): string {
  return clocksAt(timeZone, at.getTime()).date;
}

/** Returns the first moment of the day after the one that the clocks of a calendar show. */
export function nextDay(calendar: Pick<Calendar, 'timeZone'>, at: Date): Date {
  return beginningOf(calendar, dayAfter(localDate(calendar, at)));
}

/** Returns the first moment of a date by the clocks of a calendar. */
export function beginningOf({ timeZone }: Pick<Calendar, 'timeZone'>, date: string): Date {
  return new Date(reachesLocal(timeZone, Date.parse(date) / secondsMs) * secondsMs);
}
