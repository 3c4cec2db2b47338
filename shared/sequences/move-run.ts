import { type Actor, leadUpdated } from '../../events/index.ts';
import { readCompany } from '../company/index.ts';
import { changeLead, draftEntry, type Lead, noLifecycleRules, noteOnLead, zoneOf } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest, type StepId, TaskName } from '../platform/ids.ts';
import { type WriteItem, writeTogether } from '../platform/table.ts';
import { touchAssignment } from '../routing/index.ts';
import { createTask, readTasks, type TaskChange, writeTasks } from '../tasks/index.ts';
import { putTimer, sendDueTimers, timerIdFor } from '../timers/index.ts';
import { askForWebhook } from '../webhooks/index.ts';
import { webhookKind } from '../webhooks/webhook-config.ts';
import type { WorkParts } from '../work/index.ts';
import type { Enrolment } from './enrolment.ts';
import { moveEnrolment } from './enrolment-store.ts';
import { putHastenTimer } from './hasten-request.ts';
import { linesOfMove } from './lines-of-move.ts';
import type { Advanced, Effect } from './machine.ts';
import { waitsForTasks } from './rules-asks.ts';
import { taskLeftOutReason } from './rules-left-out.ts';
import { sequencesInForce } from './sequences-in-force.ts';
import type { StepOf } from './step-config.ts';
import { readHolding, roomForTasks, taskDueAt } from './task-means.ts';

/** A lead whose run goes on, and by whom. */
export interface Move {
  readonly lead: Lead;
  /** The very object that was read; null for whoever never was in the sequence. */
  readonly before: Enrolment | null;
  readonly advanced: Advanced;
  readonly at: Date;
  readonly actor: Actor;
  /** The entry or run that led to it. */
  readonly causeId: string;
}

export const byMachine: Actor = { kind: 'system', id: 'sequences' };

/** What moving a run reads and asks. */
export type MoveParts = Pick<WorkParts, 'table' | 'config' | 'ids' | 'log' | 'clock'> & {
  /** By which the next step is asked for where it is due at once. */
  readonly queues: Pick<WorkParts['queues'], 'mail' | 'work'>;
};

/**
 * Writes a move at once with what goes along, and asks for the next step at once where it is due.
 * @throws ConditionFailedError when somebody was quicker
 */
export async function moveRun(move: Move, parts: MoveParts, along: readonly WriteItem[] = []): Promise<void> {
  const writes = await moveWrites(move, parts);
  await writeTogether(parts.table, [...writes, ...along]);
  await sendDueTimers(writes, parts);
}

/**
 * Returns all writes of a move, for one transaction: where the run rests now, its timer, what its steps do, and the lines of the history that
 * tell of its beginning and its end. Refused when somebody was quicker.
 */
async function moveWrites(move: Move, parts: MoveParts): Promise<WriteItem[]> {
  const { before, advanced } = move;
  const of = <Deed extends Effect['do']>(deed: Deed) =>
    advanced.effects.filter((effect): effect is Effect & StepOf<Deed> => effect.do === deed);
  const tasks = of('task');
  return [
    ...moveEnrolment(before, advanced),
    ...leadWrites(move, of('tag'), parts),
    ...(tasks.length > 0 ? await taskWrites(move, tasks, parts) : []),
    ...(await webhookWrites(move, of('webhook'), parts)),
    ...noticeWrites(move, of('notice')),
  ];
}

/** Tags change the record; a beginning and an end are lines of its history alone. */
function leadWrites(move: Move, steps: readonly StepOf<'tag'>[], { ids }: MoveParts): readonly WriteItem[] {
  const { lead, at, actor, causeId } = move;
  const act = { at, actor, cause: { correlationId: causeId, causationId: causeId } };
  const told = linesOfMove(move.before, move.advanced.after, causeId);
  const tags = tagsAfter(lead.tags, steps);
  if (tags.length === lead.tags.length && tags.every((tag) => lead.tags.includes(tag))) {
    return told.length > 0 ? noteOnLead(lead, told, act, ids).writes : [];
  }
  const entries = [draftEntry(leadUpdated, { fields: ['tags'], submission: null }), ...told];
  // A tag is no evidence: no stage moves by it.
  return changeLead({ before: lead, draft: () => ({ fields: { tags }, entries }), ...act, rules: noLifecycleRules, ids }).writes;
}

