import type { CreateTask } from '../../api/tasks/create-task.ts';
import type { TaskView } from '../../api/tasks/task-view.ts';
import { taskCreated } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { draftEntry, type Lead, noteOnLead } from '../leads/index.ts';
import { aboutOf } from '../opportunities/index.ts';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { leadSubject } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readAssignment, touchAssignment } from '../routing/index.ts';
import { createTask, mostOpenTasks, readTasks, type Task, type TaskDraft, taskData, writeTasks } from '../tasks/index.ts';
import { ImpossibleTaskActError } from './errors.ts';
import { knownRep } from './known-rep.ts';
import type { TaskParts } from './parts.ts';
import { dueFault } from './rules-due.ts';
import { taskView } from './views.ts';

/** A person notes what is to be done about a lead. */
export interface TaskAsked {
  readonly lead: Lead;
  readonly body: CreateTask;
  /** Whether they may note tasks about the lead is known; about what of it is not. */
  readonly principal: Principal;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (view: TaskView) => readonly WriteItem[];
}

/** Makes a task because a person says so. @throws InvalidInputError; ImpossibleTaskActError */
export function noteTask({ lead, body, principal, correlationId, along }: TaskAsked, parts: TaskParts): Promise<TaskView> {
  refuseFaults(body, parts.clock());
  return untilWritten(async () => {
    const at = parts.clock();
    const [{ owner, guard }, tasks] = await Promise.all([ownerFor(lead, body, principal, parts), readTasks(parts.table, lead)]);
    refuseStatus(lead);
    refuseTooMany(tasks);
    const actor = { kind: 'user', id: principal.userId } as const;
    const { after } = createTask({ ...draftOf(lead, body, parts, at), ...owner, createdBy: actor }, at);
    const done =
      after.kind === 'meeting' && principal.role === 'rep' ? { repId: principal.repId, activity: { is: 'meeting' } as const } : undefined;
    const entry = draftEntry(taskCreated, { ...taskData(after), dueAt: after.dueAt }, done);
    const noted = noteOnLead(lead, [entry], { at, actor, cause: { correlationId, causationId: correlationId } }, parts.ids);
    const view = taskView(after);
    await parts.table.transact([...noted.writes, ...writeTasks([{ before: null, after }], at), ...guard, ...along(view)]);
    return view;
  });
}

function refuseFaults({ dueAt, kind, title, isCallback }: CreateTask, now: Date): void {
  const due = dueFault(dueAt, now);
  const faults = [
    ...(due === null ? [] : [{ path: 'dueAt', message: due }]),
    ...(kind === 'custom' && title === undefined ? [{ path: 'title', message: 'say what is to be done' }] : []),
    ...(isCallback && kind !== 'call' ? [{ path: 'isCallback', message: 'only a call can be a callback' }] : []),
  ];
  if (faults.length > 0) throw new InvalidInputError('The task has a fault.', faults);
}

function draftOf({ leadId }: Lead, { kind, title, note, dueAt, isCallback }: CreateTask, { ids }: TaskParts, at: Date) {
  return {
    leadId,
    name: ids.taskName(at),
    kind,
    reason: isCallback ? 'callback' : 'planned',
    title: title ?? null,
    note: note ?? null,
    dueAt: isoTime(new Date(dueAt)),
  } as const satisfies Partial<TaskDraft>;
}

interface Owned {
  readonly owner: Pick<TaskDraft, 'subject' | 'ownerRepId' | 'isHandedOver'>;
  /** Has a move of the subject, which would not know of the new task, decided anew; and the task, where the move was quicker. */
  readonly guard: readonly WriteItem[];
}

async function ownerFor(lead: Lead, { subject, repId }: CreateTask, principal: Principal, { table, config }: TaskParts): Promise<Owned> {
  const about = await aboutOf(table, principal, lead, subject);
  if (about === null) throw new InvalidInputError('The task has a fault.', [{ path: 'subject', message: notTheirs(subject) }]);
  const { subject: assigned } = about;
  const assignment = await readAssignment(table, lead.leadId, assigned);
  const wanted = repId === undefined ? (assignment?.repId ?? null) : await knownRep(config, repId);
  if (wanted === null) {
    throw new ImpossibleTaskActError('Nobody owns this yet: name who is to do it. Chưa có ai phụ trách: hãy ghi rõ ai sẽ làm.');
  }
  const follows = assignment !== undefined && assignment.repId === wanted;
  return { owner: { subject: assigned, ownerRepId: wanted, isHandedOver: !follows }, guard: follows ? [touchAssignment(assignment)] : [] };
}

function notTheirs(subject: CreateTask['subject']): string {
  if (subject === undefined) return 'name an opportunity: several of this lead are yours, and the lead itself is not';
  return subject === leadSubject ? 'the lead itself is not yours: name your opportunity' : 'the lead has no such opportunity';
}

/**
 * Their tasks ended with the status: nobody is to be called, or marketing has them. A retired lead is its owner's, who may try to win them back.
 * The tasks of its needs end with theirs.
 */
const withoutTasks: Readonly<Partial<Record<Lead['status'], string>>> = {
  disqualified: 'đã bị loại',
  recycled: 'đang do marketing nuôi dưỡng lại',
};

function refuseStatus({ status }: Lead): void {
  const inVietnamese = withoutTasks[status];
  if (inVietnamese === undefined) return;
  throw new ImpossibleTaskActError(`The lead is ${status}: make it active first. Lead ${inVietnamese}: hãy chuyển về đang chăm sóc trước.`);
}

function refuseTooMany(tasks: readonly Task[]): void {
  const open = tasks.filter(({ status }) => status === 'open');
  if (open.length < mostOpenTasks) return;
  throw new ImpossibleTaskActError(
    `The lead has ${open.length} open tasks: end some of them first. Lead đang có ${open.length} việc chưa xong: hãy xong bớt việc trước.`,
  );
}
