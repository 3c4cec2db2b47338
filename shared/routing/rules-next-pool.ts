import type { AssignCause } from '../../events/index.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Candidate, DraftDecision, RejectReason } from './decision.ts';
import { acceptPolicyOf, nightPoolOf } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import { fallbackTerritory } from './rules-territory.ts';

/** The pool that is asked for what nobody in another one can take, and why. */
export interface NextPool {
  readonly poolId: PoolId;
  readonly cause: Extract<AssignCause, 'fallback' | 'outsideHours'>;
}

/** What ends by itself, or by a switch: whoever is away so comes back. */
const passing: readonly (RejectReason | null)[] = ['onLeave', 'offDuty', 'outsideHours'] satisfies readonly RejectReason[];

const isPassing = ({ rejected }: Candidate) => passing.includes(rejected);

const awaitsRoom = ({ rejected }: Candidate) => rejected === 'capDay' || rejected === 'capOpen' || rejected === 'lacksSkill';

/**
 * Returns who is asked where nobody in a pool can take a lead: outside hours the pool that it names, nobody where it waits for its own reps or one of
 * them is full, else the fallback pool. Each pool is asked once by way of the fallback pool and once before, so that no lead goes round.
 */
export function poolBehind(
  { poolId, cause, candidates, territory, reason }: Pick<DraftDecision, 'poolId' | 'cause' | 'candidates' | 'territory' | 'reason'>,
  { territories, pools }: Pick<RoutingRules, 'territories' | 'pools'>,
): NextPool | null {
  const pool = pools.documents.get(poolId);
  const fallback = fallbackTerritory(territories);
  const lastPools = nightPoolsFrom(fallback?.poolId ?? null, pools);
  const isLast = lastPools.includes(poolId) && (cause === 'fallback' || territory.poolId === fallback?.poolId);
  // Its leader says who gets it, or whoever of the pool is first, however many could take it now.
  if (reason === 'forLeader' || reason === 'openToClaim') return null;
  // Nobody has accepted it: it is the leader's, unless the pool says otherwise.
  const waitsForLeader = reason === 'notAccepted' && acceptPolicyOf(pool)?.ifNobody !== 'fallback';
  if (waitsForLeader) return null;
  const night = reason !== 'notAccepted' && candidates.some(({ rejected }) => rejected === 'outsideHours') ? nightPoolOf(pool) : null;
  if (night !== null) return { poolId: night, cause: cause === 'fallback' ? 'fallback' : 'outsideHours' };
  if (pool?.outsideHours === 'wait' && reason !== 'notAccepted' && candidates.some(isPassing)) return null;
  // Whoever is full has room again, and a pool may wait for who has the skill.
  if (reason !== 'notAccepted' && candidates.some(awaitsRoom)) return null;
  return fallback && fallback.poolId !== poolId && !isLast ? { poolId: fallback.poolId, cause: 'fallback' } : null;
}

/** Returns all pools that may be asked for a lead of one: itself and the fallback pool, and behind each those that are asked outside its hours. */
export function poolsBehind(poolId: PoolId, { territories, pools }: Pick<RoutingRules, 'territories' | 'pools'>): PoolId[] {
  const fallback = fallbackTerritory(territories)?.poolId ?? null;
  return [...new Set([...nightPoolsFrom(poolId, pools), ...nightPoolsFrom(fallback, pools)])];
}

/** A pool, and those that are asked one behind the other while it is outside its hours; the configuration has no circles. */
function nightPoolsFrom(first: PoolId | null, pools: RoutingRules['pools']): PoolId[] {
  const asked: PoolId[] = [];
  for (let next = first; next !== null && !asked.includes(next); next = nightPoolOf(pools.documents.get(next))) asked.push(next);
  return asked;
}
