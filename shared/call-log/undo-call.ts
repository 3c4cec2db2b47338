import type { Actor } from '../../events/index.ts';
import { changeLead, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { hoursMs } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { LeadId, LoggedCallId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { isOwned, protectAssignment, readAssignment } from '../routing/index.ts';
import { statusWrites } from '../status/index.ts';
import { readTasks, writeTasks } from '../tasks/index.ts';
import { undoneTasks } from './call-tasks.ts';
import type { CallParts } from './log-call.ts';
import type { LoggedCall } from './logged-call.ts';
import { type Matter, matterOf } from './matter.ts';
import { planUndo } from './plan-call.ts';
import { dropRecall, dropRelease, putAskForOwner } from './recall.ts';
import { deleteCall, placeOfCall, readCalls } from './store.ts';

/** How long a mistake may be put right: what reports have told of the days before stands. */
const undoHours = 24;

/** More than anybody logs of a lead within that time. */
const lookedAtCalls = 200;

/** Somebody takes back a call that they logged by mistake. */
export interface UndoAsked {
  readonly leadId: LeadId;
  readonly callId: LoggedCallId;
  readonly actor: Actor;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: () => readonly WriteItem[];
}

/** Finds a call that a user logged. @throws NotFoundError for one that is not there, or that somebody else logged */
export async function findOwnCall(table: Pick<Table, 'query'>, leadId: LeadId, callId: LoggedCallId, userId: string): Promise<LoggedCall> {
  const calls = await readCalls(table, { leadId }, { limit: lookedAtCalls, consistent: true });
  const call = calls.find((one) => one.callId === callId && one.by === userId);
  if (!call) throw new NotFoundError('no such call');
  return call;
}

/**
 * Takes back a call that its author logged by mistake: it counts no more, and what it had made of tasks, consent and status is as it was
 * before, as far as nothing has happened since.
 * @throws NotFoundError, also when somebody else logged it; NotPossibleNowError when it was logged too long ago
 */
export function undoCall(
  { leadId, callId, actor, correlationId, along }: UndoAsked,
  parts: Omit<CallParts, 'ids' | 'digests' | 'assign' | 'log'> & { readonly ids: Pick<CallParts['ids'], 'entryId'> },
): Promise<void> {
  return untilWritten(async () => {
    const { table, config, ids } = parts;
    const now = parts.clock();
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const calls = await readCalls(table, lead, { limit: lookedAtCalls, consistent: true });
    const call = calls.find((one) => one.callId === callId && one.by === actor.id);
    if (!call) throw new NotFoundError('no such call');
    if (now.getTime() - Date.parse(call.loggedAt) > undoHours * hoursMs) throw tooLate();
    const [tasks, matter, rules] = await Promise.all([
      readTasks(table, lead),
      matterOf(lead, call.subject, table),
      lifecycleInForce(config),
    ]);
    const isLast = calls.every((one) => placeOfCall(one) <= placeOfCall(call));
    const cause = { correlationId, causationId: correlationId };
    const act = { at: now, actor, cause };
    const draft = planUndo(call, lead);
    const isStanding = call.statusBefore !== lead.status && lead.statusSet?.at === call.loggedAt;
    const back = isStanding ? call.statusBefore : null;
    const writes = back
      ? await statusWrites(lead, { to: back, reason: 'mistake', ...act }, { table, ids }, { draft, rules, tasks: [] })
      : changeLead({ ...act, before: lead, rules, ids, draft: () => draft }).writes;
    const again = back === 'active' ? putAskForOwner(lead, call, correlationId) : [];
    const changed = undoneTasks(tasks, call, { isLast, owner: matter?.holder?.repId ?? null }, now);
    const recall = call.following === 'recall' ? [dropRecall(call)] : call.following === 'float' ? [dropRelease(call)] : [];
    const unprotected = isLast && matter ? await endProtection(call, matter, table) : [];
    await table.transact([...writes, deleteCall(call), ...writeTasks(changed, now), ...recall, ...unprotected, ...again, ...along()]);
  });
}

/** Nobody has reached out by a call that was none; another one since it protects what it did. */
async function endProtection({ leadId, protectedUntil }: LoggedCall, { subject }: Matter, table: Table): Promise<readonly WriteItem[]> {
  if (protectedUntil === undefined) return [];
  const assignment = await readAssignment(table, leadId, subject);
  return assignment && isOwned(assignment) && assignment.protectedUntil === protectedUntil ? [protectAssignment(assignment, null)] : [];
}

function tooLate(): NotPossibleNowError {
  return new NotPossibleNowError(
    `A call can be taken back within ${undoHours} hours. Chỉ bỏ được cuộc gọi ghi nhầm trong vòng ${undoHours} giờ.`,
  );
}
