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
  /** What was typed for an address and cannot be one; null where it is one, or says that there is none. */
  readonly emailTyped: string | null;
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
    emailTyped: email.ok ? null : slipIn(fields.email ?? ''),
    phone,
    extraPhones: phones.extra,
  };
}

/** “N/A”, “không có”: words instead of an address say that there is none; with its sign, or the end of a domain, one was meant. */
function slipIn(typed: string): string | null {
  return /[@＠]|\.(?:com|net|org|vn)\b/i.test(typed) ? shortText(typed) : null;
}

/** The number that identifies: a valid mobile one. Landlines and hotlines are shared by many people. */
export function identifyingPhone(phone: AnyPhone | null): string | null {
  return isIdentifying(phone) ? phone.e164 : null;
}

export function leadPhone(phone: Phone, claimed: boolean): LeadPhone {
  return { raw: cutGraphemes(cleanText(phone.raw), 64), e164: phone.e164, valid: phone.valid, type: phone.type, claimed };
}
