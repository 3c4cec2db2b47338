import type { LeadPhone } from '../leads/record.ts';

/** So many last digits are looked for at least: fewer are of one lead in a thousand. */
export const leastDigits = 4;
const mostDigits = 20;

/** Only what people write within numbers. */
const numberSigns = /^[\p{Nd}\s+().\-–_/]+$/u;

/** Returns the digits of a text that is a number, or the end of one, as people dial it here; null for anything else. */
export function digitsIn(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  return numberSigns.test(plain) && /\p{Nd}/u.test(plain) ? asDialled(plain) : null;
}

/** Returns the digits of a number of a lead; null for one that is too short to be looked for. */
export function digitsOf({ e164, raw }: Pick<LeadPhone, 'e164' | 'raw'>): string | null {
  const digits = asDialled((e164 ?? raw).normalize('NFKC'));
  return digits.length < leastDigits ? null : digits.slice(-mostDigits);
}

/** Numbers of Vietnam begin with 0 as they are told, and with +84 as they are stored. */
function asDialled(text: string): string {
  const digits = text.replace(/\D/g, '');
  const [, national] = /^(?:00)?84(\d{9,10})$/.exec(digits) ?? [];
  return national === undefined ? digits : `0${national}`;
}
