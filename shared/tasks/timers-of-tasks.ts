import { mailRequest } from '../mail-requests/index.ts';
import { isoTime, minutesMs } from '../platform/clock.ts';
import { leadSubject } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { eachTimerOnce, putTimer, timerIdFor } from '../timers/index.ts';
import { putLook } from './overdue-request.ts';
import type { Task, TaskChange } from './record.ts';
import { taskIdOf } from './task-id.ts';

/** Returns the timers that changed tasks make necessary. Those of before find nothing to do. */
export function timersOf(changes: readonly TaskChange[], at: Date): PutWrite[] {
  return eachTimerOnce(changes.filter(isNewlyListed).flatMap(({ after }) => timersOfTask(after, at)));
}

/** Whether a task comes into the work of a rep, or to another moment in it. */
function isNewlyListed({ before, after }: TaskChange): boolean {
  return after.status === 'open' && !(before?.status === 'open' && before.ownerRepId === after.ownerRepId && before.dueAt === after.dueAt);
}

function timersOfTask(task: Task, at: Date): PutWrite[] {
  if (task.ownerRepId === null) return [];
  const remindAt = reminderAt(task, at);
  return [putLook(task.ownerRepId, task.dueAt), ...(remindAt === null ? [] : [putReminder(task, remindAt)])];
}

const remindAheadMs = 15 * minutesMs;

/** Returns when the rep is reminded of what somebody waits for; null: not at all. What is due sooner than that is reminded of when it is due. */
function reminderAt({ kind, reason, dueAt, remindAt }: Task, at: Date): string | null {
  if (reason !== 'callback' && reason !== 'accept' && kind !== 'meeting') return null;
  const due = Date.parse(dueAt);
  if (due <= at.getTime()) return null;
  const ahead = remindAt === undefined ? due - remindAheadMs : Date.parse(remindAt);
  // Of an offer that ends sooner the rep has just heard, and when it ends it is too late.
  if (reason === 'accept') return ahead > at.getTime() ? isoTime(new Date(ahead)) : null;
  return isoTime(new Date(ahead > at.getTime() ? ahead : due));
}

function putReminder(task: Task, remindAt: string): PutWrite {
  const { leadId, name, dueAt, subject } = task;
  const about = subject === leadSubject ? {} : { subject };
  const message = mailRequest('taskReminder', leadId, { task: name, dueAt, ...about });
  return putTimer({ timerId: timerIdFor('taskReminder', taskIdOf(task), dueAt), dueAt: remindAt, queue: 'notice', message });
}
