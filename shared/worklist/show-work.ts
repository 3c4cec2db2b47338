import type { WorkQuery } from '../../api/tasks/show-work.ts';
import type { WorkItem, WorkView } from '../../api/tasks/task-view.ts';
import type { Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { addMs, type Clock, isoTime, secondsMs } from '../platform/clock.ts';
import type { Cursors } from '../platform/cursor.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import { assignmentView, readAssignments } from '../routing/index.ts';
import { acceptPolicyOf, poolKind } from '../routing/pool-config.ts';
import { readWork, taskLabel, type WorkRow } from '../tasks/index.ts';
import { callbackAheadMs, placeOf, rankOf, renderWhy } from './rules-work-place.ts';
import { seenTasks } from './seen-tasks.ts';
import { listedTask } from './views.ts';

export interface WorkParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** Where a page begins: behind a rank, in the order that stood when the first page was read. */
interface Beginning {
  readonly now: Date;
  readonly after: string | null;
}

/** Shows a rep what to do now, in the order in which to do it; nobody else has work. */
export async function showWork({ table, config, cursors, clock }: WorkParts, principal: Principal, query: WorkQuery): Promise<WorkView> {
  if (principal.role !== 'rep') return { items: [], nextCursor: null };
  const { repId, userId } = principal;
  const asked = { userId, route: 'GET /v1/work', query };
  const { now, after } = query.cursor === undefined ? { now: clock(), after: null } : beginningOf(cursors.open(query.cursor, asked));
  const ranked = await rankedRows(table, repId, { now, after }, await endOfDay(config, now), query.limit);
  const page = ranked.slice(0, query.limit);
  const last = page.at(-1);
  const shown = withoutDoubled(page);
  const [leadOf, assignments] = await Promise.all([
    seenTasks(
      table,
      principal,
      shown.map((row) => ({ ...row, repId })),
    ),
    assignmentsOf(shown, now, { table, config }),
  ]);
  const hasMore = last !== undefined && ranked.length > page.length;
  return {
    items: shown.map((row, place) => itemOf(row, { repId, lead: leadOf({ ...row, repId }), assignment: assignments[place] ?? null }, now)),
    nextCursor: hasMore ? cursors.seal(`${isoTime(now)} ${rankOf(last, now)}`, asked) : null,
  };
}

/**
 * Reads the rows behind the beginning, by rank. Two queries are enough for all ranks: callbacks and the others each lie in the order of their ranks,
 * but for those of the rest of the day, which are merged.
 */
async function rankedRows(table: Table, repId: RepId, { now, after }: Beginning, endsAt: string, limit: number): Promise<WorkRow[]> {
  // The row that the page before ended with is read again.
  const wanted = limit + (after === null ? 1 : 2);
  const soon = isoTime(addMs(now, callbackAheadMs));
  const [rank = '', rest = ''] = after === null ? [] : [after.slice(0, 1), after.slice(1)];
  const callbacks = { low: callbacksFrom(rank, rest, soon), high: `2#${endsAt}~` };
  const others = { low: othersFrom(rank, rest), high: `5#${endsAt}~` };
  const rows = await Promise.all(
    [callbacks, others].filter(({ low, high }) => low <= high).map((span) => readWork(table, repId, span, wanted)),
  );
  return rows
    .flat()
    .map((row) => ({ row, rank: rankOf(row, now) }))
    .filter((ranked) => after === null || ranked.rank > after)
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ row }) => row);
}

function callbacksFrom(rank: string, rest: string, soon: string): string {
  if (rank === '') return '1#';
  if (rank === '1') return `1${rest}`;
  if (rank === '2') return `2${rest}`;
  const later = `2#${soon}~`;
  return rank === '6' && `2${rest}` > later ? `2${rest}` : later;
}

function othersFrom(rank: string, rest: string): string {
  if (rank === '' || rank === '1' || rank === '2') return '3#';
  return rank === '6' ? `5${rest}` : `${rank}${rest}`;
}

function beginningOf(place: string): Beginning {
  const [moment = '', after = ''] = place.split(' ');
  const now = new Date(moment);
  if (Number.isNaN(now.getTime()))
    throw new InvalidInputError('The cursor is not of this query.', [{ path: 'cursor', message: 'begin again' }]);
  return { now, after };
}

/** The end of the day by the clocks of the company. */
async function endOfDay(config: ConfigReader, now: Date): Promise<string> {
  const { timeZone } = await readCompany(config);
  const daySeconds = 86_400;
  const local = localSeconds(timeZone, now.getTime() / secondsMs);
  const midnight = reachesLocal(timeZone, (Math.floor(local / daySeconds) + 1) * daySeconds);
  return isoTime(new Date(midnight * secondsMs - 1));
}

/** One call answers all that machines ask for about a lead: the first of its rows stands for those that come behind. */
function withoutDoubled(rows: readonly WorkRow[]): WorkRow[] {
  const known = new Set<string>();
  return rows.filter(({ leadId, subject, reason }) => {
    const about = `${leadId} ${subject}`;
    const isDoubled = known.has(about) && (reason === 'hot' || reason === 'firstContact');
    known.add(about);
    return !isDoubled;
  });
}

/** Reads how far the subjects of some tasks are on their way; nothing where no pool offers or protects what it gives. */
async function assignmentsOf(
  rows: readonly WorkRow[],
  now: Date,
  { table, config }: Pick<WorkParts, 'table' | 'config'>,
): Promise<readonly WorkItem['assignment'][]> {
  const { documents: pools } = await config.current(poolKind);
  const isAsked = [...pools.values()].some((pool) => acceptPolicyOf(pool) !== null || pool.protectDays !== undefined);
  if (!isAsked || rows.length === 0) return [];
  const found = await readAssignments(table, rows);
  return found.map((assignment) => (assignment ? assignmentView(assignment, pools.get(assignment.poolId), now) : null));
}

/** What is known of a task beside its row. */
interface Beside extends Pick<WorkItem, 'assignment'> {
  readonly repId: RepId;
  readonly lead: Parameters<typeof listedTask>[2];
}

function itemOf(row: WorkRow, { repId, lead, assignment }: Beside, now: Date): WorkItem {
  return {
    ...listedTask(row, repId, lead),
    place: placeOf(row, now),
    why: renderWhy(row, now),
    next: taskLabel(row.reason === 'accept' ? row : { kind: row.kind }),
    assignment,
  };
}
