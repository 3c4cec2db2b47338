import type { WorkQuery } from '../../api/tasks/show-work.ts';
import type { WorkItem, WorkView } from '../../api/tasks/task-view.ts';
import type { Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Clock, isoTime, minutesMs, secondsMs } from '../platform/clock.ts';
import type { Cursors } from '../platform/cursor.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import { assignmentView, readAssignments } from '../routing/index.ts';
import { acceptPolicyOf, poolKind } from '../routing/pool-config.ts';
import { readWork, taskLabel, type WorkRow, type WorkSpan } from '../tasks/index.ts';
import { type AboutWords, aboutLead, outcomeName, readAboutWords } from './about-lead.ts';
import { countedRows, readDay } from './day.ts';
import { placeOf, rankOf, renderWhy } from './rules-work-place.ts';
import { allSpans, spansBehind, spansOfPlace } from './rules-work-spans.ts';
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
export async function showWork(parts: WorkParts, principal: Principal, query: WorkQuery): Promise<Omit<WorkView, 'lateActs'>> {
  if (principal.role !== 'rep') return { items: [], nextCursor: null, day: null };
  const { table, config, cursors, clock } = parts;
  const { repId, userId } = principal;
  const asked = { userId, route: 'GET /v1/work', query };
  const { now, after } =
    query.cursor === undefined ? { now: wholeMinute(clock()), after: null } : beginningOf(cursors.open(query.cursor, asked));
  const endsAt = await endOfDay(config, now);
  const [ranked, day] = await readRanked(parts, repId, { now, after }, endsAt, query);
  const page = ranked.slice(0, query.limit);
  const last = page.at(-1);
  const shown = withoutDoubled(page);
  const [leadOf, assignments, told] = await Promise.all([
    seenTasks(
      table,
      principal,
      shown.map((row) => ({ ...row, repId })),
    ),
    query.include === 'assignment' ? assignmentsOf(shown, now, { table, config }) : [],
    readAboutWords(config),
  ]);
  const hasMore = last !== undefined && ranked.length > page.length;
  return {
    items: shown.map((row, place) =>
      itemOf(row, { repId, lead: leadOf({ ...row, repId }), assignment: assignments[place] ?? null, told }, now),
    ),
    nextCursor: hasMore ? cursors.seal(`${isoTime(now)} ${rankOf(last, now)}`, asked) : null,
    day,
  };
}

/** An answer is as of the whole minute: whoever asks twice within it gets the same one, cursor and all. */
const wholeMinute = (at: Date): Date => new Date(Math.floor(at.getTime() / minutesMs) * minutesMs);

/** Reads the rows behind the beginning, by rank, and with the first of them how the day stands. */
async function readRanked(
  { table, config }: Pick<WorkParts, 'table' | 'config'>,
  repId: RepId,
  { now, after }: Beginning,
  endsAt: string,
  { limit, place }: WorkQuery,
): Promise<readonly [WorkRow[], WorkView['day']]> {
  if (after !== null) {
    // The row that the page before ended with is read again.
    const { rows } = await readSpans(table, repId, spansBehind(after, { now, endsAt }, place), limit + 2);
    const ranked = inOrder(rows, now).filter((row) => rankOf(row, now) > after);
    return [ranked, null];
  }
  const wanted = Math.max(limit + 1, countedRows);
  const whole = await readSpans(table, repId, allSpans(endsAt), wanted);
  const rest =
    place === undefined || whole.isAll ? whole.rows : (await readSpans(table, repId, spansOfPlace(place, { now, endsAt }), limit + 1)).rows;
  const ranked = inOrder(rest, now).filter((row) => place === undefined || placeOf(row, now) === place);
  return [ranked, await readDay({ table, config }, { repId, now, endsAt, rows: whole.rows, isCounted: whole.isAll })];
}

interface RowsRead {
  readonly rows: readonly WorkRow[];
  /** Whether there are no more. */
  readonly isAll: boolean;
}

async function readSpans(table: Table, repId: RepId, spans: readonly WorkSpan[], limit: number): Promise<RowsRead> {
  const found = await Promise.all(spans.map((span) => readWork(table, repId, span, limit)));
  return { rows: found.flat(), isAll: found.every(({ length }) => length < limit) };
}

const inOrder = (rows: readonly WorkRow[], now: Date): WorkRow[] =>
  rows.toSorted((one, other) => (rankOf(one, now) < rankOf(other, now) ? -1 : 1));

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
  readonly told: AboutWords;
}

function itemOf(row: WorkRow, { repId, lead, assignment, told }: Beside, now: Date): WorkItem {
  return {
    ...listedTask(row, repId, lead),
    place: placeOf(row, now),
    why: renderWhy(row, now),
    next: taskLabel(row.reason === 'accept' ? row : { kind: row.kind }),
    // Whoever was handed a task knows whom it is about, and nothing else of them.
    about: lead && !row.isHandedOver ? aboutLead(lead, told) : null,
    lastOutcome: outcomeName(row, told),
    assignment,
  };
}
