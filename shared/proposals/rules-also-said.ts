import { contactOf } from '../identity/contact.ts';
import { normaliseName } from '../identity/name.ts';
import type { Phone } from '../identity/phone.ts';
import { cleanText, cutGraphemes } from '../identity/text.ts';
import type { Lead } from '../leads/index.ts';

/**
 * What a post says of who the person is and the record does not keep. It is unproven: it is told beside the record, as that post's
 * own words, and never speaks for the person.
 */
export interface AlsoSaid {
  readonly fullName: string | null;
  /** None where the record has it among its addresses; as it was typed where it is no usable one. */
  readonly email: string | null;
  /** All other numbers of the post, those included that the lead keeps beside its own. */
  readonly phones: readonly Phone[];
}

const longestAddress = 254;

/** Compares the fields of a submission with the lead that it went to. */
export function alsoSaid(fields: Readonly<Record<string, string>>, lead: Pick<Lead, 'fullName' | 'email' | 'emails' | 'phone'>): AlsoSaid {
  const contact = contactOf(fields);
  const typed = cutGraphemes(cleanText(fields.email ?? ''), longestAddress);
  const email = contact.email ?? (typed === '' ? null : typed);
  const phones = [...(contact.phone ? [contact.phone] : []), ...contact.extraPhones];
  return {
    fullName: contact.nameKey === normaliseName(lead.fullName ?? '').searchKey ? null : contact.fullName,
    email: isOwnAddress(email, lead) ? null : email,
    phones: phones.filter((phone) => !isSameNumber(phone, lead.phone)),
  };
}

/** Names of the fields with something to tell, for the timeline: names, never values. */
export function fieldsAlsoSaid({ fullName, email, phones }: AlsoSaid): ('fullName' | 'email' | 'phone')[] {
  return [
    ...(fullName === null ? [] : (['fullName'] as const)),
    ...(email === null ? [] : (['email'] as const)),
    ...(phones.length === 0 ? [] : (['phone'] as const)),
  ];
}

const isOwnAddress = (email: string | null, { email: first, emails = [] }: Pick<Lead, 'email' | 'emails'>): boolean =>
  email === first || (email !== null && emails.includes(email));

function isSameNumber(posted: Phone, kept: Lead['phone']): boolean {
  if (kept === null) return false;
  return posted.e164 === null ? cleanText(posted.raw) === kept.raw : posted.e164 === kept.e164;
}
