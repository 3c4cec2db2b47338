// The full metadata on purpose: the package's default calls dead Vietnamese ranges (01xx, 071–075, 080) valid.
import parsePhoneNumber, { type PhoneNumber } from 'libphonenumber-js/max';
import { splitPhones } from './phone-text.ts';
import { cleanText } from './text.ts';

declare const brand: unique symbol;

/** A phone number in E.164 form that passed validation. */
export type PhoneE164 = string & { readonly [brand]: 'PhoneE164' };

/** Why a number cannot be used to reach the person. */
export type PhoneProblem = 'notANumber' | 'tooShort' | 'tooLong' | 'deadRange' | 'premium' | 'tollFree' | 'invalid';

/** One number of a lead; an unusable one keeps what was typed, because an invalid phone must never lose a lead. */
export type Phone = {
  raw: string;
  e164: PhoneE164 | null;
  valid: boolean;
  type: 'mobile' | 'fixedLine' | 'other' | null;
  country: string | null;
  /** The 11-digit mobile number before the renumbering of 2018, as `01234567890`. */
  migratedFrom?: string;
  reason?: PhoneProblem;
};

/** A number as it was posted, or as it stands in a record: what tells whether it may identify somebody. */
export type AnyPhone = Pick<Phone, 'valid' | 'type'> & { e164: string | null };

export type Phones = { primary: Phone | null; extra: Phone[]; raw: string };

/** The 11-digit mobile prefixes and their successors of 15 Sep 2018 (without the leading 0); the last seven digits stayed. */
export const renumberedPrefixes: Readonly<Record<string, string>> = {
  '120': '70',
  '121': '79',
  '122': '77',
  '126': '76',
  '128': '78',
  '123': '83',
  '124': '84',
  '125': '85',
  '127': '81',
  '129': '82',
  '162': '32',
  '163': '33',
  '164': '34',
  '165': '35',
  '166': '36',
  '167': '37',
  '168': '38',
  '169': '39',
  '186': '56',
  '188': '58',
  '199': '59',
};

// ITU-T E.164: 15 digits with the country code; two more for a typed 00.
const maxDigits = 17;
const minDigits = 7;
const maxExtra = 4;

/** Reads the phone numbers of one form field: the first usable one is the contact, the others are kept; never throws. */
export function normalisePhones(raw: string, defaultCountry: 'VN' = 'VN'): Phones {
  const parts = splitPhones(raw, (digits) => parseOne(digits, digits, defaultCountry).valid);
  if (parts.length === 0) {
    return { primary: cleanText(raw) === '' ? null : unusable(raw, 'notANumber'), extra: [], raw };
  }

  const phones = parts.map((part) => parseOne(part, parts.length === 1 ? raw : part, defaultCountry));
  const chosen = phones.find((phone) => phone.valid) ?? mostLikely(phones);
  const seen = new Set<string>([chosen.e164 ?? chosen.raw]);
  const extra = phones.filter((phone) => {
    const key = phone.e164 ?? phone.raw;
    // Extensions, years and other small figures in the field are no second number.
    const worthKeeping = phone !== chosen && phone.reason !== 'tooShort' && !seen.has(key);
    seen.add(key);
    return worthKeeping;
  });
  // The field as it was typed, unless it holds several numbers of which one is usable.
  const primary = chosen.valid && extra.length > 0 ? chosen : { ...chosen, raw };
  return { primary, extra: extra.slice(0, maxExtra), raw };
}

/** Tells whether a phone may identify its owner: only a valid mobile, because landlines and hotlines are shared. */
export function isIdentifying(phone: AnyPhone | null): phone is AnyPhone & { e164: string } {
  return phone?.valid === true && phone.e164 !== null && phone.type === 'mobile';
}

/** Gives the area code of a Vietnamese landline without its leading 0 (`24`, `206`): a hint of the region, no more. */
export function areaCodeOf(phone: Phone | null): string | null {
  if (!phone?.valid || phone.type !== 'fixedLine' || phone.country !== 'VN' || phone.e164 === null) return null;
  const national = phone.e164.slice('+84'.length);
  // Hà Nội and Hồ Chí Minh have the only two-digit codes (plan of 2017).
  return /^2[48]/.test(national) ? national.slice(0, 2) : national.slice(0, 3);
}

