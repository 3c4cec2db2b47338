import { beginningOf, type Calendar, localDate, nextOpening } from '../calendar/index.ts';
import type { DigestPeriod } from './period.ts';

/** Some days, the last one not included. */
interface DayRange {
  readonly from: string;
  readonly to: string;
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** Returns the first day of the period that a day is in, or of one that is so many periods behind it. */
export function periodStart(of: DigestPeriod, day: string, behind = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if (of === 'month') return isoDay(Date.UTC(year, month - 1 + behind, 1));
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  return isoDay(Date.UTC(year, month - 1, date - weekday + 7 * behind));
}

/** Returns the period that is so many periods behind the one of a day. */
export const periodBehind = (of: DigestPeriod, day: string, behind: number): DayRange => ({
  from: periodStart(of, day, behind),
  to: periodStart(of, day, behind + 1),
});

/** What is told, and when. */
export interface DueDigest {
  /** The first working moment of a period. */
  readonly at: Date;
  /** The period before that one. */
  readonly about: DayRange;
}

/** Returns what is told in the period of a moment; null where nobody works in it, such as the week of Tết: the next one tells of the one before it. */
export function digestOf(of: DigestPeriod, calendar: Calendar, moment: Date): DueDigest | null {
  const day = localDate(calendar, moment);
  const { from, to } = periodBehind(of, day, 0);
  const at = nextOpening(calendar, beginningOf(calendar, from));
  return at < beginningOf(calendar, to) ? { at, about: periodBehind(of, day, -1) } : null;
}

/** Half a year without a working moment is no company. */
const mostAhead = 30;

/** Returns the first moment after another at which a digest is due. */
export function nextDigestAt(of: DigestPeriod, calendar: Calendar, after: Date): Date {
  const today = localDate(calendar, after);
  for (let ahead = 0; ahead < mostAhead; ahead += 1) {
    const due = digestOf(of, calendar, beginningOf(calendar, periodStart(of, today, ahead)));
    if (due && due.at > after) return due.at;
  }
  return nextOpening(calendar, beginningOf(calendar, periodStart(of, today, 1)));
}
