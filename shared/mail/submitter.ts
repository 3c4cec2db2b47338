import type { Submission } from '../capture/index.ts';
import { contactOf, formatNational, greetingName, normaliseName, type Phone } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import type { MailMatter } from './compose.ts';
import { productLabels } from './product-labels.ts';

/**
 * Who wrote a post, by that post alone. Whoever types a known number or address need not be its owner, so a mail to the address of a post
 * says nothing that only the record holds: it is the same whether the person was known or not.
 */
export interface Submitter {
  readonly email: string | null;
  readonly fullName: string;
  readonly phone: Phone | null;
  readonly product: string;
  readonly locale: Locale;
}

export function submitterOf({ fields, context }: Submission, defaultLocale: Locale): Submitter {
  const { email, fullName, phone } = contactOf(fields);
  return { email, fullName: fullName ?? '', phone, product: fields.product ?? '', locale: context.locale ?? defaultLocale };
}

/**
 * What a mail to the submitter repeats: anybody can type anybody's address into a form, so nothing that could carry somebody's message
 * or link. A name of letters, a valid number, a product that the form itself offers.
 */
export function submitterValues({ form, submitter }: Pick<MailMatter, 'form' | 'submitter'>, locale: Locale) {
  const { fullName = '', phone, product = '' } = submitter ?? {};
  return {
    greetingName: politeName(greetingName(fullName, locale, normaliseName(fullName).givenName)),
    phone: phone?.valid && phone.e164 ? formatNational(phone) : '',
    product: productLabels(product, form, locale, () => ''),
  };
}

const nameWord = /^[\p{L}\p{M}][\p{L}\p{M}'’-]{0,29}$/u;

/** One word of letters, or nothing: dots and slashes would let mail programs make a link of it. */
export function politeName(name: string): string {
  return nameWord.test(name) ? name : '';
}
