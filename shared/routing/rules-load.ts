import { calendarOf, localDate, nextDay } from '../calendar/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Load } from './decision.ts';
import type { Caps } from './load-config.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { RoutingRules } from './rules.ts';

type Pools = ReadonlyMap<string, PoolConfig>;

const poolAsks = ({ mode, caps }: Pick<PoolConfig, 'mode' | 'caps'>) => mode === 'leastLoaded' || caps !== undefined;

/** Members of pools that ask what their reps have in hand; a replay asks for the same pools ten thousand times. */
const counted = new WeakMap<Pools, ReadonlySet<string>>();

function membersOfAskingPools(pools: Pools): ReadonlySet<string> {
  const known = counted.get(pools);
  if (known) return known;
  const made = new Set([...pools.values()].filter(poolAsks).flatMap(({ members }) => members.map(({ repId }) => String(repId))));
  counted.set(pools, made);
  return made;
}

/** Tells whether what a rep has in hand is counted: where the rep has caps, or a pool of theirs asks for it. Whatever pool then gives is counted. */
export function isCounted(repId: RepId, { pools, reps }: Pick<RoutingRules, 'pools' | 'reps'>): boolean {
  return reps.documents.get(repId)?.caps !== undefined || membersOfAskingPools(pools.documents).has(repId);
}

/** Lists the members of a pool whose load is counted. */
export function countedIn(pool: Pick<PoolConfig, 'members'> | undefined, rules: Pick<RoutingRules, 'pools' | 'reps'>): RepId[] {
  return (pool?.members ?? []).flatMap(({ repId }) => (isCounted(repId, rules) ? [repId] : []));
}

/** Tells whether anybody's load is counted, so that the company is to be read for its clocks. */
export function isAnyCounted({ pools, reps }: Pick<RoutingRules, 'pools' | 'reps'>): boolean {
  return [...pools.documents.values()].some(poolAsks) || [...reps.documents.values()].some(({ caps }) => caps !== undefined);
}

/** Returns what a rep has in hand at a moment: with a new day of theirs the count of the day begins anew. */
export function loadAt(load: Load | undefined, rep: RepConfig, company: Parameters<typeof calendarOf>[0], at: Date): Load {
  const day = localDate(calendarOf(company, rep), at);
  return { open: load?.open ?? 0, day, count: load?.day === day ? load.count : 0 };
}

/** Returns when the next day of a rep begins, in whom a count of the day begins anew. */
export function nextDayOf(rep: RepConfig, company: Parameters<typeof calendarOf>[0], at: Date): Date {
  return nextDay(calendarOf(company, rep), at);
}

/** Returns how much a rep may be given: as the rep says, else as the pool. */
export function capsOf({ caps: own }: Pick<RepConfig, 'caps'>, { caps }: Pick<PoolConfig, 'caps'>): Caps {
  return { perDay: own?.perDay ?? caps?.perDay, open: own?.open ?? caps?.open };
}

/**
 * Brings what reps have in hand in a replay past what else the record counted since: releases, and what somebody gave by hand.
 * @param expected what the record would show if nothing else were counted
 * @param seen what the next decision of the record saw
 */
export function loadsCaughtUp(own: Loads, expected: Loads, seen: Loads): Loads {
  const read = Object.entries(seen).map(([repId, load]) => [repId, caughtUp(own[repId], expected[repId], load)] as const);
  return { ...own, ...Object.fromEntries(read) };
}

type Loads = Readonly<Record<string, Load>>;

function caughtUp(own: Load | undefined, expected: Load | undefined, actual: Load): Load {
  const onDay = (load: Load | undefined) => (load?.day === actual.day ? load.count : 0);
  return {
    open: Math.max(0, (own ?? actual).open + actual.open - (expected ?? actual).open),
    day: actual.day,
    count: own === undefined ? actual.count : Math.max(0, onDay(own) + actual.count - onDay(expected)),
  };
}
