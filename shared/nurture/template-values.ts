import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { greetingName } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { TemplateValues } from '../mail-templates/index.ts';
import { productKind } from '../products/product-config.ts';
import { repKind } from '../routing/rep-config.ts';
import type { Enrolment } from '../sequences/index.ts';
import { politeName } from './submitter-values.ts';

/** Reads what a template may say of a lead and of what its run is about. Names of people are words of letters, or left out. */
export async function readTemplateValues(
  lead: Lead,
  about: Enrolment['about'],
  locale: Locale,
  { company, config }: { readonly company: CompanyConfig; readonly config: ConfigReader },
): Promise<TemplateValues> {
  const [products, reps] = await Promise.all([config.current(productKind), config.current(repKind)]);
  const nameOf = (product: string | undefined) => (product === undefined ? '' : (products.documents.get(product)?.names[locale] ?? ''));
  const owner = lead.owner && reps.documents.get(lead.owner.repId);
  return {
    'lead.givenName': politeName(greetingName(lead.fullName ?? '', locale)),
    'lead.fullName': plainName(lead.fullName ?? ''),
    'lead.company': lead.company ?? '',
    'lead.title': lead.title ?? '',
    'lead.province': lead.region.provinceName ?? '',
    'lead.product': nameOf(lead.products[0]),
    'owner.name': owner?.name ?? '',
    'owner.email': owner?.email ?? '',
    'about.product': nameOf(about.product),
    'company.name': company.name,
    'company.address': company.address,
    'company.phone': company.phone,
    'company.email': company.email,
    'company.websiteUrl': company.website,
  };
}

function plainName(name: string): string {
  const words = name.split(' ');
  return words.every((word) => politeName(word) !== '') ? name : '';
}
