import type { Locale } from '../leads/index.ts';
import type { LetterTemplate } from './letter-config.ts';

export const longestSubject = 150;
export const longestLetter = 10_000;

const variable = /\{\{\s*([\w.]*)\s*\}\}/g;

/** Lists the values that a text names. */
export const variablesIn = (text: string): string[] => [...text.matchAll(variable)].map(([, name = '']) => name);

/** Values of a letter by their names; what is left out or empty is not known. */
export type LetterValues = Readonly<Record<string, string | undefined>>;

/** Writes a template to a person; where nothing is known of a value its place stays as it is, for the writer to fill. */
export function fillLetter(
  { locales, fallbacks }: Pick<LetterTemplate, 'locales' | 'fallbacks'>,
  locale: Locale,
  values: LetterValues,
): { readonly subject: string; readonly text: string } {
  const known: LetterValues = Object.fromEntries(Object.entries(fallbacks).map(([name, words]) => [name, words?.[locale]]));
  const fill = (text: string) => text.replace(variable, (place, name: string) => valueIn(values, name) || valueIn(known, name) || place);
  const { subject, text } = locales[locale];
  return { subject: fill(subject), text: fill(text) };
}

const valueIn = (values: LetterValues, name: string): string => (Object.hasOwn(values, name) ? (values[name] ?? '') : '');

/** Returns the first place that nobody filled; null: there is none. */
export const unfilledIn = (text: string): string | null => /\{\{[^}]*\}?\}?/.exec(text)?.[0] ?? null;

/** Returns the subject of an answer, which has its mark once. */
export const answeringSubject = (subject: string): string => {
  const bare = subject.replace(/^(?:\s*(?:re|trả lời|tr)\s*:)+\s*/iu, '').trim();
  return bare === '' ? '' : `Re: ${bare}`;
};