function tagsAfter(held: readonly string[], steps: readonly StepOf<'tag'>[]): string[] {
  const tags = new Set(held);
  for (const { add = [], remove = [] } of steps) {
    for (const tag of remove) tags.delete(tag);
    for (const tag of add) tags.add(tag);
  }
  return [...tags];
}

/** None where nobody has what the run is about, or where the lead has as many tasks as it may have. */
async function taskWrites(
  { lead, advanced: { after }, at }: Move,
  steps: readonly StepOf<'task'>[],
  { table, config, log }: MoveParts,
): Promise<WriteItem[]> {
  const [holding, tasks, company] = await Promise.all([readHolding(table, after), readTasks(table, lead), readCompany(config)]);
  const { leadId } = lead;
  const room = roomForTasks(tasks);
  const { sequenceId, run } = after;
  const changes = steps.flatMap((step, place): TaskChange[] => {
    const reason = taskLeftOutReason({ hasOwner: holding !== null, roomForTasks: room - place });
    if (reason || !holding) {
      log.warn('a step of a sequence is left out', { leadId, sequenceId, run, stepId: step.id, reason });
      return [];
    }
    const { id, titles, script } = step;
    const draft = {
      leadId,
      name: taskNameOf(after, id),
      subject: holding.assignment.subject,
      ...(script === undefined ? { kind: 'custom' as const } : { kind: 'text' as const, script }),
      reason: 'planned',
      title: titles[company.defaultLocale],
      dueAt: isoTime(taskDueAt(company, step, at, zoneOf(lead, company.timeZone))),
      ownerRepId: holding.ownerRepId,
    } as const;
    return [createTask({ ...draft, createdBy: byMachine }, at)];
  });
  if (!holding || changes.length === 0) return [];
  // No entry tells of these tasks, and a run may wait for the next one.
  const { version, sequences: inForce } = await sequencesInForce(config);
  const looks = waitsForTasks([...inForce.values()]) ? [putHastenTimer(leadId, version, at, sequenceId, String(run), after.stepId)] : [];
  return [...writeTasks(changes, at), touchAssignment(holding.assignment), ...looks];
}

/** Returns the name of the task that a step makes: a step makes it once in a run. */
export function taskNameOf({ sequenceId, run }: Pick<Enrolment, 'sequenceId' | 'run'>, stepId: StepId): TaskName {
  return TaskName.parse(`seq-${digest(sequenceId, String(run), stepId)}`);
}

/** Timers, so that what was committed is asked for, whoever dies; the gate finds whom to tell by then. */
function noticeWrites({ lead: { leadId }, advanced: { after }, at }: Move, steps: readonly StepOf<'notice'>[]): WriteItem[] {
  const { sequenceId, sequenceVersion, run, about } = after;
  const subject = about.opportunityId === undefined ? {} : { subject: about.opportunityId };
  return steps.map(({ id: stepId }) => {
    const message = mailRequest('sequenceNotice', leadId, { sequenceId, run, stepId, sequenceVersion, ...subject });
    const timerId = timerIdFor('sequenceNotice', leadId, sequenceId, String(run), stepId);
    return putTimer({ timerId, dueAt: isoTime(at), queue: 'notice', message });
  });
}

async function webhookWrites(
  { lead: { leadId }, advanced: { after }, at }: Move,
  steps: readonly StepOf<'webhook'>[],
  { config, log }: MoveParts,
): Promise<WriteItem[]> {
  if (steps.length === 0) return [];
  const { sequenceId, run } = after;
  const webhooks = (await config.current(webhookKind)).documents;
  return steps.flatMap(({ id: stepId, webhook: webhookId }) => {
    const webhook = webhooks.get(webhookId);
    if (webhook) return [askForWebhook(webhook, { leadId, sequenceId, run, stepId }, at)];
    log.warn('a step of a sequence is left out', { leadId, sequenceId, run, stepId, webhookId, reason: 'webhookGone' });
    return [];
  });
}
