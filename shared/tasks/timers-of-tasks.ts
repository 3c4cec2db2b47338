import type { PutWrite } from '../platform/table.ts';
import { putLook } from './overdue-request.ts';
import type { TaskChange } from './record.ts';

/** Returns the timers that changed tasks make necessary, each once: a transaction writes no item twice. Those of before find nothing to do. */
export function timersOf(changes: readonly TaskChange[]): PutWrite[] {
  const timers = changes
    .filter(isNewlyListed)
    .flatMap(({ after }) => (after.ownerRepId === null ? [] : [putLook(after.ownerRepId, after.dueAt)]));
  return [...new Map(timers.map((timer) => [`${timer.Put.Item?.pk} ${timer.Put.Item?.sk}`, timer] as const)).values()];
}

/** Whether a task comes into the work of a rep, or to another moment in it. */
function isNewlyListed({ before, after }: TaskChange): boolean {
  return after.status === 'open' && !(before?.status === 'open' && before.ownerRepId === after.ownerRepId && before.dueAt === after.dueAt);
}
