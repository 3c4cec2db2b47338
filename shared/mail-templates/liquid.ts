import type { Liquid, Template } from 'liquidjs';
import { escapeHtml, safeUrl } from '../mail/index.ts';

/** What templates may do: ask, and repeat rows. Nothing that reads files, keeps variables or counts. */
export const allowedTags = ['if', 'case', 'for'] as const;
/** Filters of Liquid itself that templates may use; `url` is ours. */
const allowedFilters = ['upcase', 'downcase', 'capitalize', 'append', 'prepend', 'truncate', 'url_encode', 'size'] as const;

/** A render that is beyond these is a template gone wrong: the largest of ours takes a millisecond. */
const limits = { parseLimit: 400_000, renderLimit: 1_000, memoryLimit: 2_000_000 } as const;

/** One engine for HTML, where every value is escaped, and one for plain text. */
export interface LiquidEngines {
  readonly html: Liquid;
  readonly text: Liquid;
}

let opened: Promise<LiquidEngines> | undefined;

/** Opens the engines at their first use: a function that renders no template does not even read them. */
export function openEngines(): Promise<LiquidEngines> {
  opened ??= import('liquidjs').then((library) => ({
    html: makeEngine(library.Liquid, { outputEscape: (value: unknown) => escapeHtml(textOf(value)) }),
    text: makeEngine(library.Liquid, { outputEscape: textOf }),
  }));
  return opened;
}

/** Values are texts; whatever else an expression may come to is shown as nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

type LiquidClass = typeof Liquid;
type EngineOptions = ConstructorParameters<LiquidClass>[0];

function makeEngine(Engine: LiquidClass, options: EngineOptions): Liquid {
  const engine = new Engine({
    ...options,
    ...limits,
    ownPropertyOnly: true,
    strictFilters: true,
    // Templates are texts of the configuration: none is found in a folder, or in another template.
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
  });
  keepOnly(engine.tags, allowedTags);
  keepOnly(engine.filters, allowedFilters);
  engine.registerFilter('url', (value: unknown) => safeUrl(textOf(value)));
  return engine;
}

function keepOnly(known: Record<string, unknown>, allowed: readonly string[]): void {
  for (const name of Object.keys(known)) if (!allowed.includes(name)) delete known[name];
}

/** A value or more of them by their names; nothing of it is inherited. */
export interface Scope {
  [name: string]: string | Scope | readonly Scope[];
}

/** Renders what an engine parsed. */
export function renderLiquid(engine: Liquid, parsed: Template[], scope: Scope): string {
  const { renderLimit, memoryLimit } = limits;
  return String(engine.renderSync(parsed, scope, { renderLimit, memoryLimit, templateLimit: 20_000, ownPropertyOnly: true }));
}
