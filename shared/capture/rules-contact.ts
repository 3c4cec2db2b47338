import { normaliseEmail } from '../identity/email.ts';
import type { FormField } from './form-config.ts';

/** A contact field that holds something else than it should. */
export interface UnusableContact {
  readonly field: FormField;
  readonly text: string;
}

/** Fewer digits are nobody's number. */
const minDigits = 7;

const digitsIn = (text: string): number => [...text.matchAll(/\p{Nd}/gu)].length;

/** Tells whether an e-mail or phone field holds what cannot be one; of a number no more is asked than a digit. */
export function isUnusable({ field, text }: UnusableContact): boolean {
  return (field.type === 'email' && !normaliseEmail(text).ok) || (field.type === 'tel' && digitsIn(text) === 0);
}

/**
 * Of the contact fields that cannot be used, those that the visitor has to correct. "N/A" for a number refuses no lead with a good
 * address, nor does an address that cannot be mailed refuse one with a number: what was typed stays with the post. Where the form
 * requires a field, it takes what looks like an answer: an address with its sign, a number with a digit.
 */
export function toCorrect(unusable: readonly UnusableContact[], filled: readonly UnusableContact[]): readonly UnusableContact[] {
  const hasAddress = filled.some((one) => one.field.type === 'email' && normaliseEmail(one.text).ok);
  const hasNumber = filled.some(({ field, text }) => field.type === 'tel' && digitsIn(text) >= minDigits);
  return unusable.filter(({ field, text }) => {
    if (field.type === 'tel') return field.required || !hasAddress;
    return !hasNumber || (field.required && !/\S@\S/u.test(text));
  });
}
