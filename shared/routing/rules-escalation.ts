import type { PoolConfig } from './pool-config.ts';
import { type Awaited, afterOwnHours } from './rules-first-contact.ts';

/** Returns when the leaders of a pool hear that a rep has not reached out to what is theirs; null: the pool does not ask for it. */
export function escalatesAt(
  { escalateAfterMinutes: minutes, ...pool }: Pick<PoolConfig, 'escalateAfterMinutes' | 'workingHours' | 'zone'>,
  awaited: Awaited,
): Date | null {
  return minutes === undefined ? null : afterOwnHours(minutes, pool, awaited);
}
