import { addWorkingMs, type Calendar, calendarOf } from '../calendar/index.ts';
import type { CompanyConfig } from '../company/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';

type PoolHours = Pick<PoolConfig, 'workingHours' | 'zone'>;

/** Somebody waits for a rep, since a moment. */
export interface Awaited<Company extends Calendar = Calendar> {
  readonly rep: RepConfig | undefined;
  readonly company: Company;
  readonly since: Date;
}

/** A new customer and a hot one are called while they still think of it. */
const promptMinutes = 15;

/** Returns by when a rep is to reach out to whom they got, or to who became hot. */
export function contactDueAt(
  pool: (PoolHours & Pick<PoolConfig, 'firstContactMinutes'>) | undefined,
  awaited: Awaited<Calendar & Pick<CompanyConfig, 'firstContactMinutes'>>,
): Date {
  const minutes = pool?.firstContactMinutes ?? awaited.company.firstContactMinutes ?? promptMinutes;
  return afterOwnHours(minutes, pool, awaited);
}

/** Returns when so many minutes are over that a rep works, whatever leave they take since: the person waits meanwhile. */
export function afterOwnHours(minutes: number, pool: PoolHours | undefined, { rep, company, since }: Awaited): Date {
  const { leave: _leave, ...present } = rep ?? {};
  return addWorkingMs(calendarOf(company, present, pool), since, minutes * minutesMs);
}
