import type { Template } from 'liquidjs';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import type { TemplateId, TopicId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type CompiledMail, digestOf, readCompiled, versionOf } from './compiled.ts';
import { type LiquidEngines, openEngines, renderLiquid } from './liquid.ts';
import type { TemplateValues } from './rules-variables.ts';
import { scopeOf } from './scope.ts';
import { type TemplateConfig, type TemplatePurpose, templateKind } from './template-config.ts';

/** What a mail says, whole: with the company's details at its end, and in advertising the links to leave and to choose topics. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** One language of a template, ready to be written to people. */
export interface ResolvedTemplate {
  readonly id: TemplateId;
  readonly locale: Locale;
  /** Changes with every change of what its mails say; for the record of a mail. */
  readonly version: string;
  readonly purpose: TemplatePurpose;
  /** The topic that its reader has subscribed to; null for a service mail. */
  readonly topic: TopicId | null;
  /** Writes the mail to one person; the same values give the same mail. */
  render(values: TemplateValues): RenderedMail;
}

/** What resolving reads with. */
export interface TemplateParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

type Parsed = Readonly<Record<keyof CompiledMail, Template[]>>;

/** Templates by their digests, which name their content: an instance reads and parses each once. */
const parsedByDigest = new Map<string, Parsed>();
const mostParsed = 100;

/**
 * Finds a template as it stood at a moment, usually now; undefined where there is none of the id.
 * @throws CorruptItemError for one that was published without being compiled
 */
export async function resolveTemplate(
  { table, config }: TemplateParts,
  id: TemplateId,
  locale: Locale,
  at: Date,
): Promise<ResolvedTemplate | undefined> {
  const template = (await config.at(templateKind, at))?.documents.get(id);
  if (!template) return undefined;
  const digest = digestOf(template, locale);
  const engines = await openEngines();
  const parsed = parsedByDigest.get(digest) ?? parse(await readCompiled(table, digest), engines);
  remember(digest, parsed);
  return resolved(template, locale, (values) => render(parsed, engines, scopeOf(values, template.fallbacks, locale)));
}

function remember(digest: string, parsed: Parsed): void {
  if (parsedByDigest.size >= mostParsed) parsedByDigest.clear();
  parsedByDigest.set(digest, parsed);
}

function resolved(template: TemplateConfig, locale: Locale, write: ResolvedTemplate['render']): ResolvedTemplate {
  const { id, purpose, topic } = template;
  return { id, locale, version: versionOf(template, locale), purpose, topic: topic ?? null, render: write };
}

export function parse({ subject, html, text }: CompiledMail, engines: LiquidEngines): Parsed {
  return { subject: engines.text.parse(subject), html: engines.html.parse(html), text: engines.text.parse(text) };
}

export function render(parsed: Parsed, engines: LiquidEngines, scope: ReturnType<typeof scopeOf>): RenderedMail {
  return {
    subject: renderLiquid(engines.text, parsed.subject, scope),
    html: renderLiquid(engines.html, parsed.html, scope),
    text: renderLiquid(engines.text, parsed.text, scope).trim(),
  };
}
