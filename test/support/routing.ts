import { LeadId, PoolId, RepId } from '../../shared/platform/ids.ts';
import { candidatesOf, choose, type PoolState, settle } from '../../shared/routing/index.ts';
import type { PoolConfig } from '../../shared/routing/pool-config.ts';
import type { RepConfig } from '../../shared/routing/rep-config.ts';

export const leadIdOf = (index: number) => LeadId.parse(`L${String(index).padStart(8, '0')}`);

export function poolOf(weights: readonly number[]): PoolConfig {
  return {
    id: PoolId.parse('south'),
    name: { vi: 'Miền Nam', en: 'South' },
    members: weights.map((weight, index) => ({ repId: RepId.parse(`rep-${index}`), weight })),
  };
}

export function repsOf(active: readonly boolean[]): Map<string, RepConfig> {
  return new Map(
    active.map((isActive, index) => {
      const id = RepId.parse(`rep-${index}`);
      return [id, { id, name: `Rep ${index}`, email: `rep${index}@example.com`, locale: 'vi', active: isActive }] as const;
    }),
  );
}

/** Gives one lead and answers who got it and the ledger after it. */
export function giveOne(state: PoolState, pool: PoolConfig, reps: ReadonlyMap<string, RepConfig>, lead: number) {
  const candidates = candidatesOf(pool, reps, state);
  const choice = choose(leadIdOf(lead), candidates, 1);
  return { chosen: choice.chosen?.repId ?? null, candidates, choice, state: settle(state, candidates, choice, 1) };
}
