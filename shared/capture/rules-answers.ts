import { firstAddress } from '../identity/email.ts';
import { cleanText } from '../identity/text.ts';
import { joinAnswers } from '../leads/answers.ts';
import type { FormField } from './form-config.ts';

/** What a field's posted values come to: the text kept under its name, and what has no place in that. */
export interface Answer {
  readonly text: string;
  /** Further values of a field that a person has one of. */
  readonly spare: readonly string[];
}

/** Fields of the lead record that hold one value. */
const single = new Set(['fullName', 'company', 'title', 'province', 'provinceCodeSystem']);

/**
 * Takes the values of one name apart. A form may hold a name twice (a copy for phones, a doubled block, tick boxes), and a list in JSON
 * is the same. The visitor did not write a comma, so none is put between them: equal values are one, a field with one value keeps
 * the first, an address the first that is one, numbers stand as people write two, texts under each other, and any other question has
 * several answers.
 */
export function answerOf({ name, type }: Pick<FormField, 'name' | 'type'>, posted: readonly string[]): Answer {
  const values = distinct(posted);
  const [first = ''] = values;
  if (type === 'email') return firstAddress(values);
  if (values.length < 2) return { text: first, spare: [] };
  if (type === 'textarea') return { text: values.join('\n'), spare: [] };
  if (type === 'tel') return { text: values.join(' / '), spare: [] };
  if (single.has(name)) return { text: first, spare: values.slice(1) };
  return { text: joinAnswers(values), spare: [] };
}

/** Values that hold something, each once; what differs in spaces or invisible characters only is the same. */
export function distinct(values: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const value of values) {
    const key = cleanText(value);
    if (key !== '' && !known.has(key)) known.set(key, value);
  }
  return [...known.values()];
}
