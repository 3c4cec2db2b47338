import { mayAtAll, mayWithPool, mayWithRep, type Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { poolKind, poolsOfRep } from '../routing/pool-config.ts';
import { territoryKind } from '../routing/territory-config.ts';
import { poolsWithin } from './rules-within.ts';

/** Of whom somebody sets targets and sees them: those whose numbers are theirs as a whole. */
export interface TargetReach {
  hasPool(poolId: PoolId): boolean;
  hasRep(repId: RepId): boolean;
}

/** Reads whose targets somebody may set. A manager of regions has the pools that get leads of these alone, and the reps who are in such pools alone. */
export async function readTargetReach(principal: Principal, config: ConfigReader): Promise<TargetReach> {
  const pools = [...(await config.current(poolKind)).documents.values()];
  const within = principal.role === 'manager' && principal.regions.length > 0 ? await readWithin(principal.regions, config) : null;
  const own = (repId: RepId): PoolId[] => poolsOfRep(pools, repId).map(({ id }) => id);
  return {
    hasPool: (poolId) =>
      mayAtAll(principal, 'target.setForPool') &&
      mayWithPool(principal, 'target.setForPool', { poolId, repIds: [] }) &&
      (within === null || within.has(poolId)),
    hasRep: (repId) => {
      const poolIds = own(repId);
      const isWithin = within === null || (poolIds.length > 0 && poolIds.every((poolId) => within.has(poolId)));
      return mayAtAll(principal, 'target.setForRep') && mayWithRep(principal, 'target.setForRep', repId, poolIds) && isWithin;
    },
  };
}

async function readWithin(regions: readonly string[], config: ConfigReader): Promise<ReadonlySet<string>> {
  const [territories, pools, company] = await Promise.all([config.current(territoryKind), config.current(poolKind), readCompany(config)]);
  const macroRegions = company.macroRegions ?? {};
  return poolsWithin(regions, { territories: territories.documents.values(), pools: pools.documents.values(), macroRegions });
}
