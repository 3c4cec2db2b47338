import { daysMs, secondsMs } from '../platform/clock.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';

/** From when on a zone says what a day is. */
export interface ZoneSince {
  readonly since: number;
  readonly timeZone: string;
}

/** A time, its end not included, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const dateOf = (localMs: number): string => new Date(localMs).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** Returns the day that is so many days behind a day, both as 2027-02-05. */
export function dayBehind(day: string, days: number): string {
  return dateOf(Date.parse(day) + days * daysMs);
}

/** Counts the days from one day to another, e.g. 1 from a day to the next one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / daysMs);
}

/** Returns the Monday of the week of a day. */
export function weekOf(day: string): string {
  const known = mondays.get(day);
  if (known !== undefined) return known;
  const monday = mondayOf(day);
  mondays.set(day, monday);
  return monday;
}

const mondays = new Map<string, string>();

function mondayOf(day: string): string {
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  return dayBehind(day, -weekday);
}

/**
 * The days of a company. Each begins at midnight of the zone that is in force then, so that days which are over stay as they were when the company
 * moves to another zone: the day of the move is longer or shorter, and no moment is in two days or in none.
 */
export class Days {
  private readonly zones: readonly ZoneSince[];
  private readonly starts = new Map<string, number>();
  /** Days that were found, by the days of UTC in which they lie: reports ask for the day of each of very many moments. */
  private readonly found = new Map<number, (Span & { readonly day: string })[]>();

  /** @param zones in the order of time; the first one holds for all that was before it */
  constructor(zones: readonly ZoneSince[]) {
    this.zones = zones;
  }

  /** Whether the company ever moved to another zone. */
  get moved(): boolean {
    return new Set(this.zones.map(({ timeZone }) => timeZone)).size > 1;
  }

  /** The zone in force at a moment. */
  zoneAt(at: number): string {
    const [first] = this.zones;
    return (this.zones.findLast(({ since }) => since <= at) ?? first)?.timeZone ?? 'UTC';
  }

  /** Gives the moment at which a day begins. */
  startOf(day: string): number {
    const known = this.starts.get(day);
    if (known !== undefined) return known;
    const start = this.findStart(day);
    this.starts.set(day, start);
    return start;
  }

  private findStart(day: string): number {
    const local = Date.parse(day) / secondsMs;
    for (const [index, { since, timeZone }] of this.zones.entries()) {
      const midnight = reachesLocal(timeZone, local) * secondsMs;
      const until = this.zones[index + 1]?.since ?? Number.POSITIVE_INFINITY;
      // Where clocks were turned forward over midnight by the move, the day begins with it.
      if (midnight < until) return index === 0 ? midnight : Math.max(midnight, since);
    }
    return Number.NaN;
  }

  /** Tells which day it is at a moment. */
  dayOf(at: number): string {
    const number = Math.floor(at / daysMs);
    const near = this.found.get(number) ?? [];
    const known = near.find((one) => isWithin(at, one));
    if (known) return known.day;
    const day = this.findDay(at);
    this.found.set(number, [...near, { day, from: this.startOf(day), to: this.startOf(dayBehind(day, 1)) }]);
    return day;
  }

  private findDay(at: number): string {
    let day = dateOf(localSeconds(this.zoneAt(at), Math.floor(at / secondsMs)) * secondsMs);
    while (this.startOf(day) > at) day = dayBehind(day, -1);
    while (this.startOf(dayBehind(day, 1)) <= at) day = dayBehind(day, 1);
    return day;
  }

  /** The span of some days, the last one not included. */
  spanOf({ from, to }: { readonly from: string; readonly to: string }): Span {
    return { from: this.startOf(from), to: this.startOf(to) };
  }
}

/** Tells whether a moment is within a span. */
export const isWithin = (at: number | null, { from, to }: Span): at is number => at !== null && from <= at && at < to;

/** Some days, the last one not included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** With what the days of a report are compared. */
export type Compare = 'none' | 'previous' | 'lastYear';

const wholeMonths = ({ from, to }: DayRange): number | null => {
  if (!from.endsWith('-01') || !to.endsWith('-01')) return null;
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from);
};

function monthsBehind(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)));
}

/**
 * Returns the days that others are compared with: as many days just before, of whole months as many months; or the same dates a year ago. Null: with none.
 */
export function comparedWith(range: DayRange, compare: Compare): DayRange | null {
  if (compare === 'none') return null;
  if (compare === 'lastYear') return { from: monthsBehind(range.from, -12), to: monthsBehind(range.to, -12) };
  const months = wholeMonths(range);
  if (months !== null) return { from: monthsBehind(range.from, -months), to: range.from };
  return { from: dayBehind(range.from, -daysBetween(range.from, range.to)), to: range.from };
}

/** Lists the months, as 2027-02, that have a day of a range. */
export function monthsOf({ from, to }: DayRange): string[] {
  const months: string[] = [];
  const last = dayBehind(to, -1).slice(0, 'yyyy-mm'.length);
  for (let day = `${from.slice(0, 'yyyy-mm'.length)}-01`; day.slice(0, 'yyyy-mm'.length) <= last; day = monthsBehind(day, 1)) {
    months.push(day.slice(0, 'yyyy-mm'.length));
  }
  return months;
}
