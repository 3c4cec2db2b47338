import type { Task } from './record.ts';
import { taskIdOf } from './task-id.ts';

/** Returns what events tell of a task. */
export function taskData(task: Task) {
  const { subject, kind, reason, ownerRepId: repId } = task;
  return { taskId: taskIdOf(task), subject, kind, reason, repId };
}
