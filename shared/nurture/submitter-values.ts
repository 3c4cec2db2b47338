import type { FormConfig } from '../capture/form-config.ts';
import { formatNational, greetingName, isNameWord, normaliseName } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { productLabels, type Submitter } from '../mail/index.ts';

/**
 * What a mail to the submitter repeats: anybody can type anybody's address into a form, so nothing that could carry somebody's message
 * or link. A name of letters, a valid number, a product that the form itself offers.
 */
export function submitterValues(submitter: Submitter | undefined, form: FormConfig | undefined, locale: Locale) {
  const { fullName = '', phone, product = '' } = submitter ?? {};
  return {
    ...greetingValues(fullName, locale),
    phone: phone?.valid && phone.e164 ? formatNational(phone) : '',
    product: productLabels(product, form, locale, () => ''),
  };
}

/** Whom a Vietnamese mail greets that does not know better. */
export const anybody = 'Anh/Chị';

/** How a mail greets: by the word of address that is sure to be one, and by the name. */
export function greetingValues(fullName: string, locale: Locale) {
  const { givenName, salutation } = normaliseName(fullName);
  const name = politeName(greetingName(fullName, locale, givenName));
  return { addressedAs: (name !== '' && salutation) || anybody, greetingName: name };
}

/** One word of letters, or nothing: dots and slashes would let mail programs make a link of it. */
export function politeName(name: string): string {
  return isNameWord(name) ? name : '';
}
