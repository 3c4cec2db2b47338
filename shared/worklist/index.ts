export { cancelTask, finishTask, handOverTask, reopenTask, snoozeTask, type TaskAct } from './act-on-task.ts';
export { noteTask } from './create-task.ts';
export { ImpossibleTaskActError } from './errors.ts';
export { findLeadCalled, findLeadToCall, findLeadToQualify } from './handed-calls.ts';
export { leadsThatLeft } from './leads-that-left.ts';
export { listTasks } from './list-tasks.ts';
export type { TaskParts } from './parts.ts';
export { showWork } from './show-work.ts';
export { tasksOfLead } from './tasks-of-lead.ts';
