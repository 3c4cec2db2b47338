import type { ListedTask, TaskView } from '../../api/tasks/task-view.ts';
import type { Lead } from '../leads/index.ts';
import { type Task, taskIdOf, type WorkRow } from '../tasks/index.ts';

/** Returns a task as the API shows it whole. */
export function taskView({
  leadId,
  name,
  version: _version,
  revealedAt: _revealed,
  afterOutcome: _outcome,
  createdBy: _by,
  ownerRepId: repId,
  ...task
}: Task): TaskView {
  return { taskId: taskIdOf({ leadId, name }), leadId, repId, ...task };
}

/** Returns an open task as lists show it. `lead`: undefined where the caller does not see it. */
export function listedTask(
  { leadId, name, place: _place, afterOutcome: _outcome, ...row }: WorkRow,
  repId: string,
  lead: Lead | undefined,
): ListedTask {
  const person = lead ? { fullName: lead.fullName, phone: lead.phone?.e164 ?? lead.phone?.raw ?? null } : null;
  return { taskId: taskIdOf({ leadId, name }), leadId, ...row, repId, person };
}
