import type { Compiler, ReferenceFault } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { type CompiledMail, digestOf, putCompiled } from './compiled.ts';
import { footerText, framed } from './frame.ts';
import { inspectLiquid, type LiquidLibrary, unreadableLiquid } from './inspect-liquid.ts';
import { openEngines } from './liquid.ts';
import { plainText } from './plain-text.ts';
import { checkSections } from './rules-mjml.ts';
import { TemplateConfig, templateKind, templateLocales } from './template-config.ts';

/** Gmail cuts a mail off at 102 KB; values and what SES puts in need room. */
const maxHtmlBytes = 85 * 1_024;

/** One language of a template made ready, or what is wrong with it, each with the part of the wording that it stands in. */
export interface Compilation {
  readonly compiled: CompiledMail;
  readonly faults: readonly { readonly part: 'subject' | 'preheader' | 'mjml' | 'text'; readonly message: string }[];
}

/** Makes of templates what is kept beside them, in both languages; the faults of all of them otherwise. */
export const compileTemplates: Compiler = async (documents) => {
  const faults: ReferenceFault[] = [];
  const writes = [];
  for (const [index, document] of documents.entries()) {
    const template = TemplateConfig.parse(document);
    for (const locale of templateLocales) {
      const { compiled, faults: found } = await compileLocale(template, locale);
      writes.push(putCompiled(digestOf(template, locale), compiled));
      faults.push(...found.map(({ part, message }) => ({ index, path: ['locales', locale, part], message })));
    }
  }
  return { faults, writes };
};

/** The compilers by the kinds whose documents need one, for whatever publishes. */
export const compilers = { [templateKind.name]: compileTemplates };

/** Compiles one language of a template. */
export async function compileLocale(template: TemplateConfig, locale: Locale): Promise<Compilation> {
  const { subject, preheader, mjml, text } = template.locales[locale];
  const faults: { part: Compilation['faults'][number]['part']; message: string }[] = [];
  const report = (part: (typeof faults)[number]['part'], messages: readonly string[]) =>
    faults.push(...messages.map((message) => ({ part, message })));
  const { sections, faults: sectionFaults } = checkSections(mjml);
  report('mjml', sectionFaults);
  const { html, faults: mjmlFaults } = await compileMjml(framed(sections, preheader, locale, template.purpose));
  // What is not taken over may leave nothing that can be read.
  report('mjml', html === '' && sectionFaults.length > 0 ? [] : mjmlFaults);
  const kilobytes = Math.ceil(Buffer.byteLength(html) / 1_024);
  if (Buffer.byteLength(html) > maxHtmlBytes)
    report('mjml', [`the mail has ${kilobytes} KB; Gmail cuts off what is above ${maxHtmlBytes / 1_024} KB`]);
  const compiled = { subject, html, text: `${text ?? plainText(sections)}\n\n${footerText(locale, template.purpose)}` };
  // Faults of the source are told as they are written, not a second time as what they became.
  if (faults.length === 0) {
    const engines = await openEngines();
    const library: LiquidLibrary = await import('liquidjs');
    const fallbacks = new Set(Object.keys(template.fallbacks));
    const inspect = (source: string) => inspectLiquid(library, engines.html, source, fallbacks);
    report('subject', inspect(subject));
    const inPreheader = inspect(preheader);
    report('preheader', inPreheader);
    // What cannot be read is told by the lines of whoever wrote it; the mail has both parts.
    const unreadable = unreadableLiquid(engines.html, mjml);
    report('mjml', unreadable);
    if (unreadable.length + unreadableLiquid(engines.html, preheader).length === 0)
      report(
        'mjml',
        inspect(html).filter((message) => !inPreheader.includes(message)),
      );
    if (text !== undefined) report('text', inspect(compiled.text));
  }
  return { compiled, faults };
}

/** MJML would load every web font that a style names from its maker, who would learn who reads the mail, when and where. */
async function compileMjml(source: string): Promise<{ html: string; faults: string[] }> {
  const { default: mjml2html } = await import('mjml');
  try {
    const { html, errors } = await mjml2html(source, { validationLevel: 'soft', fonts: {}, ignoreIncludes: true, keepComments: false });
    return { html: tidy(html), faults: [...new Set(errors.map(({ message }) => message))] };
  } catch (error) {
    return { html: '', faults: [`the sections cannot be read: ${error instanceof Error ? error.message : 'unreadable'}`] };
  }
}

/** MJML indents deeply; the spaces would be a third of every mail. */
function tidy(html: string): string {
  const lines = html.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}
