import type { RepId } from '../platform/ids.ts';
import { type LoggedCallId, TaskName } from '../platform/ids.ts';
import { changed, createTask, endsWithAttempt, endTasks, isHandedCall, type Task, type TaskChange } from '../tasks/index.ts';
import type { LoggedCall } from './logged-call.ts';
import type { Following } from './rules-follow.ts';

/** Names the task that a call makes. */
export const nextTaskName = (callId: LoggedCallId): TaskName => TaskName.parse(`call-${callId}`);

const isOfCalls = ({ name }: Pick<Task, 'name'>): boolean => name.startsWith('call-');

/**
 * Ends what a call does away with: the calls that were asked for until somebody tries, and what earlier calls had made. A time that was agreed
 * and is yet to come stays when nobody was reached. What was asked for after the call is another matter, but for what a call before it has made:
 * several calls may be logged later, one after the other. The call that was handed to whoever called is made. `isNewest`: no later call is known.
 */
export function endedByCall(
  tasks: readonly Task[],
  call: Pick<LoggedCall, 'at' | 'isReached' | 'subject' | 'repId'> & { readonly isNewest: boolean },
  now: Date,
): TaskChange[] {
  const { at, isReached, subject, repId, isNewest } = call;
  const isAskedForBefore = (task: Task) => task.createdAt <= at || (isNewest && isOfCalls(task));
  const which = (task: Task) => {
    if (task.subject !== subject || !isAskedForBefore(task)) return false;
    if (endsWithAttempt(task)) return true;
    if (task.reason === 'callback') return isReached || task.dueAt <= now.toISOString();
    const isHanded = task.kind === 'call' && repId !== null && isHandedCall(task, repId);
    return isHanded || isOfCalls(task);
  };
  return endTasks(tasks, which, 'done', now);
}

/** Makes the task that follows a call. `dueAt`: when it is due. */
export function nextTask(
  call: Pick<LoggedCall, 'leadId' | 'callId' | 'subject' | 'outcome'>,
  { task }: Extract<Following, { do: 'next' }>,
  due: { readonly dueAt: string; readonly ownerRepId: RepId | null },
  now: Date,
): TaskChange {
  const { leadId, callId, subject, outcome: afterOutcome } = call;
  const isCallback = task === 'callback';
  const what = { kind: isCallback ? 'call' : task, reason: isCallback ? 'callback' : 'planned' } as const;
  const createdBy = { kind: 'system', id: 'call-log' } as const;
  return createTask({ leadId, name: nextTaskName(callId), subject, ...what, ...due, createdBy, afterOutcome }, now);
}

/**
 * Puts tasks back as they were before a call: what it made is not to be done, and what it ended is to be done again, by whoever has the subject
 * now, unless a later call would have ended it as well. `isLast`: no later call is known.
 */
export function undoneTasks(
  tasks: readonly Task[],
  { callId, ended, loggedAt, statusBefore }: Pick<LoggedCall, 'callId' | 'ended' | 'loggedAt' | 'statusBefore'>,
  { isLast, owner }: { readonly isLast: boolean; readonly owner: RepId | null },
  now: Date,
): TaskChange[] {
  const made = endTasks(tasks, ({ name }) => name === nextTaskName(callId), 'cancelled', now);
  // What a status ends, it ends at the moment at which it is set.
  const endedByIt = tasks.filter(({ name, endedAt }) => endedAt === loggedAt && (statusBefore !== null || ended.includes(name)));
  const again = isLast ? endedByIt : [];
  return [
    ...made,
    ...again.map((task) => changed(task, { status: 'open', endedAt: null, ownerRepId: task.isHandedOver ? task.ownerRepId : owner })),
  ];
}
