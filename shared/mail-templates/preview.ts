import type { TemplatePreviewView } from '../../api/templates/preview-template.ts';
import { readCompany } from '../company/index.ts';
import { type ConfigReader, parseDocuments, pathText } from '../config/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { sentSubject } from '../mail/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { productKind } from '../products/product-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { compileLocale } from './compile.ts';
import { openEngines } from './liquid.ts';
import { parse, render } from './resolve.ts';
import { type TemplateValues, variables } from './rules-variables.ts';
import { scopeOf } from './scope.ts';
import { TemplateConfig, templateKind } from './template-config.ts';
import { valuesOf } from './values.ts';

/**
 * Writes a draft to a lead, or to a person made up for it, and sends nothing. The links to leave lead to the company's website: a preview must not be able
 * to unsubscribe anybody.
 * @throws InvalidInputError naming every fault of the draft
 */
export async function previewTemplate(
  draft: unknown,
  locale: Locale,
  lead: Lead | null,
  config: ConfigReader,
): Promise<TemplatePreviewView> {
  const { documents, faults } = parseDocuments(templateKind, [draft]);
  const [document] = documents;
  if (faults.length > 0 || !document) throw faultsOf(faults);
  const template = TemplateConfig.parse(document);
  const { compiled, faults: found } = await compileLocale(template, locale);
  if (found.length > 0) throw faultsOf(found.map(({ part, message }) => ({ path: ['locales', locale, part], message })));
  const values = lead ? await valuesOfLead(lead, locale, config) : sampleValues(locale);
  const engines = await openEngines();
  const { subject, html, text } = render(parse(compiled, engines), engines, scopeOf(values, template.fallbacks, locale));
  return { locale, subject: sentSubject(subject, template.purpose === 'advertising'), html, text };
}

const faultsOf = (faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]) =>
  new InvalidInputError(
    'The template has faults.',
    faults.map(({ path, message }) => ({ path: pathText(['template', ...path]), message })),
  );

/** Addresses to look at, which tell of nobody. */
const idleLinks = (website: string) => ({ unsubscribeUrl: `${website}#unsubscribe`, preferencesUrl: `${website}#preferences` });

async function valuesOfLead(lead: Lead, locale: Locale, config: ConfigReader): Promise<TemplateValues> {
  const [company, products, reps] = await Promise.all([readCompany(config), config.current(productKind), config.current(repKind)]);
  const rep = lead.owner ? reps.documents.get(lead.owner.repId) : undefined;
  const owner = rep ? { name: rep.name, email: rep.email } : null;
  return valuesOf({ lead, locale, company, products: products.documents, owner, links: idleLinks(company.website) });
}

/** Returns a lead under a made-up name, for whoever may see what a lead is like and not who it is. */
export function withMadeUpName(lead: Lead, locale: Locale): Lead {
  return { ...lead, fullName: sampleValues(locale)['lead.fullName'] ?? null };
}

/** Returns a value of everything that there is. */
function sampleValues(locale: Locale): TemplateValues {
  const samples = Object.entries(variables).map(([name, variable]) => {
    if (variable.is !== 'list') return [name, variable.sample[locale]];
    return [name, [Object.fromEntries(Object.entries(variable.row).map(([column, sample]) => [column, sample[locale]]))]];
  });
  const values: TemplateValues = Object.fromEntries(samples);
  const { unsubscribeUrl, preferencesUrl } = idleLinks(String(values['company.websiteUrl']));
  return { ...values, 'links.unsubscribeUrl': unsubscribeUrl, 'links.preferencesUrl': preferencesUrl };
}
