import type { ListTasksQuery } from '../../api/tasks/list-tasks.ts';
import type { TaskListView } from '../../api/tasks/task-view.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Cursors } from '../platform/cursor.ts';
import { fillPage } from '../platform/fill-page.ts';
import { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { walkWork } from '../tasks/index.ts';
import { seenTasks } from './seen-tasks.ts';
import { listedTask } from './views.ts';

/** Rows of others that a request passes over before it answers with what it has. */
const most = { rows: 300, reads: 300 } as const;

/** Lists the open tasks that the caller may see, callbacks first, each class by when they are due. */
export async function listTasks(
  { table, config, cursors }: { readonly table: Table; readonly config: ConfigReader; readonly cursors: Cursors },
  principal: Principal,
  query: ListTasksQuery,
): Promise<TaskListView> {
  const asked = { userId: principal.userId, route: 'GET /v1/tasks', query };
  const after = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const reps = (await repsOf(principal, config)).filter((repId) => query.rep === undefined || query.rep === repId);
  const { items, next } = await fillPage(walkWork(table, reps, { after, likely: query.limit }), {
    limit: query.limit,
    most,
    idOf: ({ place }) => place,
    mayFit: () => true,
    lookUp: async (rows) => {
      const leadOf = await seenTasks(table, principal, rows);
      return new Map(
        rows.flatMap((row) => {
          const lead = leadOf(row);
          const isOwn = principal.role === 'rep' && principal.repId === row.repId;
          return lead || isOwn ? [[row.place, listedTask(row, row.repId, lead)]] : [];
        }),
      );
    },
  });
  return { items, nextCursor: next === null ? null : cursors.seal(next, asked) };
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
