import type { FormConfig } from '../capture/form-config.ts';
import { formKind } from '../capture/form-config.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type IdSource, LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { calendarOf, type EventOfForm } from './event-words.ts';
import { giveBack } from './give-back.ts';
import { readLedger } from './ledger.ts';
import { type PlaceClaims, readPlaceLink } from './link.ts';
import { type Registration, readRegistration } from './registration.ts';
import { hasEvent } from './requests.ts';
import { isActive } from './rules-places.ts';

type Company = Pick<CompanyConfig, 'name' | 'phone' | 'timeZone' | 'email' | 'website'>;

/** The page of a place; `over`: it was given back, went to somebody else, or the event is over. */
export type PlacePage =
  | {
      readonly kind: 'confirmed' | 'waiting';
      readonly company: Company;
      readonly locale: Locale;
      readonly form: EventOfForm;
      readonly code: string;
      readonly isOver: boolean;
    }
  | { readonly kind: 'givenBack'; readonly company: Company; readonly locale: Locale; readonly form: EventOfForm }
  | { readonly kind: 'over' | 'expired'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

export interface PlaceParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  /** Every key that is still believed. */
  readonly signedLinkKeys: readonly string[];
}

/** Finds what the page of a place says. Changes nothing: programs open links before people do. */
export async function showPlace(token: string, parts: PlaceParts): Promise<PlacePage> {
  return (await openPlace(token, parts)).page;
}

/** Gives the place behind a link back, as the person; what was given back before stays so. */
export async function givePlaceBack(token: string, requestId: string, parts: PlaceParts): Promise<PlacePage> {
  const { page, registration } = await openPlace(token, parts);
  if (!registration || !('form' in page) || page.kind === 'givenBack') return page;
  const { leadId, formId, round } = registration;
  const given = await giveBack({ leadId, formId, round }, { actor: { kind: 'lead', id: leadId }, correlationId: requestId }, parts);
  const { company, locale, form } = page;
  return given?.state === 'cancelled' ? { kind: 'givenBack', company, locale, form } : showPlace(token, parts);
}

/** The event of a place, for a calendar; a page where there is none. */
export async function showCalendar(
  token: string,
  parts: PlaceParts,
): Promise<PlacePage | { readonly kind: 'file'; readonly file: string }> {
  const { page, registration } = await openPlace(token, parts);
  if (page.kind !== 'confirmed' || !registration) return page;
  const ledger = await readLedger(parts.table, registration.formId);
  return {
    kind: 'file',
    file: calendarOf(page.form, { registration, sequence: ledger?.sequence ?? 0, company: page.company, locale: page.locale }),
  };
}

interface Opened {
  readonly page: PlacePage;
  readonly registration?: Registration;
}

async function openPlace(token: string, parts: PlaceParts): Promise<Opened> {
  const link = readPlaceLink(token, parts.clock(), parts.signedLinkKeys);
  const company = await readCompany(parts.config);
  if (link.kind === 'unknown') return { page: { kind: 'unknown', company } };
  const { claims } = link;
  const { locale, formId, code } = claims;
  if (link.kind === 'expired') return { page: { kind: 'expired', company, locale } };
  const form: FormConfig | undefined = (await parts.config.current(formKind)).documents.get(formId);
  const registration = await registrationOf(claims, parts);
  if (!hasEvent(form) || !registration) return { page: { kind: 'over', company, locale } };
  const isOver = parts.clock().toISOString() > form.event.endsAt;
  const kind = registration.state === 'waiting' ? 'waiting' : 'confirmed';
  return { page: { kind, company, locale, form, code, isOver }, registration };
}

/** Finds who shows a code; undefined: nobody who has a place, or waits for one, does. */
export async function registrationOf(
  { formId, edition, code }: Pick<PlaceClaims, 'formId' | 'edition' | 'code'>,
  { table }: Pick<PlaceParts, 'table'>,
): Promise<Registration | undefined> {
  const row = await table.get(keys.eventCode(formId, edition, code), { consistent: true });
  if (!row) return undefined;
  const registration = await readRegistration(table, LeadId.parse(row.leadId), formId);
  return registration?.code === code && isActive(registration, { edition }) ? registration : undefined;
}
