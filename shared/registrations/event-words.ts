import type { FormEvent } from '../capture/event-config.ts';
import type { FormConfig } from '../capture/form-config.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { Locale } from '../leads/record.ts';
import { localTime } from '../platform/local-time.ts';
import { calendarFile } from './calendar-file.ts';
import type { Registration } from './registration.ts';

/** A form with the event that people register for by it. */
export type EventOfForm = Pick<FormConfig, 'id' | 'title'> & { readonly event: FormEvent };

const online: Readonly<Record<Locale, string>> = { vi: 'Trực tuyến', en: 'Online' };
const codeWord: Readonly<Record<Locale, string>> = { vi: 'Mã của Anh/Chị', en: 'Your code' };

/** When an event is, on the clocks of the company: `08:30, 12/12/2026 – 11:30`, with both days where it goes over midnight. */
export function whenOf({ startsAt, endsAt }: FormEvent, timeZone: string, locale: Locale): string {
  const [from, to] = [localTime(startsAt, timeZone, locale), localTime(endsAt, timeZone, locale)];
  const [fromHour = '', fromDay] = from.split(', ');
  const [toHour = '', toDay] = to.split(', ');
  return fromDay === toDay ? `${fromHour}–${toHour}, ${fromDay}` : `${from} – ${to}`;
}

/** Where an event is. */
export const whereOf = ({ place }: FormEvent, locale: Locale): string => place?.[locale] ?? online[locale];

/** A code as people read it out: `K7AB-91ZZ`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

interface Told {
  readonly registration: Pick<Registration, 'edition' | 'since' | 'code'>;
  readonly sequence: number;
  readonly company: Pick<CompanyConfig, 'name' | 'email' | 'website'>;
  readonly locale: Locale;
}

/** Writes the event of a form for the calendar of somebody who has a place. */
export function calendarOf({ id, title, event }: EventOfForm, { registration, sequence, company, locale }: Told): string {
  const { edition, since, code } = registration;
  const lines = [`${codeWord[locale]}: ${shownCode(code)}`, ...(event.onlineUrl === undefined ? [] : [event.onlineUrl])];
  return calendarFile({
    uid: `${id}-${edition}@${new URL(company.website).host}`,
    sequence,
    stampedAt: since,
    event,
    title: title[locale],
    place: whereOf(event, locale),
    description: lines.join('\n'),
    organiser: { name: company.name, email: company.email },
  });
}
