import type { LeadAction } from '../../api/actions.ts';
import type { Principal } from '../access/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { mayActOn } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { findLead } from '../reading/index.ts';
import { placeOfTask, readTask, type Task } from '../tasks/index.ts';

/** A task that the caller may do something with, and the lead that it is about. */
export interface FoundTask {
  readonly task: Task;
  readonly lead: Lead;
}

/**
 * Finds a task as it stands now. Whoever is to do it may, and whoever may do it with its lead and has what of it the task is about.
 * @throws NotFoundError, also for a task that the caller may not know of
 */
export async function findTask(table: Table, principal: Principal, taskId: string, action: LeadAction): Promise<FoundTask> {
  const place = placeOfTask(taskId);
  const task = place === null ? undefined : await readTask(table, place);
  if (!task) throw new NotFoundError('no such task');
  const isTheirs = isTaskOf(principal, task);
  const lead = isTheirs
    ? await readLead(table, task.leadId, { consistent: true })
    : await findLead(table, principal, task.leadId, action, 'task');
  if (!lead) throw new NotFoundError('no such task');
  if (!isTheirs && !(await mayActOn(table, principal, lead, task.subject))) throw new NotFoundError('no such task');
  return { task, lead };
}

/** Tells whether the caller is the rep who is to do a task. */
export function isTaskOf(principal: Principal, { ownerRepId }: Pick<Task, 'ownerRepId'>): boolean {
  return principal.role === 'rep' && ownerRepId === principal.repId;
}
