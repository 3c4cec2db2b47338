import type { Lead } from '../leads/index.ts';
import { isoTime, minutesMs } from '../platform/clock.ts';
import type { Assignment } from '../routing/index.ts';
import { changed, mostOpenTasks, type Task, type TaskChange } from '../tasks/index.ts';
import { ImpossibleTaskActError } from './errors.ts';

type Undo = NonNullable<Task['undo']>;

/** Who acts, when, and how often the person had been called until then. */
interface Acting {
  readonly by: string;
  readonly at: Date;
  readonly lead: Pick<Lead, 'evidence'>;
}

/** Returns a change with what takes it back, as long as nothing follows. */
export function undoable(
  { before, after }: TaskChange & { readonly before: Task },
  what: Undo['what'],
  { by, at, lead }: Acting,
): TaskChange & { readonly before: Task } {
  const { dueAt, snoozes } = before;
  const undo: Undo = { what, by, at: isoTime(at), version: after.version, dueAt, snoozes, attempts: lead.evidence.attempts };
  return { before, after: { ...after, undo } };
}

/** Pages offer it for ten seconds; a poor network may take as long as this. */
const longestMs = 10 * minutesMs;

const nothing = () => new ImpossibleTaskActError('There is nothing to take back any more. Không còn gì để hoàn tác.');
const followed = () =>
  new ImpossibleTaskActError('Something has happened since that this goes by. Đã có việc khác xảy ra sau đó, không hoàn tác được nữa.');

/**
 * Returns a task as it stood before the last act with it.
 * @throws ImpossibleTaskActError for an act of somebody else, one that is too long ago, and one that something followed
 */
export function takenBack(
  task: Task,
  { by, at, lead }: Acting & { readonly lead: Pick<Lead, 'evidence' | 'status'> },
  { open, assignment }: { readonly open: number; readonly assignment: Assignment | undefined },
): TaskChange & { readonly before: Task; readonly undone: Undo['what'] } {
  const { undo } = task;
  if (undo === undefined || undo.by !== by || at.getTime() - Date.parse(undo.at) > longestMs) throw nothing();
  const hasMoved = !task.isHandedOver && (assignment?.repId ?? null) !== task.ownerRepId;
  const wasCalled = lead.evidence.attempts !== undo.attempts;
  const isOver = lead.status === 'disqualified' || lead.status === 'recycled';
  if (undo.version !== task.version || hasMoved || wasCalled || isOver) throw followed();
  if (undo.what !== 'snoozed' && open >= mostOpenTasks) throw followed();
  const { undo: _, ...after } = changed(task, { status: 'open', endedAt: null, dueAt: undo.dueAt, snoozes: undo.snoozes }).after;
  return { before: task, after, undone: undo.what };
}
