import type { Locale } from '../leads/index.ts';

interface TimeFormats {
  readonly time: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

/** Making a format takes longer than writing the rest of a mail. */
const timeFormats = new Map<string, TimeFormats>();

function formatsFor(timeZone: string, locale: Locale): TimeFormats {
  const language = locale === 'vi' ? 'vi-VN' : 'en-GB';
  const known = timeFormats.get(`${language} ${timeZone}`);
  if (known) return known;
  const made = {
    time: new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat(language, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' }),
  };
  timeFormats.set(`${language} ${timeZone}`, made);
  return made;
}

/** `10:00, 22/11/2026` on the clock of the company. */
export function localTime(at: string, timeZone: string, locale: Locale): string {
  const { time, day } = formatsFor(timeZone, locale);
  return `${time.format(new Date(at))}, ${day.format(new Date(at))}`;
}
