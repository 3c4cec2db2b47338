import type { Locale } from '../leads/index.ts';
import { markedAsAdvertising, withoutMarks } from '../platform/rules-advertising-mark.ts';
import { fillIn, type TextValues, type TextVariable, variablesIn } from './rules-variables.ts';
import type { ScriptConfig } from './script-config.ts';

/** More is no text but a letter: ten parts with marks over its letters. */
export const longestText = 670;

/** Tells whether a text as it goes out is none any more; what says that it advertises is not counted. */
export const isTooLong = (text: string): boolean => withoutMarks(text).length > longestText;

/** A script as it would read. No text: nobody knows what is `missing`, or, where nothing is, it is too long with what is known. */
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
  const text = asSent(fillIn(texts[locale], valueFor), purpose);
  return { text: isTooLong(text) ? null : text, missing: [] };
}

/** Returns a text as it goes out. One that advertises says so before anything else, and once, whoever wrote it in (Decree 91/2020). */
export function asSent(text: string, purpose: ScriptConfig['purpose']): string {
  const clean = text.normalize('NFC').trim();
  return purpose === 'advertising' ? markedAsAdvertising(clean) : clean;
}
