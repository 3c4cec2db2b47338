import type { TaskView } from '../../api/tasks/task-view.ts';
import { taskCancelled, taskDone, taskHandedOver, taskReopened, taskSnoozed } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { draftEntry, type EntryDraft, type Lead, noteOnLead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readAssignment, touchAssignment } from '../routing/index.ts';
import { asksForAnswer, changed, readTasks, type Task, type TaskChange, taskData, writeTasks } from '../tasks/index.ts';
import { ImpossibleTaskActError } from './errors.ts';
import { findTask } from './find-task.ts';
import { knownRep } from './known-rep.ts';
import type { TaskParts } from './parts.ts';
import { dueFault } from './rules-due.ts';
import { takenBack, undoable } from './take-back.ts';
import { taskView } from './views.ts';

/** A person does something with a task. */
export interface TaskAct {
  readonly principal: Principal;
  readonly taskId: string;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (view: TaskView) => readonly WriteItem[];
}

/** What an act makes of a task. */
interface Outcome {
  readonly change: TaskChange;
  readonly entry: EntryDraft;
  /** @default - nothing else */
  readonly writes?: readonly WriteItem[];
}

/** What becomes of a task as it was found. @throws ImpossibleTaskActError */
type Decide = (task: Task, at: Date, lead: Lead) => Promise<Outcome>;

/** Says that a task is done. @throws NotFoundError; ImpossibleTaskActError */
export function finishTask(act: TaskAct, parts: TaskParts): Promise<TaskView> {
  return actOnTask(act, parts, async (task, at, lead) => endedBy(task, 'done', { by: act.principal.userId, at, lead }));
}

/** Says that a task need not be done. @throws NotFoundError; ImpossibleTaskActError */
export function cancelTask(act: TaskAct, parts: TaskParts): Promise<TaskView> {
  return actOnTask(act, parts, async (task, at, lead) => endedBy(task, 'cancelled', { by: act.principal.userId, at, lead }));
}

/** Puts a task off. @throws InvalidInputError; NotFoundError; ImpossibleTaskActError */
export function snoozeTask(act: TaskAct & { readonly until: string }, parts: TaskParts): Promise<TaskView> {
  return actOnTask(act, parts, async (task, at, lead) => {
    const fault = dueFault(act.until, at);
    if (fault !== null) throw new InvalidInputError('The task cannot be put off to this moment.', [{ path: 'until', message: fault }]);
    refuseEnded(task);
    const dueAt = isoTime(new Date(act.until));
    if (dueAt === task.dueAt) throw new ImpossibleTaskActError('The task is due then already. Việc này đã hẹn đúng lúc đó rồi.');
    const change = undoable(changed(task, { dueAt, snoozes: task.snoozes + 1 }), 'snoozed', { by: act.principal.userId, at, lead });
    const { snoozes } = change.after;
    return { change, entry: draftEntry(taskSnoozed, { ...taskData(change.after), dueAt, snoozes }) };
  });
}

/**
 * Gives a task to another rep: it stays there, whoever gets its subject. Given to the owner of its subject, it follows that again.
 * @throws InvalidInputError; NotFoundError; ImpossibleTaskActError
 */
export function handOverTask(act: TaskAct & { readonly repId: string }, parts: TaskParts): Promise<TaskView> {
  return actOnTask(act, parts, async (task) => {
    const ownerRepId = await knownRep(parts.config, act.repId);
    refuseEnded(task);
    if (task.ownerRepId === ownerRepId) throw new ImpossibleTaskActError('The task is theirs already. Việc này đã là của người đó rồi.');
    const assignment = await readAssignment(parts.table, task.leadId, task.subject);
    const follows = assignment?.repId === ownerRepId;
    const change = changed(task, { ownerRepId, isHandedOver: !follows });
    const entry = draftEntry(taskHandedOver, { ...taskData(change.after), fromRepId: task.ownerRepId });
    return { change, entry, writes: assignment && follows ? [touchAssignment(assignment)] : [] };
  });
}

/**
 * Takes back the last act of the caller with a task, with all that hangs on it: its place, its moment, its reminders.
 * @throws NotFoundError; ImpossibleTaskActError
 */
export function reopenTask(act: TaskAct, parts: TaskParts): Promise<TaskView> {
  return actOnTask(act, parts, async (task, at, lead) => {
    const [assignment, tasks] = await Promise.all([readAssignment(parts.table, task.leadId, task.subject), readTasks(parts.table, lead)]);
    const open = tasks.filter(({ status }) => status === 'open').length;
    const { undone, ...change } = takenBack(task, { by: act.principal.userId, at, lead }, { open, assignment });
    const { dueAt } = change.after;
    const entry = draftEntry(taskReopened, { ...taskData(change.after), dueAt, undone });
    // Whoever gets the subject at the same moment takes its open tasks along.
    return { change, entry, writes: assignment && !task.isHandedOver ? [touchAssignment(assignment)] : [] };
  });
}

function endedBy(task: Task, status: 'done' | 'cancelled', acting: Parameters<typeof undoable>[2]): Outcome {
  refuseEnded(task);
  const change = undoable(changed(task, { status, endedAt: isoTime(acting.at) }), status, acting);
  const data = taskData(change.after);
  return { change, entry: status === 'done' ? draftEntry(taskDone, data) : draftEntry(taskCancelled, data) };
}

function refuseEnded({ status }: Task): void {
  if (status === 'open') return;
  const [vi, en] = status === 'done' ? ['đã xong', 'done'] : ['đã huỷ', 'cancelled'];
  throw new ImpossibleTaskActError(`The task is ${en} already. Việc này ${vi} rồi.`);
}

/** Whoever says that they have answered has to answer. */
const answerInstead = () =>
  new ImpossibleTaskActError(
    'Accept or decline the lead instead: only that ends this task. Hãy nhận hoặc từ chối khách, việc này sẽ tự kết thúc.',
  );

function actOnTask({ principal, taskId, correlationId, along }: TaskAct, parts: TaskParts, decide: Decide): Promise<TaskView> {
  return untilWritten(async () => {
    const { task, lead } = await findTask(parts.table, principal, taskId, 'task.change');
    const at = parts.clock();
    if (asksForAnswer(task)) throw answerInstead();
    const { change, entry, writes = [] } = await decide(task, at, lead);
    const act = { at, actor: { kind: 'user', id: principal.userId }, cause: { correlationId, causationId: correlationId } } as const;
    const noted = noteOnLead(lead, [entry], act, parts.ids);
    const view = taskView(change.after);
    await parts.table.transact([...noted.writes, ...writeTasks([change], at), ...writes, ...along(view)]);
    return view;
  });
}
