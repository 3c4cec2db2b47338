import type { LeadPhone } from '../leads/index.ts';
import { normaliseEmail } from './email.ts';
import { normaliseName } from './name.ts';
import { type AnyPhone, isIdentifying, normalisePhones, type Phone } from './phone.ts';
import { cleanText, cutGraphemes } from './text.ts';

/** What a post says about who the person is, normalised; nothing typed is lost, for the submission keeps it. */
export interface Contact {
  readonly fullName: string | null;
  readonly nameKey: string;
  readonly email: string | null;
  readonly phone: Phone | null;
  readonly extraPhones: readonly Phone[];
}

const maxTextLength = 200;

/** An optional short text: cleaned, cut at 200 characters, null when empty. */
export function shortText(value: string | undefined): string | null {
  const text = cutGraphemes(cleanText(value ?? ''), maxTextLength);
  return text === '' ? null : text;
}

/** Reads the standard contact fields of a form. */
export function contactOf(fields: Readonly<Record<string, string>>): Contact {
  const name = normaliseName(fields.fullName ?? '');
  const email = normaliseEmail(fields.email ?? '');
  const phones = normalisePhones(fields.phone ?? '');
  // "N/A", "không có": words instead of a number say that there is none.
  const phone = phones.primary?.reason === 'notANumber' ? null : phones.primary;
  return {
    fullName: name.fullName === '' ? null : name.fullName,
    nameKey: name.searchKey,
    email: email.ok ? email.email : null,
    phone,
    extraPhones: phones.extra,
  };
}

/** The number that identifies: a valid mobile one. Landlines and hotlines are shared by many people. */
export function identifyingPhone(phone: AnyPhone | null): string | null {
  return isIdentifying(phone) ? phone.e164 : null;
}

export function leadPhone(phone: Phone, claimed: boolean): LeadPhone {
  return { raw: cutGraphemes(cleanText(phone.raw), 64), e164: phone.e164, valid: phone.valid, type: phone.type, claimed };
}
