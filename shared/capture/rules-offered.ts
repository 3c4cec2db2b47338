import { fold } from '../identity/text.ts';
import type { FormConfig, FormField } from './form-config.ts';

/** What the company's forms let people answer to a question. */
export interface Offered {
  /** The answers that they may choose. */
  readonly words: readonly string[];
  /** Whether a form leaves the words to whoever answers. */
  readonly isOpen: boolean;
}

/** Finds what forms offer as answers to a question, which each of them may ask by another field. */
export function offeredBy(forms: Iterable<Pick<FormConfig, 'fields'>>, asks: (field: FormField) => boolean): Offered {
  const questions = [...forms].flatMap(({ fields }) => fields.filter(asks));
  const words = [...new Set(questions.flatMap(({ options = [] }) => options.map(({ value }) => value)))];
  return { words, isOpen: questions.some(({ options }) => options === undefined) };
}

/** Returns the answer that somebody means, as the forms spell it; undefined for one that no form offers. */
export function answerOffered(typed: string, { words, isOpen }: Offered): string | undefined {
  return words.find((word) => fold(word) === fold(typed)) ?? (isOpen ? typed : undefined);
}
