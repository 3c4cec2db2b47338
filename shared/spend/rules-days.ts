import { daysMs } from '../platform/clock.ts';

/** Lists the days of a span, both ends included, such as 2026-11-01. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += daysMs) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Returns the month of a day: `2026-11` of `2026-11-22`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** Lists the months that a span touches. @param to the last day */
export const monthsOf = (from: string, to: string): string[] => [...new Set(daysOf(from, to).map(monthOf))];

/** Spreads an amount evenly; what is left over goes to the first parts, so that the parts sum up to it exactly. */
export function spread(amount: number, parts: number): number[] {
  const each = Math.floor(amount / parts);
  const left = amount - each * parts;
  return Array.from({ length: parts }, (_, place) => each + (place < left ? 1 : 0));
}
