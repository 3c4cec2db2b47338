import type { Lead, LeadRegion } from './record.ts';

/** The parts of a record, or of one post, that answer a form's questions. */
export type Answers = Pick<Lead, 'company' | 'title' | 'products' | 'extra'> & { readonly region: Pick<LeadRegion, 'reason'> };

/** Names of the questions that are answered. A province that was guessed, or that nobody understood, is no answer. */
export function answersOf({ company, title, products, region, extra }: Answers): Set<string> {
  const own = { company: company !== null, title: title !== null, product: products.length > 0, province: region.reason === 'given' };
  return new Set([
    ...Object.entries(own).flatMap(([name, isHeld]) => (isHeld ? [name] : [])),
    ...Object.entries(extra).flatMap(([name, value]) => (value === '' ? [] : [name])),
  ]);
}
