import { addWorkingMs, calendarOf, isOnLeave } from '../calendar/index.ts';
import { isoTime, minutesMs } from '../platform/clock.ts';
import type { Duty } from './decision.ts';
import { acceptPolicyOf } from './pool-config.ts';
import type { RoutingRules } from './rules.ts';
import { isInForce } from './rules-availability.ts';
import { type Offered, offerRemindAt, slaDueAt } from './rules-offers.ts';

/**
 * How an offer stands by the hours, the leave and the rules as they are now. `open`: until `slaDueAt`, and to be looked at again at `lookAt`. `over`: its time is up. `away`: the
 * rep is not there to accept it, which is not held against them; `isOwnDoing`: they went off duty themselves, or somebody switched it for them.
 */
export type Outlook =
  | { readonly kind: 'open'; readonly slaDueAt: string; readonly lookAt: Date }
  | { readonly kind: 'over' }
  | { readonly kind: 'away'; readonly isOwnDoing: boolean };

/** Returns when the rep of an offer is reminded of it, by the hours and the rules as they are now; null: their pool does not say. */
export function remindsAt(
  { poolId, repId, since }: Offered,
  { pools, reps, company }: Pick<RoutingRules, 'pools' | 'reps' | 'company'>,
): Date | null {
  const pool = pools.documents.get(poolId);
  const [calendar] = company?.documents.values() ?? [];
  return pool && calendar ? offerRemindAt(pool, { rep: reps.documents.get(repId), company: calendar, offeredAt: new Date(since) }) : null;
}

/** Finds out how an offer stands at a moment, whatever was known when it was made. */
export function outlookOf(
  offer: Offered,
  { pools, reps, company }: Pick<RoutingRules, 'pools' | 'reps' | 'company'>,
  duty: Duty | undefined,
  at: Date,
): Outlook {
  const pool = pools.documents.get(offer.poolId);
  const rep = reps.documents.get(offer.repId);
  const [calendar] = company?.documents.values() ?? [];
  if (!rep?.active || (calendar && isOnLeave(calendarOf(calendar, rep, pool), at))) return { kind: 'away', isOwnDoing: false };
  if (duty?.on === false && isInForce(duty, at)) return { kind: 'away', isOwnDoing: true };
  // A pool that offers no longer leaves offers that it made as they are.
  const known =
    pool && calendar && acceptPolicyOf(pool) !== null ? slaDueAt(pool, { rep, company: calendar, offeredAt: new Date(offer.since) }) : null;
  const due = known ?? new Date(offer.slaDueAt);
  if (due <= at) return { kind: 'over' };
  return { kind: 'open', slaDueAt: isoTime(due), lookAt: lookAt(offer, { pools, reps, ...(company ? { company } : {}) }, due, at) };
}

/**
 * Returns when an offer is to be looked at: when it ends, or at the moment at which it would if the rep took no leave before. Who is on leave by then is not
 * waited for until they are back.
 */
export function lookAt(
  { poolId, repId, since }: Pick<Offered, 'poolId' | 'repId' | 'since'>,
  { pools, reps, company }: Pick<RoutingRules, 'pools' | 'reps' | 'company'>,
  due: Date,
  at: Date,
): Date {
  const pool = pools.documents.get(poolId);
  const rep = reps.documents.get(repId);
  const policy = acceptPolicyOf(pool);
  const [calendar] = company?.documents.values() ?? [];
  if (!rep?.leave?.length || !policy || !calendar) return due;
  const { leave: _leave, ...present } = rep;
  const without = addWorkingMs(calendarOf(calendar, present, pool), new Date(since), policy.withinMinutes * minutesMs);
  return without > at && without < due ? without : due;
}
