import type { Locale } from '../leads/index.ts';
import type { Scope } from './liquid.ts';
import { type TemplateValues, variableNames, variables } from './rules-variables.ts';
import type { TemplateConfig } from './template-config.ts';

/** Returns what a template renders from: known values, else their fallbacks, by names that inherit nothing. */
export function scopeOf(values: TemplateValues, fallbacks: TemplateConfig['fallbacks'], locale: Locale): Scope {
  const scope = emptyScope();
  for (const name of variableNames) {
    const value = values[name];
    if (variables[name].is === 'list') {
      if (Array.isArray(value) && value.length > 0)
        place(
          scope,
          name,
          value.map((row) => Object.assign(emptyScope(), row)),
        );
      continue;
    }
    const known = typeof value === 'string' && value !== '' ? value : fallbacks[name]?.[locale];
    // Where nothing is known the name is left out: an empty text would be true to Liquid.
    if (known !== undefined) place(scope, name, known);
  }
  return scope;
}

const emptyScope = (): Scope => Object.create(null) as Scope;

/** Puts a value under a name with a dot in it. */
function place(scope: Scope, name: string, value: Scope[string]): void {
  const [group = '', own = ''] = name.split('.');
  const known = scope[group];
  const inner = typeof known === 'object' && !Array.isArray(known) ? (known as Scope) : emptyScope();
  inner[own] = value;
  scope[group] = inner;
}
