import type { DataQuality, NeededField } from '../company/index.ts';
import { answerAs, type Fields } from '../fields/index.ts';
import { isPlausibleName, ownWordsOf } from '../identity/name.ts';
import { normalisePhones } from '../identity/phone.ts';
import { isRoleAddress, mailDomainOf, mailKindOf } from '../identity/rules-mail-kind.ts';
import { meantDomain } from '../identity/rules-typo.ts';
import type { Lead, LeadPhone } from '../leads/index.ts';
import type { AddressState } from '../mail/index.ts';
import type { MailServers } from '../platform/mail-servers.ts';
import type { Finding } from './finding.ts';

/** The part of a record that is looked at. */
export type CheckedLead = Pick<
  Lead,
  | 'fullName'
  | 'nameKey'
  | 'email'
  | 'emails'
  | 'emailTyped'
  | 'phone'
  | 'extraPhones'
  | 'company'
  | 'title'
  | 'region'
  | 'products'
  | 'extra'
>;

/** What is known of an address beside the record. */
export interface MailboxFacts {
  /** What the name servers said of its domain; null: nobody asked. */
  readonly servers: MailServers | null;
  /** What is known of it as a place that mails go to. */
  readonly address: Pick<AddressState, 'suppression'>;
}

/** What is known beside the record, of its address. */
export interface CheckedFacts extends MailboxFacts {
  /** Of the other addresses of the person. @default - nothing is known of them */
  readonly others?: ReadonlyMap<string, MailboxFacts>;
}

const nothingKnown: MailboxFacts = { servers: null, address: {} };

/** What the company asks of records. */
export interface CheckRules extends Pick<DataQuality, 'neededFields'> {
  /** Fields that it has declared. */
  readonly fields: Fields;
}

/**
 * Lists what somebody should know of a record before they rely on it, what cannot be used first. Worked out whenever it is asked for, by the
 * rules of today: numbering plans and lists change, and what was found by those of before is of no use.
 */
export function findingsOf(lead: CheckedLead, facts: CheckedFacts, { neededFields, fields }: CheckRules): Finding[] {
  const missing = neededFields
    .filter((field) => isMissing[field](lead))
    .map((field): Finding => ({ code: 'missing', field, weight: 'missing' }));
  const { email, emails = [], phone, extraPhones } = lead;
  const found = [
    ...(email === null ? ofNoEmail(lead) : ofEmail(email, facts)),
    ...emails.flatMap((of) => ofEmail(of, facts.others?.get(of) ?? nothingKnown).map((one) => ({ ...one, of }))),
    ...(phone === null ? [] : ofPhone(phone)),
    ...extraPhones.flatMap((other) => {
      const of = other.e164 ?? other.raw;
      // Beside the first number it may be anybody's, and at any place.
      return ofPhone(other).flatMap((one) => (isOfItself(one) ? [{ ...one, of }] : []));
    }),
    ...ofName(lead),
    ...ofAnswers(lead, fields),
    ...missing,
  ];
  return order.flatMap((weight) => found.filter((one) => one.weight === weight));
}

const order = ['wrong', 'doubtful', 'missing'] as const;

const isMissing: Readonly<Record<NeededField, (lead: CheckedLead) => boolean>> = {
  fullName: ({ fullName }) => fullName === null,
  email: ({ email }) => email === null,
  phone: ({ phone }) => phone === null,
  company: ({ company }) => company === null,
  title: ({ title }) => title === null,
  province: ({ region }) => region.provinceCode === null,
  product: ({ products }) => products.length === 0,
};

function ofEmail(email: string, { servers, address }: MailboxFacts): Finding[] {
  const field = 'email' as const;
  const found: Finding[] = [];
  if (address.suppression?.reason === 'permanentBounce') found.push({ code: 'emailClosed', field, weight: 'wrong' });
  if (servers === 'noSuchDomain' || servers === 'refusesMail' || servers === 'noServers')
    found.push({ code: 'emailNoServers', field, weight: 'wrong', reason: servers });
  if (servers === 'silent') found.push({ code: 'emailServersSilent', field, weight: 'doubtful' });
  const meant = meantDomain(mailDomainOf(email));
  if (meant !== null) found.push({ code: 'emailSlip', field, weight: 'doubtful', meant });
  if (mailKindOf(email) === 'disposable') found.push({ code: 'emailDisposable', field, weight: 'doubtful' });
  if (isRoleAddress(email)) found.push({ code: 'emailRole', field, weight: 'doubtful' });
  return found;
}

function ofNoEmail({ emailTyped }: CheckedLead): Finding[] {
  return emailTyped === undefined ? [] : [{ code: 'emailUnusable', field: 'email', weight: 'wrong' }];
}

const isOfItself = ({ code }: Finding): boolean => code === 'phoneInvalid' || code === 'phoneRenumbered';

function ofPhone(phone: LeadPhone): Finding[] {
  const field = 'phone' as const;
  // As the numbering plan reads it today, whatever it was when it came.
  const today = normalisePhones(phone.e164 ?? phone.raw).primary;
  if (!phone.valid || phone.e164 === null || !today?.valid) {
    const reason = today?.valid ? undefined : today?.reason;
    return [{ code: 'phoneInvalid', field, weight: 'wrong', ...(reason ? { reason } : {}) }];
  }
  if (today.e164 !== phone.e164) return [{ code: 'phoneRenumbered', field, weight: 'doubtful' }];
  if (today.type !== 'mobile') return [{ code: 'phoneNotMobile', field, weight: 'doubtful' }];
  return phone.claimed ? [] : [{ code: 'phoneShared', field, weight: 'doubtful' }];
}

/** A form takes what people type; whoever reads it may ask again. */
function ofAnswers({ extra }: CheckedLead, fields: Fields): Finding[] {
  return Object.entries(extra).flatMap(([name, typed]): Finding[] => {
    const field = fields.get(name);
    if (!field || typed === '' || answerAs(field, typed) !== null) return [];
    return [{ code: 'answerUnfit', field: 'answer', weight: 'doubtful', reason: name, label: field.labels }];
  });
}

function ofName({ fullName, nameKey }: CheckedLead): Finding[] {
  if (fullName === null) return [];
  const field = 'fullName' as const;
  if (!isPlausibleName(fullName)) return [{ code: 'nameUnreadable', field, weight: 'wrong' }];
  return ownWordsOf(nameKey) < 2 ? [{ code: 'nameInPart', field, weight: 'missing' }] : [];
}
