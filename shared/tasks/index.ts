export { Task, type TaskChange, TaskKind, TaskReason, TaskStatus } from './record.ts';
export {
  changed,
  createTask,
  endsWithAttempt,
  endTasks,
  firstContact,
  followOwner,
  hotCall,
  hotTaskName,
  type OwnerMove,
  type TaskChoice,
  type TaskDraft,
} from './rules-tasks.ts';
export { parseTask, readTask, readTasks } from './store.ts';
export { placeOfTask, taskIdOf } from './task-id.ts';
export { writeTasks } from './write-tasks.ts';
