import type { TemplatePreviewView } from '../../api/templates/preview-template.ts';
import { parseDocuments, pathText } from '../config/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { sentSubject } from '../mail/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { TemplateId } from '../platform/ids.ts';
import { compileLocale } from './compile.ts';
import { openEngines } from './liquid.ts';
import { parse, render } from './resolve.ts';
import { type TemplateValues, variables } from './rules-variables.ts';
import { scopeOf } from './scope.ts';
import { TemplateConfig, templateKind } from './template-config.ts';

/** What a preview is written with, and what that is of. */
interface Shown {
  readonly values: TemplateValues;
  readonly of: 'run' | 'lastOrder' | 'record';
  readonly sequenceId: string | null;
}

/**
 * Writes a draft with what is known of a lead, or to a person made up for it, and sends nothing. The links to leave lead to the company's website: a
 * preview must not be able to unsubscribe anybody. `known`: reads the values of the lead, once the draft has no faults; null: a person is made up.
 * @throws InvalidInputError naming every fault of the draft
 */
export async function previewTemplate(
  draft: unknown,
  locale: Locale,
  known: ((templateId: TemplateId) => Promise<Shown>) | null,
): Promise<TemplatePreviewView> {
  const { documents, faults } = parseDocuments(templateKind, [draft]);
  const [document] = documents;
  if (faults.length > 0 || !document) throw faultsOf(faults);
  const template = TemplateConfig.parse(document);
  const { compiled, faults: found } = await compileLocale(template, locale);
  if (found.length > 0) throw faultsOf(found.map(({ part, message }) => ({ path: ['locales', locale, part], message })));
  const shown = await known?.(template.id);
  const values = shown ? { ...shown.values, ...idleLinks(shown.values) } : sampleValues(locale);
  const engines = await openEngines();
  const { subject, html, text } = render(parse(compiled, engines), engines, scopeOf(values, template.fallbacks, locale));
  return {
    locale,
    values: { of: shown?.of ?? 'madeUp', sequenceId: shown?.sequenceId ?? null },
    subject: sentSubject(subject, template.purpose === 'advertising'),
    html,
    text,
  };
}

const faultsOf = (faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]) =>
  new InvalidInputError(
    'The template has faults.',
    faults.map(({ path, message }) => ({ path: pathText(['template', ...path]), message })),
  );

/** Addresses to look at, which tell of nobody. */
function idleLinks({ 'company.websiteUrl': website = '' }: TemplateValues): TemplateValues {
  return {
    'links.unsubscribeUrl': `${website}#unsubscribe`,
    'links.preferencesUrl': `${website}#preferences`,
    'links.surveyUrl': `${website}#survey`,
  };
}

/** Returns a lead under a made-up name, for whoever may see what a lead is like and not who it is. */
export function withMadeUpName(lead: Lead, locale: Locale): Lead {
  return { ...lead, fullName: sampleValues(locale)['lead.fullName'] ?? null };
}

/** Returns a value of everything that there is. */
export function sampleValues(locale: Locale): TemplateValues {
  const samples = Object.entries(variables).map(([name, variable]) => {
    if (variable.is !== 'list') return [name, variable.sample[locale]];
    return [name, [Object.fromEntries(Object.entries(variable.row).map(([column, sample]) => [column, sample[locale]]))]];
  });
  const values: TemplateValues = Object.fromEntries(samples);
  return { ...values, ...idleLinks(values) };
}
