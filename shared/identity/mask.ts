import { asciiDigit } from './phone-text.ts';

/** What of how a person is reached is masked. */
export interface Masking {
  readonly numbers: boolean;
  readonly addresses: boolean;
  /** Numbers that everybody may know, as the company writes them. @default - none */
  readonly known?: readonly string[];
}

/** Digits at the end that stay: as many as people compare. */
const shownDigits = 3;
const leastDigits = 9;
const hidden = '•••';

/** Between two digits of one number people write spaces, dots and the like, or say "chấm". */
const gap = String.raw`(?:[\s().,·_\p{Pd}\p{Zs}\p{Cf}]{0,3}|\s?\(?(?:chấm|cham|dot)\)?\s?)`;
const digits = (count: string): string => String.raw`(?:${gap}\d)${count}`;
/** A number with a trunk 0, a letter O in its place, 84, +84 or 0084 before it. A letter before it is none of a word: "sđt0912…". */
const vietnamese = String.raw`(?:(?:\+|(?<!\d)00)${gap}84${gap}(?:\(?0\)?${gap})?|(?<!\d)84${gap}|(?<!\d)0${gap}|(?<![\p{L}\d])[oO](?=\d))[1-9]${digits('{8,9}')}(?!\d)`;
const foreign = String.raw`(?:\+|(?<!\d)00)${gap}[1-9]${digits('{7,14}')}(?!\d)`;
/** "0912/345/678": a slash also parts dates, so that it is none of the signs above. */
const slashed = String.raw`(?<!\d)0\d{2,3}/\d{3}/\d{3,4}(?!\d)`;
const numbers = new RegExp(`${vietnamese}|${foreign}|${slashed}`, 'gu');

const addresses = /[\p{L}\d._%+'-]{1,64}@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

/** Writes a number so that people who know it recognise it, and nobody can call it: `+84 9•• ••• 678`. Safe to repeat. */
export function maskedNumber(text: string): string {
  if (text.includes(hidden)) return text;
  const all = compact(text);
  const bare = all.replace('+', '');
  if (bare.length < leastDigits || bare.length > 15) return text.trim() === '' ? '' : hidden;
  const end = bare.slice(-shownDigits);
  const national = nationalOf(all);
  return national === null ? `+${bare.slice(0, 1)}•• ••• ${end}` : `+84 ${national.slice(0, 1)}•• ••• ${end}`;
}

/** Writes an address so that people who know it recognise it: `l•••@example.vn`. */
export function maskedAddress(address: string): string {
  if (address.includes(hidden)) return address;
  const at = address.lastIndexOf('@');
  return at < 1 ? hidden : `${[...address][0] ?? ''}${hidden}${address.slice(at)}`;
}

/** Masks whatever in a text can be read as a phone number or an address, however it is written. Safe to repeat. */
export function maskIn(text: string, masking: Masking): string {
  const shown = masking.addresses && text.includes('@') ? text.replace(addresses, maskedAddress) : text;
  if (!masking.numbers || !/\p{Nd}/u.test(shown)) return shown;
  const plain = shown.replace(/[^\p{ASCII}]/gu, (sign) => (/\p{Nd}/u.test(sign) ? asciiDigit(sign) : sign));
  const known = new Set((masking.known ?? []).map((number) => nationalOf(compact(number)) ?? compact(number)));
  const masked = plain.replace(numbers, (number) => (known.has(nationalOf(compact(number)) ?? '') ? number : maskedNumber(number)));
  return masked === plain ? shown : masked;
}

/** Digits with an optional leading +; a letter O in front is a zero. */
function compact(text: string): string {
  const plain = text.replace(/\p{Nd}/gu, asciiDigit).replace(/^[oO](?=\d)/, '0');
  const all = plain.replace(/\D+/g, '');
  return /^[^\d+]*\+/.test(plain) ? `+${all}` : all.replace(/^00/, '+');
}

/** What follows the trunk 0 or the country's code; null: a number of another country. */
function nationalOf(all: string): string | null {
  const found = /^(?:\+84|84(?=\d{9})|\+?0)0?(\d+)$/.exec(all)?.[1];
  return found ?? (all.startsWith('+') ? null : all);
}
