import type { Lead, StatusReason } from '../leads/index.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Decision } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';

/**
 * Returns the pool that takes over who has bought these products: the first that names one of them, or else the one that takes over everybody; null:
 * they stay with whoever sold it.
 */
export function afterSalePool(pools: Iterable<Pick<PoolConfig, 'id' | 'afterSale'>>, products: readonly string[]): PoolId | null {
  const takingOver = [...pools].flatMap(({ id, afterSale }) => (afterSale ? [{ id, products: afterSale.products }] : []));
  const named = takingOver.find((pool) => pool.products?.some((product) => products.includes(product)));
  return (named ?? takingOver.find((pool) => pool.products === undefined))?.id ?? null;
}

const broughtBack: readonly StatusReason[] = ['post', 'heat', 'purchase'];

/**
 * Tells whether a pool has taken a customer over already. Whoever is back in sales since was given back by somebody's decision, and stays there.
 * A customer who was given back to marketing, and came back by something that they did, begins anew.
 */
export function wasTakenOver(
  { statusSet }: Pick<Lead, 'statusSet'>,
  poolId: PoolId,
  decisions: readonly Pick<Decision, 'cause' | 'poolId' | 'chosen' | 'at'>[],
): boolean {
  const begunAt = statusSet && broughtBack.includes(statusSet.reason) ? statusSet.at : '';
  return decisions.some(({ cause, poolId: by, chosen, at }) => cause === 'afterSale' && by === poolId && chosen !== null && at >= begunAt);
}
