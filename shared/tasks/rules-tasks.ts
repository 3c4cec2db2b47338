import { isoTime } from '../platform/clock.ts';
import { type EntryId, leadSubject, type RepId, type SubjectId, TaskName } from '../platform/ids.ts';
import type { Task, TaskChange, TaskStatus } from './record.ts';

/** A task as whoever makes it says it; the rest follows. */
export type TaskDraft = Pick<Task, 'leadId' | 'name' | 'subject' | 'kind' | 'reason' | 'dueAt' | 'ownerRepId' | 'createdBy'> &
  Partial<Pick<Task, 'title' | 'note' | 'isHandedOver' | 'remindAt' | 'afterOutcome' | 'script'>>;

/** All of them go along in the transaction in which their lead goes to somebody else, and a rep does no more for one person at a time. */
export const mostOpenTasks = 20;

/** Makes a task that is to be done. */
export function createTask(draft: TaskDraft, at: Date): TaskChange {
  const rest = { version: 1, createdAt: isoTime(at), status: 'open', endedAt: null, snoozes: 0 } as const;
  return { before: null, after: { title: null, note: null, isHandedOver: false, ...draft, ...rest } };
}

const byMachine = { kind: 'call', createdBy: { kind: 'system', id: 'tasks' } } as const;

/**
 * Makes the first contact of a rep with a subject that they own now. One with somebody who is hot comes before those with others.
 * @param turn counts the moves of the subject: named by it, the contact is made once for each
 */
export function firstContact(
  given: Pick<Task, 'leadId' | 'subject' | 'dueAt'> & { readonly repId: RepId; readonly turn: number; readonly isHot: boolean },
  at: Date,
): TaskChange {
  const { leadId, subject, repId, turn, dueAt, isHot } = given;
  const name = firstContactName(subject, turn);
  return createTask({ leadId, subject, name, reason: isHot ? 'hot' : 'firstContact', dueAt, ownerRepId: repId, ...byMachine }, at);
}

/** Names the first contact of a subject with whoever gets it by a move. */
export const firstContactName = (subject: SubjectId, turn: number): TaskName => TaskName.parse(`first-${subject}-${turn}`);

/** Returns a task that is made and done by the same act. */
export function doneAtOnce({ after }: TaskChange, at: Date): TaskChange {
  return { before: null, after: { ...after, status: 'done', endedAt: isoTime(at) } };
}

/**
 * Makes the task of a rep to whom a subject is offered: to say whether they take it.
 * @param turn counts the moves of the subject, as with first contacts
 */
export function acceptTask(
  offered: Pick<Task, 'leadId' | 'subject' | 'dueAt' | 'remindAt'> & { readonly repId: RepId; readonly turn: number },
  at: Date,
): TaskChange {
  const { repId, turn, ...about } = offered;
  const name = TaskName.parse(`accept-${about.subject}-${turn}`);
  return createTask({ ...about, name, reason: 'accept', ownerRepId: repId, ...byMachine }, at);
}

/** Tells whether a task asks for the answer to an offer, which only the answer ends. */
export const asksForAnswer: TaskChoice = ({ reason }) => reason === 'accept';

/** A first contact is one by its name: with somebody who is hot it has the reason of a hot call. */
const isFirstContact: TaskChoice = ({ name }) => name.startsWith('first-');

/**
 * Returns what becomes of the calls that a lead was given while it was hot, once it is so no more: those that its heat alone asked for are not to be
 * made, and a first contact is one like any other.
 */
export function coolDown(tasks: readonly Task[], at: Date): TaskChange[] {
  const hot = tasks.filter(({ status, reason }) => status === 'open' && reason === 'hot');
  const contacts = hot.filter(isFirstContact).map((task) => changed(task, { reason: 'firstContact' }));
  return [...endTasks(hot, (task) => !isFirstContact(task), 'cancelled', at), ...contacts];
}

