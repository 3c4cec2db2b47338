import { calendarOf, nextOpening } from '../calendar/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { RepId } from '../platform/ids.ts';
import { strategyOf } from './decide.ts';
import type { Candidate, RejectReason } from './decision.ts';
import type { Caps } from './load-config.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { RoutingRules } from './rules.ts';
import { companyOf } from './rules-availability.ts';
import { candidatesOf, type KnownPool } from './rules-ledger.ts';
import { capsOf, nextDayOf } from './rules-load.ts';
import { placesFor } from './rules-strategy.ts';

/** How a rep stands in a pool for the next thing that it gives. */
export interface Turn extends Pick<Candidate, 'repId' | 'owed' | 'credits' | 'load'> {
  /** Why they are given nothing now; null: they may be. */
  readonly rejected: RejectReason | null;
  /** Until when, as far as time alone ends it; null: nobody knows, or nothing stands against it. */
  readonly until: string | null;
  /** 1 is next; equals share a place. Null: they are given nothing now, or the pool has no turns. */
  readonly place: number | null;
  readonly caps: Caps;
}

/** Tells how the reps of a pool stand for whatever comes next, whoever it is about: what only some reps can do is left aside. */
export function turnsIn(pool: PoolConfig, rules: Pick<RoutingRules, 'pools' | 'reps' | 'company'>, state: KnownPool, at: Date): Turn[] {
  const candidates = candidatesOf(pool, rules, state, { facts: {}, at });
  // A leader gives, or whoever is first takes: nobody's turn it is.
  const places = pool.mode === 'leader' || pool.mode === 'claim' ? new Map<RepId, number>() : placesFor(strategyOf(pool), candidates);
  return candidates.map(({ repId, owed, credits, load, rejected, duty }) => {
    const rep = rules.reps.documents.get(repId);
    return {
      repId,
      owed,
      credits,
      rejected,
      until: rep && rejected ? untilOf(rejected, { rep, pool, rules, at, offUntil: duty?.until }) : null,
      place: places.get(repId) ?? null,
      caps: rep ? capsOf(rep, pool) : {},
      ...(load ? { load } : {}),
    };
  });
}

interface Kept {
  readonly rep: RepConfig;
  readonly pool: PoolConfig;
  readonly rules: Pick<RoutingRules, 'company'>;
  readonly at: Date;
  readonly offUntil: string | undefined;
}

function untilOf(rejected: RejectReason, { rep, pool, rules, at, offUntil }: Kept): string | null {
  switch (rejected) {
    case 'offDuty':
      return offUntil ?? null;
    case 'onLeave':
    case 'outsideHours':
      return isoTime(nextOpening(calendarOf(companyOf(rules), rep, pool), at));
    case 'capDay':
      return isoTime(nextDayOf(rep, companyOf(rules), at));
    default:
      return null;
  }
}
