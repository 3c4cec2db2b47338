import type { PoolId, RepId } from '../platform/ids.ts';
import type { Pools, RecentPools } from './recent-pools.ts';

/** A rep whom a pool did not have before. */
export interface Joined {
  readonly poolId: PoolId;
  readonly repId: RepId;
}

/** Lists who joined which pool lately. */
export function joinedLately({ versions: [now = new Map(), ...before] }: Pick<RecentPools, 'versions'>): Joined[] {
  const joined = before.flatMap((pools) => joinedSince(pools, now));
  return [...new Map(joined.map((one) => [`${one.poolId} ${one.repId}`, one])).values()];
}

function joinedSince(before: Pools, now: Pools): Joined[] {
  return [...now.values()].flatMap(({ id: poolId, members }) => {
    const known = new Set(before.get(poolId)?.members.map(({ repId }) => repId));
    return members.flatMap(({ repId }) => (known.has(repId) ? [] : [{ poolId, repId }]));
  });
}
