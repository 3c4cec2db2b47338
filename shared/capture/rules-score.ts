import type { FormField } from './form-config.ts';

const scores = Array.from({ length: 11 }, (_, score) => `${score}`);

/** Returns what a question offers to choose from; undefined where people write what they like. A score is one of 0 to 10. */
export function optionsOf({ type, options }: Pick<FormField, 'type' | 'options'>): FormField['options'] {
  return type === 'score' ? scores.map((value) => ({ value, label: { vi: value, en: value } })) : options;
}

/** Tells whether a text is a score. */
export const isScore = (text: string): boolean => scores.includes(text.trim());
