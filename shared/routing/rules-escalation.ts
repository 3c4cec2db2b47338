import { addWorkingMs, type Calendar, calendarOf } from '../calendar/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';

/**
 * Returns when the leaders of a pool hear that a rep has not reached out to what is theirs: by the hours that the rep works, whatever leave they take since, for the person waits
 * meanwhile. Null: the pool does not ask for it.
 */
export function escalatesAt(
  { escalateAfterMinutes: minutes, ...pool }: Pick<PoolConfig, 'escalateAfterMinutes' | 'workingHours' | 'zone'>,
  { rep, company, since }: { readonly rep: RepConfig | undefined; readonly company: Calendar; readonly since: Date },
): Date | null {
  if (minutes === undefined) return null;
  const { leave: _leave, ...present } = rep ?? {};
  return addWorkingMs(calendarOf(company, present, pool), since, minutes * minutesMs);
}
