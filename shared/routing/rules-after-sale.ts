import type { PoolId } from '../platform/ids.ts';
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
