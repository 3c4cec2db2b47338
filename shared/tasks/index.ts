export { putTasksMovedTimer, tasksMovedRequest } from './moved-request.ts';
export { type OverdueRequest, overdueRequest, putOverdueTimer } from './overdue-request.ts';
export { type RepsWork, readOverdue, readWork, type WorkSpan, walkWork, walkWorkFor } from './read-work.ts';
export { Task, type TaskChange, TaskKind, TaskReason, TaskStatus } from './record.ts';
export type { WorkRow } from './row.ts';
export { nextAppointment } from './rules-appointment.ts';
export {
  acceptTask,
  askedUntil,
  asksForAnswer,
  changed,
  coolDown,
  createTask,
  doneAtOnce,
  endsWithAttempt,
  endTasks,
  firstContact,
  firstContactName,
  followOwner,
  hotCall,
  isDueByHours,
  isHandedCall,
  isUntouched,
  mostOpenTasks,
  type OwnerMove,
  type TaskChoice,
  type TaskDraft,
} from './rules-tasks.ts';
export { taskLabel } from './sentences.ts';
export { parseTask, readTask, readTasks, taskStands } from './store.ts';
export { taskData } from './task-data.ts';
export { placeOfTask, taskIdOf } from './task-id.ts';
export { writeTasks } from './write-tasks.ts';
