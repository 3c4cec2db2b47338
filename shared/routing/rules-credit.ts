import type { CreditBand } from './credit-config.ts';
import { conditionsIn, isMet } from './rules-conditions.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';

/** Returns what a lead counts in a pool: the first of its bands whose conditions all hold, else one. */
export function creditOf(
  { credits = [] }: { readonly credits?: readonly CreditBand[] | undefined },
  attributes: TerritoryAttributes,
): number {
  return credits.find(({ when }) => conditionsIn(when).every((condition) => isMet(condition, attributes)))?.credit ?? 1;
}
