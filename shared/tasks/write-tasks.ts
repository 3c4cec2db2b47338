import type { WriteItem } from '../platform/table.ts';
import type { TaskChange } from './record.ts';
import { putTask } from './store.ts';
import { timersOf } from './timers-of-tasks.ts';

/**
 * Returns the writes of changed tasks with the timers that they make necessary, for the transaction of whoever changes them. Refused when a task was changed since it was read.
 */
export function writeTasks(changes: readonly TaskChange[], at: Date): WriteItem[] {
  return [...changes.map(putTask), ...timersOf(changes, at)];
}
