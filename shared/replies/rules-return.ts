import { daysMs } from '../platform/clock.ts';

const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Before the day of a return, or the last one of an absence. */
const until = `(?:until|till|through|back (?:in the office )?on|return(?:ing)?(?: to the office)? on|đến hết|cho đến|trở lại(?: làm việc)?|quay lại(?: làm việc)?|đi làm lại|đến)(?: vào)?(?: hết)?(?: ngày)?`;
const vietnamese = new RegExp(String.raw`${until}[\s:,]{1,3}(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?(?![\d/])`, 'giu');
const iso = new RegExp(String.raw`${until}[\s:,]{1,3}(\d{4})-(\d{2})-(\d{2})(?!\d)`, 'giu');
const monthInWords = `(${english.join('|')})[a-z]{0,6}`;
const dayFirst = new RegExp(
  String.raw`${until}[\s:,]{1,3}(?:[a-z]{3,9}day,? )?(\d{1,2})(?:st|nd|rd|th)? ${monthInWords}\.?,?(?: (\d{4}))?`,
  'giu',
);
const monthFirst = new RegExp(
  String.raw`${until}[\s:,]{1,3}(?:[a-z]{3,9}day,? )?${monthInWords}\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?`,
  'giu',
);
/** With Vietnamese words around it a date is day first; without, 5/12 is either. */
const isVietnamese = /đến|trở lại|quay lại|đi làm|nghỉ|vắng|ngày/iu;
const mostText = 2_000;
const longestAbsenceMs = 120 * daysMs;

/** Returns the day (2026-12-05) on which somebody is back, or until when they are away, where an automatic answer names one such day clearly; else null. */
export function returnDate(answer: string, now: Date): string | null {
  const text = answer.slice(0, mostText);
  const found = new Set<string>();
  const note = (day: string | undefined, month: number, year: string | undefined) => {
    const date = comingDay(Number(day), month, year === undefined ? undefined : Number(year), now);
    if (date !== null) found.add(date);
  };
  for (const [, year, month, day] of text.matchAll(iso)) note(day, Number(month), year);
  for (const [, day, month = '', year] of text.matchAll(dayFirst)) note(day, english.indexOf(month.toLowerCase()) + 1, year);
  for (const [, month = '', day, year] of text.matchAll(monthFirst)) note(day, english.indexOf(month.toLowerCase()) + 1, year);
  for (const [, day, month, year] of text.matchAll(vietnamese))
    if (isVietnamese.test(text) || Number(day) > 12) note(day, Number(month), year);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The next such day; null for none of the calendar, one that is over, and one too far to be a return. */
function comingDay(day: number, month: number, year: number | undefined, now: Date): string | null {
  const years = year === undefined ? [now.getUTCFullYear(), now.getUTCFullYear() + 1] : [year];
  for (const one of years) {
    const at = new Date(Date.UTC(one, month - 1, day));
    const isOfCalendar = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
    const aheadMs = at.getTime() + daysMs - now.getTime();
    if (isOfCalendar && aheadMs > 0 && aheadMs < longestAbsenceMs) return at.toISOString().slice(0, 10);
  }
  return null;
}
