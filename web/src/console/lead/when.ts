import type { Language } from '../texts/index.ts';

const locales: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it a hundred times. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(name, format);
  return format;
}

/** The date of a zone, as 2027-02-05. */
export const dateIn = (at: Date, timeZone: string): string =>
  formatOf('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** The clock of a zone, as 09:30. */
export const clockIn = (at: Date, timeZone: string): string =>
  formatOf('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** A day in words, such as Thứ Ba, 02/02/2027. @param day as 2027-02-05 */
export const dayInWords = (day: string, language: Language): string =>
  formatOf(locales[language], { timeZone: 'UTC', weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** A moment in words: the clock today, else day and clock. */
export function momentInWords(at: Date, now: Date, timeZone: string, language: Language): string {
  const clock = clockIn(at, timeZone);
  if (dateIn(at, timeZone) === dateIn(now, timeZone)) return clock;
  const date = formatOf(locales[language], { timeZone, weekday: 'short', day: '2-digit', month: '2-digit' }).format(at);
  return `${date} ${clock}`;
}

const dayMs = 86_400_000;

/** The day before a day, or after it. @param day as 2027-02-05 */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
