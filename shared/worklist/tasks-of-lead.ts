import type { TasksOfLeadView } from '../../api/tasks/task-view.ts';
import { type Lead, partitionsOf } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import { readTasks, type Task } from '../tasks/index.ts';
import { taskView } from './views.ts';

/** Shows the tasks of a lead and of those that were merged into it: the open ones first, by when they are due, then the ended ones, newest first. */
export async function tasksOfLead(table: Pick<Table, 'query'>, lead: Lead): Promise<TasksOfLeadView> {
  const tasks = (await Promise.all(partitionsOf(lead).map((leadId) => readTasks(table, leadId)))).flat();
  const isOpen = ({ status }: Task) => status === 'open';
  const open = tasks.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const ended = tasks.filter((task) => !isOpen(task)).sort((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? 1 : -1));
  return { items: [...open, ...ended].map(taskView) };
}
