import type { ConfigReader } from '../config/index.ts';
import { minutesMs } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';

/** Publications that lie so close together may be looked at by one look. */
const recentMs = 60 * minutesMs;
const mostVersions = 20;

/** A rep whom a pool did not have before. */
export interface Joined {
  readonly poolId: PoolId;
  readonly repId: RepId;
}

/** Lists who joined which pool lately, by the publications of the hour before a moment. */
export async function joinedLately(config: Pick<ConfigReader, 'current' | 'version'>, tick: string): Promise<Joined[]> {
  const now = await config.current(poolKind);
  const joined = new Map<string, Joined>();
  let { version, publishedAt } = now;
  for (let looked = 0; looked < mostVersions && version > 1; looked += 1) {
    if (looked > 0 && Date.parse(publishedAt) < Date.parse(tick) - recentMs) break;
    try {
      const before = await config.version(poolKind, version - 1);
      for (const one of joinedSince(before.documents, now.documents)) joined.set(`${one.poolId} ${one.repId}`, one);
      ({ version, publishedAt } = before);
    } catch (error) {
      if (error instanceof NotFoundError) break;
      throw error;
    }
  }
  return [...joined.values()];
}

type Pools = ReadonlyMap<string, PoolConfig>;

function joinedSince(before: Pools, now: Pools): Joined[] {
  return [...now.values()].flatMap(({ id: poolId, members }) => {
    const known = new Set(before.get(poolId)?.members.map(({ repId }) => repId));
    return members.flatMap(({ repId }) => (known.has(repId) ? [] : [{ poolId, repId }]));
  });
}