/** Makes the call that a lead which became hot asks for. Named by the entry of the rise, it is made once for each subject. */
export function hotCall(
  rise: Pick<Task, 'leadId' | 'subject' | 'dueAt'> & { readonly repId: RepId; readonly entryId: EntryId },
  at: Date,
): TaskChange {
  const { leadId, subject, dueAt, repId, entryId } = rise;
  // What stands before the last hyphen of a need's id is its lead.
  const need = subject === leadSubject ? '' : subject.slice(subject.lastIndexOf('-'));
  return createTask(
    { leadId, subject, name: TaskName.parse(`hot-${entryId}${need}`), reason: 'hot', dueAt, ownerRepId: repId, ...byMachine },
    at,
  );
}

/**
 * Tells whether a task is due by the hours of its rep as they are: a machine set it for who got a lead or for one that became hot, and nobody
 * has put it off or given it away.
 */
export const isDueByHours: TaskChoice = ({ status, reason, createdBy, snoozes, isHandedOver }) =>
  status === 'open' && (reason === 'firstContact' || reason === 'hot') && createdBy.kind === 'system' && snoozes === 0 && !isHandedOver;

/** Which of some tasks are meant. */
export type TaskChoice = (task: Task) => boolean;

/** Tells whether a task is a call that somebody handed to a rep who does not have what it is about. */
export function isHandedCall(
  { kind, isHandedOver, ownerRepId }: Pick<Task, 'kind' | 'isHandedOver' | 'ownerRepId'>,
  repId: RepId,
): boolean {
  return isHandedOver && ownerRepId === repId && (kind === 'call' || kind === 'qualification');
}

/** Tells whether nobody has reached out to the person since somebody got a subject: the first contact is still to be made, by whomever. */
export function isUntouched(tasks: readonly Task[], subject: SubjectId): boolean {
  return tasks.some((task) => task.status === 'open' && task.subject === subject && isFirstContact(task));
}

/** What an attempt to reach the person ends: the calls that were asked for until somebody tries. */
export const endsWithAttempt: TaskChoice = ({ reason }) => reason === 'firstContact' || reason === 'hot';

/** Ends the open ones among the chosen tasks. */
export function endTasks(tasks: readonly Task[], which: TaskChoice, status: Exclude<TaskStatus, 'open'>, at: Date): TaskChange[] {
  return tasks.filter((task) => task.status === 'open' && which(task)).map((task) => changed(task, { status, endedAt: isoTime(at) }));
}

/** Returns a task with other fields, one version up. */
export function changed(before: Task, fields: Partial<Omit<Task, 'leadId' | 'name' | 'version'>>): TaskChange & { readonly before: Task } {
  return { before, after: { ...before, ...fields, version: before.version + 1 } };
}

/** Returns the task of an offer that ends at another moment; `remindAt`: when the rep is reminded of it, null: its pool does not say. */
export function askedUntil(before: Task, dueAt: string, remindAt: string | null): TaskChange {
  const { remindAt: _before, ...after } = changed(before, { dueAt }).after;
  return { before, after: { ...after, ...(remindAt === null ? {} : { remindAt }) } };
}

/** A subject of a lead goes from one rep to another; null is nobody. */
export interface OwnerMove {
  readonly subject: SubjectId;
  readonly from: RepId | null;
  readonly to: RepId | null;
  /** Whether sales goes on with the subject, perhaps by somebody else. */
  readonly goesOn: boolean;
}

/**
 * Returns what a move of a subject does to its tasks: they go to whoever has it now. The first contact of the rep before ends, for the new one
 * makes a first contact of their own. Where sales does not go on, all of them end.
 */
export function followOwner(tasks: readonly Task[], { subject, from, to, goesOn }: OwnerMove, at: Date): TaskChange[] {
  const own = tasks.filter((task) => task.status === 'open' && task.subject === subject);
  if (!goesOn) return endTasks(own, () => true, 'cancelled', at);
  const following = own.filter(({ isHandedOver, ownerRepId }) => !isHandedOver && ownerRepId !== to);
  const isOver: TaskChoice = (task) => (isFirstContact(task) || asksForAnswer(task)) && from !== to;
  const kept = following.filter((task) => !isOver(task)).map((task) => changed(task, { ownerRepId: to }));
  return [...endTasks(following, isOver, 'cancelled', at), ...kept];
}
