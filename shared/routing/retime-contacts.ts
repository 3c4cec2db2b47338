import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import type { RepId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { changed, isDueByHours, putTasksMovedTimer, readTask, type WorkRow, walkWorkFor, writeTasks } from '../tasks/index.ts';
import type { WorkParts } from '../work/index.ts';
import type { Assignment } from './assignment.ts';
import { findContactDue } from './first-contact.ts';
import { readAssignments } from './store.ts';

type ContactParts = Pick<WorkParts, 'table' | 'config' | 'clock'>;

/** What was due longer ago is late by any hours. */
const lookBackMs = 7 * daysMs;

/** Moves the calls of a rep that are due within some of their hours, as first contacts are, to when they are due by the hours as they are now. Safe to repeat. */
export async function retimeContacts(repId: RepId, parts: ContactParts): Promise<number> {
  const dueFrom = isoTime(addMs(parts.clock(), -lookBackMs));
  let moved = 0;
  for (const reason of ['hot', 'firstContact'] as const) {
    for await (const rows of walkWorkFor(parts.table, repId, reason, { dueFrom })) {
      const assignments = await readAssignments(parts.table, rows);
      const done = await Promise.all(rows.map((row, place) => retimeContact(row, assignments[place], parts)));
      moved += done.filter(Boolean).length;
    }
  }
  return moved;
}

/** Moves one, from when it was asked for; false: it stays. Whoever changes the task meanwhile is not undone. */
function retimeContact(row: WorkRow, assignment: Assignment | undefined, { table, config, clock }: ContactParts): Promise<boolean> {
  return untilWritten(async () => {
    const task = await readTask(table, row);
    const repId = task?.ownerRepId;
    if (!task || !repId || !isDueByHours(task) || assignment?.repId !== repId) return false;
    const dueAt = await findContactDue({ repId, poolId: assignment.poolId }, new Date(task.createdAt), config);
    if (dueAt === task.dueAt) return false;
    const at = clock();
    // No entry tells of it, and a run of a sequence may wait for the next task.
    await table.transact([...writeTasks([changed(task, { dueAt })], at), putTasksMovedTimer({ ...task, dueAt }, at)]);
    return true;
  });
}
