import { daysMs } from '../platform/clock.ts';
import type { DateConfig } from './date-config.ts';
import { readDay, type WrittenDay } from './rules-read-day.ts';

/** A day of a lead, as rows list it. */
export interface DayOfLead {
  /** Such as 02-29. */
  readonly monthDay: string;
  /** Of a yearly day the first year of it, null where nobody knows it; else the year. */
  readonly year: number | null;
}

/** Returns the day that an answer gives a date; null for an answer that is no day, or has no year where it takes one. */
export function dayOf(
  { question, yearly }: Pick<DateConfig, 'question' | 'yearly'>,
  extra: Readonly<Record<string, string>>,
): DayOfLead | null {
  const written = readDay(Object.hasOwn(extra, question) ? (extra[question] ?? '') : '');
  if (!written || (written.year === null && !yearly)) return null;
  const { year, month, day } = written;
  const monthDay = [month, day].map((part) => String(part).padStart(2, '0')).join('-');
  // Somebody born in 90 is not to wait until 2090.
  if (year === null || year >= 100) return { monthDay, year };
  return { monthDay, year: yearly ? null : 2000 + year };
}

/** Returns the answers that are days, by their questions, whatever the company asks for. */
export function daysIn(extra: Readonly<Record<string, unknown>>): Readonly<Record<string, WrittenDay>> {
  return Object.fromEntries(
    Object.entries(extra).flatMap(([question, answer]) => {
      const day = readDay(String(answer));
      return day ? [[question, day]] : [];
    }),
  );
}

/** Returns which rows are of a day such as 2027-02-28: those of 29 February, too, where the year has none. */
export function monthDaysOn(day: string): string[] {
  const monthDay = day.slice('yyyy-'.length);
  const isLast = monthDay === '02-28' && addDays(day, 1).endsWith('03-01');
  return isLast ? [monthDay, '02-29'] : [monthDay];
}

/** Tells whether a day of a lead comes round on a day such as 2027-02-28. */
export function comesRound({ monthDay, year }: DayOfLead, { yearly }: Pick<DateConfig, 'yearly'>, day: string): boolean {
  if (!monthDaysOn(day).includes(monthDay)) return false;
  const now = Number(day.slice(0, 'yyyy'.length));
  return year === null || (yearly ? now >= year : now === year);
}

/** Returns the day that lies so many days after one, before it where the number is negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * daysMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
