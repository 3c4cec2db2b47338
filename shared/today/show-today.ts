import type { TodayView } from '../../api/me/today-view.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import { type Calendar, calendarOf, localDate, nextDay, workingMsBetween } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Activity, parseActivities } from '../leads/index.ts';
import { readOpportunities } from '../needs/index.ts';
import { addMs, type Clock, daysMs, isoTime } from '../platform/clock.ts';
import { OpportunityId, type RepId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { readOrders, revenueSince } from '../purchases/index.ts';
import { dutyView, leaveAhead, mostLeaveShown, readSwitch, readTurns, shownLeave } from '../routing/index.ts';
import { acceptPolicyOf, type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { dayOf } from './rules-numbers.ts';
import { shownTurns } from './rules-turns.ts';

export interface TodayParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  /** Tells where and when somebody hears of things. */
  readonly showNotices: (whose: { readonly repId: RepId } | { readonly userId: string }) => Promise<TodayView['notices']>;
}

/** What is looked at for an answer: more than anybody does in a day. */
const most = { rows: 500, orders: 50, won: 50 } as const;

/** Tells somebody how their day stands, whose turn it is in their pools, and when and where they are reached. */
export async function showToday(principal: Principal, parts: TodayParts): Promise<TodayView> {
  const { config, clock, table } = parts;
  const [company, reps, pools] = await Promise.all([readCompany(config), config.current(repKind), config.current(poolKind)]);
  const now = clock();
  const repId = principal.role === 'rep' ? principal.repId : null;
  const rep = repId === null ? undefined : reps.documents.get(repId);
  const calendar = calendarOf(company, rep);
  const since = isoTime(nextDay(calendar, addMs(now, -daysMs)));
  const own = [...pools.documents.values()].filter((pool) => isShown(pool, principal));
  const nameOf = (id: string) => reps.documents.get(id)?.name ?? id;
  const today = localDate(calendar, now);
  const [numbers, shownPools, switched, planned, notices] = await Promise.all([
    repId === null ? null : numbersOf(repId, { since, calendar, isOffered: own.some((pool) => acceptPolicyOf(pool) !== null) }, table),
    Promise.all(own.map(async (pool) => showPool(pool, { repId, nameOf, at: now }, parts))),
    repId === null ? undefined : readSwitch(table, repId, now, { isConsistent: false }),
    repId === null ? [] : leaveAhead(table, repId, today, mostLeaveShown),
    parts.showNotices(repId === null ? { userId: principal.userId } : { repId }),
  ]);
  return {
    since,
    numbers,
    pools: shownPools,
    duty: repId !== null && switched ? dutyView(repId, switched) : null,
    leave: shownLeave(rep, planned, today),
    notices,
  };
}

/** Pools of a rep, or of whoever leads them: others would be shown all that there are. */
function isShown({ id, members }: PoolConfig, principal: Principal): boolean {
  const isTheirs = principal.role === 'rep' || principal.role === 'leader';
  return isTheirs && mayWithPool(principal, 'pool.ledger', { poolId: id, repIds: members.map(({ repId }) => repId) });
}

interface ShownFor {
  readonly repId: RepId | null;
  readonly nameOf: (repId: string) => string;
  readonly at: Date;
}

async function showPool(pool: PoolConfig, { repId, nameOf, at }: ShownFor, { table, config }: Pick<TodayParts, 'table' | 'config'>) {
  const turns = await readTurns(pool, { table, config, at });
  return { poolId: pool.id, name: pool.name, members: shownTurns(turns, { mode: pool.mode, repId, nameOf }) };
}

interface Day {
  readonly since: string;
  readonly calendar: Calendar;
  /** Whether a pool of theirs offers what it gives. */
  readonly isOffered: boolean;
}

async function numbersOf(repId: RepId, { since, calendar, isOffered }: Day, table: Table): Promise<NonNullable<TodayView['numbers']>> {
  const [{ activities, isWhole }, won] = await Promise.all([activitiesSince(repId, since, table), wonSince(repId, since, table)]);
  const orders = await ordersOf(activities, table);
  const workingMs = (from: string, to: string) => workingMsBetween(calendar, new Date(from), new Date(to));
  const day = dayOf(activities, since, workingMs);
  return {
    ...day,
    accepted: isOffered || day.accepted > 0 ? day.accepted : null,
    won: won.count,
    revenue: revenueSince(orders.read, since),
    isWhole: isWhole && won.isWhole && orders.isWhole,
  };
}

/** Reads what a rep did since a moment, the latest first. */
async function activitiesSince(repId: RepId, since: string, table: Table) {
  const partitions = [indexKeys.activityPartition(repId)];
  const activities: Activity[] = [];
  let rows = 0;
  for await (const { item } of walkIndex(
    table,
    { index: indexes.gsi3, partitions },
    { from: new Date(since), to: null, before: null },
    most.rows,
  )) {
    if (rows === most.rows) return { activities, isWhole: false };
    rows += 1;
    activities.push(...parseActivities(item.card));
  }
  return { activities, isWhole: true };
}

/** Counts what a rep won since a moment: a sale that somebody only wrote in since was won before. */
async function wonSince(repId: RepId, since: string, table: Table) {
  const partitions = [indexKeys.opportunityOwnerPartition(repId, 'won')];
  const ids: OpportunityId[] = [];
  for await (const { place } of walkIndex(
    table,
    { index: indexes.gsi3, partitions },
    { from: new Date(since), to: null, before: null },
    most.won,
  )) {
    if (ids.length === most.won) break;
    ids.push(OpportunityId.parse(idAtPlace(place)));
  }
  const found = [...(await readOpportunities(table, ids)).values()];
  return {
    count: found.filter(({ state, closed }) => state === 'won' && closed !== null && closed.at >= since).length,
    isWhole: ids.length < most.won,
  };
}

async function ordersOf(activities: readonly Activity[], table: Table) {
  const told = new Map(activities.flatMap((one) => (one.is === 'order' ? [[one.purchaseId, one] as const] : [])));
  const wanted = [...told.values()].slice(0, most.orders);
  return { read: await readOrders(table, wanted), isWhole: wanted.length === told.size };
}
