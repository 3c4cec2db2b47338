import type { ListTasksQuery } from '../../api/tasks/list-tasks.ts';
import type { ListedTask, TaskListView } from '../../api/tasks/task-view.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { batchSize } from '../platform/batch-size.ts';
import type { Cursors } from '../platform/cursor.ts';
import { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { type RepsWork, walkWork } from '../tasks/index.ts';
import { seenTasks } from './seen-tasks.ts';
import { listedTask } from './views.ts';

/** Rows of others that a request passes over before it answers with what it has. */
const mostRows = 300;

/** Lists the open tasks that the caller may see, callbacks first, each class by when they are due. */
export async function listTasks(
  { table, config, cursors }: { readonly table: Table; readonly config: ConfigReader; readonly cursors: Cursors },
  principal: Principal,
  query: ListTasksQuery,
): Promise<TaskListView> {
  const asked = { userId: principal.userId, route: 'GET /v1/tasks', query };
  const after = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const reps = (await repsOf(principal, config)).filter((repId) => query.rep === undefined || query.rep === repId);
  const items: ListedTask[] = [];
  let waiting: RepsWork[] = [];
  let looked = 0;
  let last = '';
  let isMore = false;

  /** Shows the rows that wait, until the page is full. */
  const show = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    const leadOf = await seenTasks(table, principal, batch);
    for (const task of batch) {
      const { repId, row } = task;
      isMore = items.length === query.limit;
      if (isMore) return;
      last = row.place;
      const lead = leadOf(task);
      const isOwn = principal.role === 'rep' && principal.repId === repId;
      if (lead || isOwn) items.push(listedTask(row, repId, lead));
    }
  };

  for await (const found of walkWork(table, reps, { after, likely: query.limit + 1 })) {
    isMore ||= items.length === query.limit || looked === mostRows;
    if (isMore) break;
    looked += 1;
    waiting.push(found);
    const wanted = batchSize(query.limit - items.length, items.length, looked - waiting.length);
    if (waiting.length >= wanted || looked === mostRows) await show();
  }
  if (!isMore) await show();
  return { items, nextCursor: isMore ? cursors.seal(last, asked) : null };
}

/** The reps of whose tasks the caller may see some: whose they are about decides for each. */
async function repsOf(principal: Principal, config: ConfigReader): Promise<RepId[]> {
  switch (principal.role) {
    case 'rep':
      return [principal.repId];
    case 'leader': {
      const { documents } = await config.current(poolKind);
      return [...new Set(principal.pools.flatMap((poolId) => documents.get(poolId)?.members.map(({ repId }) => repId) ?? []))];
    }
    case 'marketer':
      return [];
    default:
      return [...(await config.current(repKind)).documents.keys()].map((repId) => RepId.parse(repId));
  }
}
