import { macroRegionOfProvince } from '../regions/codes.ts';
import type { PoolConfig } from '../routing/pool-config.ts';
import type { TerritoryConfig } from '../routing/territory-config.ts';

export interface Places {
  readonly territories: Iterable<Pick<TerritoryConfig, 'poolId' | 'when'>>;
  readonly pools: Iterable<Pick<PoolConfig, 'id' | 'outsideHours' | 'floating'>>;
  /** Macro-regions of provinces, where the company says other ones. */
  readonly macroRegions: Readonly<Record<string, string>>;
}

/**
 * Returns the pools to which rules give leads of these regions alone. A pool that no territory names is none of them: what it gets, nobody can tell.
 * @param regions province codes and macro-regions
 */
export function poolsWithin(regions: readonly string[], { territories, pools, macroRegions }: Places): ReadonlySet<string> {
  const isProvinceWithin = (code: string): boolean => {
    const around = macroRegions[code] ?? macroRegionOfProvince.get(code);
    return regions.includes(code) || (around !== undefined && regions.includes(around));
  };
  // All that a territory asks for must hold, so that one of both is enough; a list without entries asks for nothing.
  const isWithin = ({ when }: Pick<TerritoryConfig, 'when'>): boolean =>
    isAll(when.macroRegions, (one) => regions.includes(one)) || isAll(when.provinceCodes, isProvinceWithin);
  const [inside, outside] = [new Set<string>(), new Set<string>()];
  for (const territory of territories) (isWithin(territory) ? inside : outside).add(territory.poolId);
  const all = [...pools];
  spread(inside, all);
  spread(outside, all);
  return new Set([...inside].filter((poolId) => !outside.has(poolId)));
}

const isAll = <Value>(list: readonly Value[] | undefined, holds: (one: Value) => boolean): boolean =>
  list !== undefined && list.length > 0 && list.every(holds);

/** Adds the pools that get leads of these: outside working hours, or because their reps may take what floats. A set is walked with what joins it on the way. */
function spread(poolIds: Set<string>, pools: readonly Pick<PoolConfig, 'id' | 'outsideHours' | 'floating'>[]): void {
  for (const poolId of poolIds) {
    const pool = pools.find(({ id }) => id === poolId);
    if (typeof pool?.outsideHours === 'object') poolIds.add(pool.outsideHours.pool);
    for (const taker of pool?.floating?.takers ?? []) poolIds.add(taker);
  }
}
