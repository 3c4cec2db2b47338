import type { Fact } from '../facts/index.ts';
import type { Holder } from './report.ts';

/** Of which leads somebody is told in numbers. */
export type Cut =
  | { readonly kind: 'all' }
  /** Province codes and macro-regions. */
  | { readonly kind: 'regions'; readonly regions: readonly string[] }
  /** By the pool that had the lead when what is counted happened, so that what two leaders are told adds up. */
  | { readonly kind: 'pools'; readonly pools: readonly string[] }
  /** By who had it then. */
  | { readonly kind: 'own'; readonly repId: string };

/** Tells whether something of a lead is counted for somebody. */
export function isCounted(cut: Cut, { provinceCode, macroRegion }: Pick<Fact, 'provinceCode' | 'macroRegion'>, holder: Holder): boolean {
  switch (cut.kind) {
    case 'all':
      return true;
    case 'regions':
      return [provinceCode, macroRegion].some((known) => known !== null && cut.regions.includes(known));
    case 'pools':
      return holder.poolId !== null && cut.pools.includes(holder.poolId);
    case 'own':
      return holder.repId === cut.repId;
  }
}
