import type { UserConfig } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Decision, walkDecisions, walkWaiting } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { readOverdue } from '../tasks/index.ts';
import { firstOf } from './first-of.ts';
import { type Morning, summariseMorning } from './rules-morning.ts';

/** Of a pool and a morning; more is told as so many and more. */
const mostWaiting = 100;
const mostOverdue = 50;
const mostDecisions = 1_000;
/** Leads that wait are named, as many as a message of a group takes. */
const mostNamed = 5;

/** From the last morning to this one. */
export interface MorningSpan {
  readonly since: string;
  readonly until: string;
}

/** Reads how the pools of a leader stand. The indexes lag by seconds. */
export async function readMorning(
  { pools: poolIds = [] }: Pick<UserConfig, 'pools'>,
  span: MorningSpan,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<Morning & { readonly waitingLeads: readonly Lead[]; readonly pools: readonly PoolConfig[] }> {
  const [pools, reps] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  const led = poolIds.flatMap((poolId) => pools.documents.get(poolId) ?? []);
  const memberIds = new Set(led.flatMap(({ members }) => members.map(({ repId }) => repId)));
  const members = [...memberIds].flatMap((repId) => reps.documents.get(repId) ?? []);
  const [waiting, overdue, decisions] = await Promise.all([
    Promise.all(led.map(({ id }) => firstOf(walkWaiting(table, id, { after: null, likely: mostWaiting }), mostWaiting))),
    Promise.all(members.map(async (rep) => ({ rep, count: (await readOverdue(table, rep.id, span.until, mostOverdue)).length }))),
    firstOf(decisionsBetween(table, poolIds, span), mostDecisions),
  ]);
  const subjects = waiting.flat().toSorted((one, other) => (one.since < other.since ? -1 : 1));
  const named = [...new Set(subjects.map(({ leadId }) => leadId))].slice(0, mostNamed);
  const leads = await readLeads(table, named);
  const waitingLeads = named.flatMap((leadId) => leads.get(leadId) ?? []);
  return { ...summariseMorning({ waiting: subjects, overdue, decisions, reps: reps.documents }), waitingLeads, pools: led };
}

/** Walks through what some pools decided within a span, newest first. */
export async function* decisionsBetween(table: Table, poolIds: readonly PoolId[], { since, until }: MorningSpan): AsyncGenerator<Decision> {
  for (const month of monthsDown(since, until)) {
    for await (const decision of walkDecisions(table, poolIds, month)) {
      if (decision.at < since) return;
      if (decision.at < until) yield decision;
    }
  }
}

/** The months of the calendar in UTC from the later moment back to the earlier one, as `2026-11`. */
function monthsDown(since: string, until: string): string[] {
  const months: string[] = [];
  for (const at = new Date(`${until.slice(0, 7)}-01T00:00:00.000Z`); ; at.setUTCMonth(at.getUTCMonth() - 1)) {
    const month = at.toISOString().slice(0, 7);
    if (month < since.slice(0, 7)) return months;
    months.push(month);
  }
}
