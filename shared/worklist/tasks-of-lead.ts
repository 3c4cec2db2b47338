import type { TasksOfLeadView } from '../../api/tasks/task-view.ts';
import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { seenNeeds } from '../opportunities/index.ts';
import type { Table } from '../platform/table.ts';
import { readTasks, type Task } from '../tasks/index.ts';
import { isTaskOf } from './find-task.ts';
import { taskView } from './views.ts';

/**
 * Shows the tasks of a lead and of those that were merged into it: the open ones first, by when they are due, then the ended ones, newest first.
 * Tasks about a need that the caller may not read are left out, but for the caller's own.
 */
export async function tasksOfLead(table: Table, principal: Principal, lead: Lead): Promise<TasksOfLeadView> {
  const all = await readTasks(table, lead);
  const isNeedSeen = await seenNeeds(
    table,
    principal,
    lead,
    all.map(({ subject }) => subject),
  );
  const tasks = all.filter((task) => isTaskOf(principal, task) || isNeedSeen(task.subject));
  const isOpen = ({ status }: Task) => status === 'open';
  const open = tasks.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const ended = tasks.filter((task) => !isOpen(task)).sort((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? 1 : -1));
  return { items: [...open, ...ended].map(taskView) };
}