/** Writes a number as people of its country read it (`0912 345 678`; foreign: `+1 650 253 0000`); an unusable one as typed. */
export function formatNational(phone: { readonly raw: string; readonly e164: string | null }): string {
  const parsed = phone.e164 === null ? undefined : parsePhoneNumber(phone.e164);
  if (!parsed) return phone.raw;
  return parsed.country === 'VN' ? parsed.formatNational() : parsed.formatInternational();
}

/** @param compact digits with an optional leading + */
function parseOne(compact: string, raw: string, defaultCountry: 'VN'): Phone {
  const digits = compact.replace('+', '');
  if (digits.length < minDigits) return unusable(raw, 'tooShort');
  if (digits.length > maxDigits) return unusable(raw, 'tooLong');
  const national = behindPlusOne(compact) ?? vietnameseNumber(compact);
  if (national === null) return judge(raw, parsePhoneNumber(international(compact), defaultCountry), false);

  const successor = national.length === 10 ? renumberedPrefixes[national.slice(0, 3)] : undefined;
  if (successor === undefined) return judge(raw, parsePhoneNumber(`+84${national}`), /^1[2689]\d{7,8}$/.test(national));
  const migrated = judge(raw, parsePhoneNumber(`+84${successor}${national.slice(3)}`), true);
  return migrated.valid ? { ...migrated, migratedFrom: `0${national}` } : migrated;
}

/** Gives the number after +84 and the trunk 0, or null when the number was typed as a foreign one. */
function vietnameseNumber(compact: string): string | null {
  // "+0912…" is a habit of people whose phone once asked for a +; no country code begins with 0.
  const withPlus = (compact.startsWith('+') && !compact.startsWith('+0')) || /^\+?00/.test(compact);
  const digits = compact.replace('+', '').replace(/^00/, '');
  if (withPlus && !digits.startsWith('84')) return null;
  // Bare "84…" is the country code only when what follows is a whole number: 84x xxx xxx is also a mobile without its 0.
  const hasCountryCode = digits.startsWith('84') && (withPlus || digits.length >= 10);
  return withoutCodes(hasCountryCode ? digits.slice(2) : digits);
}

/**
 * Takes off the trunk 0, and the codes that pickers and autofill put before a number that has its own: +84 84…, +84 0084…, 084….
 * A number after its code has ten digits at most, so that the mobiles 084x xxx xxx stay whole.
 */
function withoutCodes(digits: string): string {
  const rest = digits.startsWith('0') ? digits.slice(1) : digits;
  const code = rest.length > 10 ? /^0?84/.exec(rest) : null;
  return code ? withoutCodes(rest.slice(code[0].length)) : rest;
}

/** A picker that stands on +1 before a Vietnamese mobile with its 0: no number in North America begins with 0. */
function behindPlusOne(compact: string): string | null {
  return /^(?:\+|\+?00)10(\d{9})$/.exec(compact)?.[1] ?? null;
}

function international(compact: string): string {
  return `+${compact.replace('+', '').replace(/^00/, '')}`;
}

function judge(raw: string, parsed: PhoneNumber | undefined, oldMobileRange: boolean): Phone {
  const country = parsed?.country ?? null;
  const kind = parsed?.isValid() ? parsed.getType() : undefined;
  if (kind === 'PREMIUM_RATE') return { ...unusable(raw, 'premium'), type: 'other', country };
  if (kind === 'TOLL_FREE') return { ...unusable(raw, 'tollFree'), type: 'other', country };
  // The metadata still lists leftovers of the 01x mobile ranges (0121, 014, 016), which nobody can be reached at since 2019.
  const dead = country === 'VN' && kind === 'MOBILE' && parsed?.nationalNumber.startsWith('1') === true;
  if (!parsed?.isValid() || dead) return { ...unusable(raw, dead || oldMobileRange ? 'deadRange' : 'invalid'), country };
  const type = kind === 'MOBILE' ? 'mobile' : kind === 'FIXED_LINE' ? 'fixedLine' : 'other';
  return { raw, e164: parsed.number as string as PhoneE164, valid: true, type, country };
}

function unusable(raw: string, reason: PhoneProblem): Phone {
  return { raw, e164: null, valid: false, type: null, country: null, reason };
}

function mostLikely(phones: Phone[]): Phone {
  return phones.reduce((best, phone) => (best.reason === 'tooShort' ? phone : best));
}
