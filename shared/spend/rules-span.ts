import { addMs, daysMs } from '../platform/clock.ts';

/** As long as a span may be, and as far ahead. */
const longestDays = 366;

/** Says what is wrong with a span of days, both ends included; null: nothing. Money of a year to come was not spent yet. */
export function spanFault(
  { from, to }: { readonly from: string; readonly to: string },
  now: Date,
): { readonly path: 'from' | 'to'; readonly message: string } | null {
  if (to < from) return { path: 'to', message: 'give a day that is not before the first one' };
  if (Date.parse(to) - Date.parse(from) >= longestDays * daysMs) return { path: 'to', message: `give at most ${longestDays} days` };
  if (from < '2000-01-01') return { path: 'from', message: 'give a day from 2000-01-01 on' };
  if (Date.parse(to) > addMs(now, longestDays * daysMs).getTime()) return { path: 'to', message: 'give a day within a year from now' };
  return null;
}
