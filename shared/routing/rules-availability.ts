import { type Calendar, calendarOf, isOnLeave, isWorking, nextOpening } from '../calendar/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import type { Duty, PoolState } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { RoutingRules } from './rules.ts';
import { isAnyCounted } from './rules-load.ts';

/** Whether a rep can be given something at a moment, as far as time tells. */
export interface Availability {
  readonly isOnLeave: boolean;
  /** Switched off by somebody, whatever the hours say. */
  readonly isOffDuty: boolean;
  /** Only in pools that do not give leads at any hour. */
  readonly isOutsideHours: boolean;
}

const gatesHours = ({ outsideHours = 'atOnce' }: Pick<PoolConfig, 'outsideHours'>) => outsideHours !== 'atOnce';
const hasLeave = (rep: Pick<RepConfig, 'leave'> | undefined) => rep?.leave !== undefined && rep.leave.length > 0;

/** Tells whether a pool asks the calendars of its reps; one that does not needs no company. */
export function asksForHours(pool: Pick<PoolConfig, 'members' | 'outsideHours'>, reps: ReadonlyMap<string, RepConfig>): boolean {
  return gatesHours(pool) || pool.members.some(({ repId }) => hasLeave(reps.get(repId)));
}

/** Tells whether any pool asks for hours or for the day, so that the company is to be read with the rules. */
export function somePoolAsksForHours({ pools, reps }: Pick<RoutingRules, 'pools' | 'reps'>): boolean {
  return isAnyCounted({ pools, reps }) || [...pools.documents.values()].some(gatesHours) || [...reps.documents.values()].some(hasLeave);
}

/** Returns the company that hours are those of. @throws ConfigurationError when none is configured */
export function companyOf({ company }: Pick<RoutingRules, 'company'>): Calendar {
  const [document] = company?.documents.values() ?? [];
  if (!document) throw new ConfigurationError('the configuration has no company; publish the kind `company`');
  return document;
}

/** Returns how a pool asks who of its reps is there at a moment. */
export function availabilityIn(
  pool: PoolConfig,
  rules: Pick<RoutingRules, 'reps' | 'company'>,
  at: Date,
): (rep: RepConfig, duty: Duty | undefined) => Availability {
  const company = asksForHours(pool, rules.reps.documents) ? companyOf(rules) : null;
  return (rep, duty) => {
    const calendar = company && calendarOf(company, rep, pool);
    const switched = inForce(duty, at);
    return {
      isOnLeave: calendar !== null && isOnLeave(calendar, at),
      isOffDuty: switched?.on === false,
      isOutsideHours: calendar !== null && gatesHours(pool) && !switched?.on && !isWorking(calendar, at),
    };
  };
}

/** Tells whether what somebody switched holds at a moment. */
export function isInForce({ until }: Duty, at: Date): boolean {
  return until === undefined || Date.parse(until) > at.getTime();
}

/** What somebody switched, while it holds; undefined: the hours alone count. */
function inForce(duty: Duty | undefined, at: Date): Duty | undefined {
  return duty && isInForce(duty, at) ? duty : undefined;
}

/**
 * Returns when the first rep of a pool that waits can be given something, behind a moment; null: nobody knows, or the pool does not wait.
 * @param state what is known of duty; what is not known is not waited for
 */
export function firstThere(
  pool: PoolConfig | undefined,
  rules: Pick<RoutingRules, 'reps' | 'company'>,
  state: Pick<PoolState, 'duty'>,
  at: Date,
): Date | null {
  if (pool?.outsideHours !== 'wait') return null;
  const company = companyOf(rules);
  const moments = pool.members.flatMap(({ repId }) => {
    const rep = rules.reps.documents.get(repId);
    const duty = inForce(state.duty?.[repId], at);
    if (!rep?.active || (duty?.on === false && duty.until === undefined)) return [];
    const from = duty?.on === false ? Date.parse(duty.until ?? '') : at.getTime();
    return [nextOpening(calendarOf(company, rep, pool), new Date(from)).getTime()];
  });
  const later = moments.filter((moment) => moment > at.getTime());
  return later.length > 0 ? new Date(Math.min(...later)) : null;
}
