import { nextOpening } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { readAssignment, touchAssignment } from '../routing/index.ts';
import { createTask, mostOpenTasks, readTasks, type TaskDraft, writeTasks } from '../tasks/index.ts';

/** A task that follows from an order. */
export type FollowingTask = Pick<TaskDraft, 'subject' | 'name' | 'kind' | 'createdBy'> & {
  /** Whole: what is open under each of its records counts. */
  readonly lead: Pick<Lead, 'leadId' | 'members'>;
  readonly title: Both;
};

/**
 * Returns the writes of a task for whoever has a subject of a lead, at the next time at which the company works. None where nobody has it, where the
 * lead has as many tasks as it may have, or where there is the task already.
 */
export async function taskForOwner(
  { lead, title, ...task }: FollowingTask,
  at: Date,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  const [assignment, tasks] = await Promise.all([readAssignment(table, lead.leadId, task.subject), readTasks(table, lead)]);
  const isFull = tasks.filter(({ status }) => status === 'open').length >= mostOpenTasks;
  const isThere = tasks.some(({ name }) => name === task.name);
  if (!assignment || assignment.repId === null || isFull || isThere) return [];
  const company = await readCompany(config);
  const draft = {
    ...task,
    leadId: lead.leadId,
    reason: 'planned',
    title: title[company.defaultLocale],
    dueAt: isoTime(nextOpening(company, at)),
    ownerRepId: assignment.repId,
  } as const;
  return [...writeTasks([createTask(draft, at)], at), touchAssignment(assignment)];
}
