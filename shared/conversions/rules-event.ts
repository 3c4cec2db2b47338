import { createHash } from 'node:crypto';
import type { Lead } from '../leads/record.ts';
import { daysMs, hoursMs } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import type { Money } from '../platform/money.ts';
import type { Conversion } from './conversion.ts';
import { hasAgreed, type Telling } from './rules-note.ts';

/** Meta takes an event of the last seven days, and refuses all of a call for an older one. The hour is what a call may wait. */
export const metaEventMs = 7 * daysMs - hoursMs;
/** The longest time from a click to a conversion that a conversion action of Google counts. */
export const googleClickMs = 90 * daysMs;
/** A platform that takes nothing for so long is given up. */
export const patienceMs = 14 * daysMs;

/** Why a conversion is not told, in a word that the console knows. */
export type Unfit = 'turnedOff' | 'noConsent' | 'tooOld' | 'clickTooOld' | 'givenUp';

/** Looks whether a conversion may still be told, by the person's consent and by what the platform takes: it refuses many others with one that it does not. */
export function unfitFor(
  { stage, at, notedAt, reference, reason }: Pick<Conversion, 'stage' | 'at' | 'notedAt' | 'reference' | 'reason'>,
  lead: Pick<Lead, 'consent'>,
  connector: Telling,
  now: Date,
): Unfit | null {
  const passed = (since: string): number => now.getTime() - Date.parse(since);
  if (connector.conversions.stages[stage] === undefined) return 'turnedOff';
  if (reference === null || !hasAgreed(lead, connector)) return 'noConsent';
  if (connector.type === 'meta' && passed(at) >= metaEventMs) return 'tooOld';
  if (connector.type === 'google-ads' && passed(reference.at) >= googleClickMs) return 'clickTooOld';
  return reason !== null && passed(notedAt) >= patienceMs ? 'givenUp' : null;
}

/** Names a conversion for the platform, which takes what it was told twice under one name for one. It leads to nobody. */
const eventIdOf = ({ leadId, connectorId, stage }: Pick<Conversion, 'leadId' | 'connectorId' | 'stage'>): string =>
  digest('conversion', connectorId, leadId, stage);

/** What an event is made of. */
export interface Telltale {
  readonly conversion: Conversion;
  readonly contact: Pick<Lead, 'email' | 'phone'>;
  readonly connector: Telling;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Returns digests of the address and the number, normalised as both platforms ask; none where nothing of the person may go along. */
function contactOf({ contact: { email, phone }, connector: { type, conversions } }: Telltale): {
  email: string | null;
  phone: string | null;
} {
  if (!conversions.withContact) return { email: null, phone: null };
  const number = phone?.valid === true ? phone.e164 : null;
  const isGoogle = type === 'google-ads';
  return {
    email: email === null ? null : digestOf(isGoogle ? withoutDots(email.trim().toLowerCase()) : email.trim().toLowerCase()),
    phone: number === null ? null : digestOf(isGoogle ? number : number.replace(/^\+/, '')),
  };
}

/** Google counts addresses of Gmail without the dots before the sign. */
function withoutDots(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return domain === 'gmail.com' || domain === 'googlemail.com' ? `${local.replaceAll('.', '')}@${domain}` : email;
}

/** An amount as platforms count it: in whole units of the currency. */
export function unitsOf({ amount, currency }: Money): number {
  const { maximumFractionDigits = 0 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return amount / 10 ** maximumFractionDigits;
}

/** @see https://developers.facebook.com/docs/marketing-api/conversions-api/conversion-leads-integration/payload-specification */
export function metaEventOf(telltale: Telltale): Record<string, unknown> {
  const { conversion, connector } = telltale;
  const { reference, value, at, stage } = conversion;
  const { email, phone } = contactOf(telltale);
  return {
    event_name: connector.conversions.stages[stage],
    event_time: Math.floor(Date.parse(at) / 1_000),
    event_id: eventIdOf(conversion),
    action_source: 'system_generated',
    user_data: {
      // Text here, the exact number on the way out: 17 digits are more than JavaScript counts.
      ...(reference?.kind === 'leadId' && { lead_id: reference.id }),
      ...(reference?.kind === 'fbclid' && { fbc: `fb.1.${Date.parse(reference.at)}.${reference.id}` }),
      ...(email !== null && { em: [email] }),
      ...(phone !== null && { ph: [phone] }),
    },
    custom_data: {
      lead_event_source: 'Pheu',
      event_source: 'crm',
      ...(value && { value: unitsOf(value), currency: value.currency }),
    },
  };
}

/** @see https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest */
export function googleEventOf(telltale: Telltale): Record<string, unknown> {
  const { conversion } = telltale;
  const { reference, value, at, stage } = conversion;
  const { email, phone } = contactOf(telltale);
  const people = [...(email === null ? [] : [{ emailAddress: email }]), ...(phone === null ? [] : [{ phoneNumber: phone }])];
  return {
    destinationReferences: [stage],
    // Told twice under one id, it is one conversion, and the second word on its value counts.
    transactionId: eventIdOf(conversion),
    eventTimestamp: at,
    eventSource: 'OTHER',
    ...(reference && { adIdentifiers: { [reference.kind]: reference.id } }),
    ...(people.length > 0 && { userData: { userIdentifiers: people } }),
    ...(value && { conversionValue: unitsOf(value), currency: value.currency }),
  };
}

/** Where the events of each stage go. */
export function googleDestinationsOf({ conversions: { account, loginAccount = account, stages } }: Telling): Record<string, unknown>[] {
  const named = (accountId: string) => ({ accountType: 'GOOGLE_ADS', accountId });
  return Object.entries(stages).map(([reference, productDestinationId]) => ({
    reference,
    operatingAccount: named(account),
    loginAccount: named(loginAccount),
    productDestinationId,
  }));
}
