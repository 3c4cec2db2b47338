import type { CompanyConfig } from '../company/company-config.ts';
import { greetingName, isNameWord, normaliseName } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { Money } from '../platform/money.ts';
import { moneyText } from '../platform/money-text.ts';
import type { ProductConfig } from '../products/product-config.ts';
import type { TemplateValues } from './rules-variables.ts';

/** What is known when a mail is written. */
export interface MailFacts {
  readonly lead: Pick<Lead, 'fullName' | 'company' | 'title' | 'region' | 'products'>;
  readonly locale: Locale;
  readonly company: CompanyConfig;
  readonly products: ReadonlyMap<string, ProductConfig>;
  readonly owner: { readonly name: string; readonly email: string } | null;
  /** What the mail is about. @default - nothing in particular */
  readonly about?: { readonly product?: string | undefined; readonly moment?: string | undefined };
  /** @default - no order */
  readonly purchase?: { readonly total: Money | null; readonly items: readonly PurchasedItem[] } | undefined;
  readonly links: { readonly unsubscribeUrl: string; readonly preferencesUrl: string; readonly surveyUrl?: string };
}

export interface PurchasedItem {
  readonly product: string;
  readonly quantity: number;
  readonly total: Money | null;
}

/** Returns the values that a template is written with; what is not known, or is no plain text, is empty. */
export function valuesOf({ lead, locale, company, products, owner, about = {}, purchase, links }: MailFacts): TemplateValues {
  const label = (product: string | undefined) => (product === undefined ? '' : (products.get(product)?.names[locale] ?? ''));
  const money = (amount: Money | null | undefined) => (amount ? moneyText(amount, locale) : '');
  return {
    'lead.givenName': givenNameFor(lead.fullName ?? '', locale),
    'lead.fullName': withoutLinks(lead.fullName),
    'lead.company': withoutLinks(lead.company),
    'lead.title': withoutLinks(lead.title),
    'lead.province': lead.region.provinceName ?? '',
    'lead.product': label(lead.products.find((product) => products.has(product))),
    'owner.name': owner?.name ?? '',
    'owner.email': owner?.email ?? '',
    'about.product': label(about.product),
    'about.moment': about.moment ?? '',
    'purchase.total': money(purchase?.total),
    'purchase.items': (purchase?.items ?? []).map(({ product, quantity, total }) => ({
      name: label(product) || withoutLinks(product),
      quantity: String(quantity),
      total: money(total),
    })),
    'company.name': company.name,
    'company.address': company.address,
    'company.phone': company.phone,
    'company.email': company.email,
    'company.websiteUrl': company.website,
    'links.unsubscribeUrl': links.unsubscribeUrl,
    'links.preferencesUrl': links.preferencesUrl,
    'links.surveyUrl': links.surveyUrl ?? '',
  };
}

/** One word of letters, or nothing. */
function givenNameFor(fullName: string, locale: Locale): string {
  const name = greetingName(fullName, locale, normaliseName(fullName).givenName);
  return isNameWord(name) ? name : '';
}

/** What mail programs make a link of: a dot between letters, a slash, an address, a long number. */
const linkLike = /[\p{L}\p{N}]\.[\p{L}\p{N}]|[/\\@:<>{}]|\p{Cc}|\d{6}/u;

/** Returns what somebody wrote about themselves; nothing where a mail program would make a link of it: anybody can type into a form. */
export function withoutLinks(text: string | null): string {
  const shown = (text ?? '').normalize('NFC').trim();
  return shown.length > 120 || linkLike.test(shown) ? '' : shown;
}
