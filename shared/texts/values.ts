import type { Principal } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { greetingName, isNameWord, normaliseName } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { withoutLinks } from '../mail-templates/index.ts';
import { localTime } from '../platform/local-time.ts';
import { productKind } from '../products/product-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { nextAppointment, type Task } from '../tasks/index.ts';
import type { TextValues } from './rules-variables.ts';

interface Known {
  readonly lead: Lead;
  readonly tasks: readonly Task[];
  readonly company: CompanyConfig;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly now: Date;
}

/** Finds what a script may say of a lead to whoever it is written for; what is not known, or is no plain text, is empty. */
export async function readTextValues(known: Known, principal: Principal, config: ConfigReader): Promise<TextValues> {
  const { lead, tasks, company, timeZone, locale, now } = known;
  const [products, reps] = await Promise.all([config.current(productKind), config.current(repKind)]);
  const product = lead.products.find((one) => products.documents.has(one));
  const moment = nextAppointment(tasks, now);
  return {
    'lead.givenName': givenNameFor(lead.fullName ?? '', locale),
    'lead.fullName': withoutLinks(lead.fullName),
    'lead.company': withoutLinks(lead.company),
    'lead.province': lead.region.provinceName ?? '',
    'lead.product': product === undefined ? '' : (products.documents.get(product)?.names[locale] ?? ''),
    'about.moment': moment === undefined ? '' : localTime(moment, timeZone, locale),
    'sender.name': principal.role === 'rep' ? (reps.documents.get(principal.repId)?.name ?? '') : '',
    'company.name': company.name,
    'company.phone': company.phone,
    'company.websiteUrl': company.website,
  };
}

/** One word of letters, or nothing. */
function givenNameFor(fullName: string, locale: Locale): string {
  const name = greetingName(fullName, locale, normaliseName(fullName).givenName);
  return isNameWord(name) ? name : '';
}
