import type { Template } from 'liquidjs';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { addMs, minutesMs } from '../platform/clock.ts';
import type { FormId, TemplateId, TopicId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type CompiledMail, digestOf, readCompiled, versionOf } from './compiled.ts';
import { type LiquidEngines, openEngines, renderLiquid } from './liquid.ts';
import { putRecompile } from './recompile-request.ts';
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
  /** The survey that its link leads to; null: it has none. */
  readonly survey: FormId | null;
  /** Writes the mail to one person; the same values give the same mail. */
  render(values: TemplateValues): RenderedMail;
}

/** What resolving reads with. */
export interface TemplateParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

type Parsed = Readonly<Record<keyof CompiledMail, Template[]>>;

/** Templates by their digests, which name their wording: an instance reads and parses each once. One in an earlier frame is read again after a minute. */
const parsedByDigest = new Map<string, { readonly parsed: Parsed; readonly staleUntil: Date | null }>();
const mostParsed = 100;
const staleMs = minutesMs;

/**
 * Finds a template as it stood at a moment, usually now; undefined where there is none of the id. One that lies in the frame of another version of
 * the code is used as it is, and has itself compiled anew.
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
  const known = parsedByDigest.get(digest);
  const parsed = known && (known.staleUntil === null || known.staleUntil > at) ? known.parsed : await readParsed();
  return resolved(template, locale, (values) => render(parsed, engines, scopeOf(values, template.fallbacks, locale)));

  async function readParsed(): Promise<Parsed> {
    const { compiled, isStale } = await readCompiled(table, digest);
    if (isStale) await table.put(putRecompile(id, at).Put);
    if (parsedByDigest.size >= mostParsed) parsedByDigest.clear();
    const read = parse(compiled, engines);
    parsedByDigest.set(digest, { parsed: read, staleUntil: isStale ? addMs(at, staleMs) : null });
    return read;
  }
}

function resolved(template: TemplateConfig, locale: Locale, write: ResolvedTemplate['render']): ResolvedTemplate {
  const { id, purpose, topic, survey } = template;
  return { id, locale, version: versionOf(template, locale), purpose, topic: topic ?? null, survey: survey ?? null, render: write };
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
