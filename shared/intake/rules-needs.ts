import type { FormConfig } from '../capture/form-config.ts';
import type { Lead } from '../leads/index.ts';

/** Most needs that one post opens: a list of boxes ticked at once is no sale of each. */
export const mostPerPost = 3;

/**
 * Names the products of a known person's post that are needs of their own: listed ones that the person did not ask about before. Whoever
 * has asked about nothing so far tells their first need, which lives on the lead.
 */
export function newNeeds(
  { form, asked }: { readonly form: Pick<FormConfig, 'opensOpportunity'>; readonly asked: readonly string[] },
  before: Pick<Lead, 'products'>,
  listed: Readonly<{ has(product: string): boolean }>,
): string[] {
  if (!form.opensOpportunity || before.products.length === 0) return [];
  return asked.filter((product) => listed.has(product) && !before.products.includes(product)).slice(0, mostPerPost);
}
