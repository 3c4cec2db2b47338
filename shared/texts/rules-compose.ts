import type { Locale } from '../leads/index.ts';
import { fillIn, type TextValues, type TextVariable, variablesIn } from './rules-variables.ts';
import type { ScriptConfig } from './script-config.ts';

/** A script as it would read; `missing`: what it says and nobody knows, so that there is no text. */
export type Composed =
  | { readonly text: string; readonly missing: readonly [] }
  | { readonly text: null; readonly missing: readonly TextVariable[] };

/** Writes a script with what is known, else with its fallbacks. */
export function composeText({ texts, fallbacks, purpose }: ScriptConfig, locale: Locale, values: TextValues): Composed {
  const instead: Partial<Record<TextVariable, Readonly<Record<Locale, string>>>> = fallbacks;
  const valueFor = (name: TextVariable) => {
    const known = values[name] ?? '';
    return known === '' ? (instead[name]?.[locale] ?? '') : known;
  };
  const missing = variablesIn(texts[locale]).filter((name) => valueFor(name) === '');
  if (missing.length > 0) return { text: null, missing };
  return { text: asSent(fillIn(texts[locale], valueFor), purpose), missing: [] };
}

const marks = /^(\s*\[(?:QC|AD)\])+\s*/i;

/** Returns a text as it goes out. One that advertises says so before anything else, and once, whoever wrote it in (Decree 91/2020). */
export function asSent(text: string, purpose: ScriptConfig['purpose']): string {
  const clean = text.normalize('NFC').trim();
  return purpose === 'advertising' ? `[QC] ${clean.replace(marks, '')}` : clean;
}
