import type { FormConfig } from '../capture/form-config.ts';
import { type Locale, splitAnswers } from '../leads/index.ts';

/** The labels of what was asked about, with what the form does not offer as `unknown` says it. */
export function productLabels(text: string, form: FormConfig | undefined, locale: Locale, unknown: (product: string) => string): string {
  const options = form?.fields.find(({ name }) => name === 'product')?.options;
  const labels = splitAnswers(text).map((product) => options?.find(({ value }) => value === product)?.label[locale] ?? unknown(product));
  return labels.filter((label) => label !== '').join(', ');
}
