import type { Lead } from '../leads/index.ts';
import { type DecisionId, leadSubject, type PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';
import { assignMessageFor, releaseAfterCallRequest } from '../routing/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, putForwardTimer } from '../work/index.ts';
import type { LoggedCall } from './logged-call.ts';
import type { Matter } from './matter.ts';

/** By which decision of which pool somebody has a subject. */
export interface Given {
  readonly poolId: PoolId;
  readonly decisionId: DecisionId;
}

const dueOf = ({ callId, leadId, loggedAt }: LoggedCall) => ({ timerId: timerIdFor('recall', leadId, callId), dueAt: loggedAt });

/**
 * Returns the timer that takes a subject from a rep who reached nobody, so that it is another one's turn: the pool's own writer does it,
 * within a minute. None where nobody has it.
 */
export function putRecall(call: LoggedCall, { subject, holder }: Matter, correlationId: string): PutWrite[] {
  if (!holder) return [];
  const { poolId, decisionId } = holder;
  const { leadId } = call;
  const recall = { v: 1, kind: 'recall', leadId, subject, poolId, cause: 'recalled', decisionId, correlationId } as const;
  return [putForwardTimer(dueOf(call), 'assign', assignMessageFor(recall))];
}

/** Returns the write that calls a recall off; what has been taken back already stays so. */
export function dropRecall(call: LoggedCall): WriteItem {
  const { dueAt, timerId } = dueOf(call);
  return { Delete: { Key: keys.timer(dueAt, timerId) } };
}

const releaseDueOf = ({ callId, leadId, loggedAt }: LoggedCall) => ({ timerId: timerIdFor('release', leadId, callId), dueAt: loggedAt });

/** Returns the timer by which a lead floats about which a call ended as its pool says, within a minute. None where nobody has it. */
export function putRelease(call: LoggedCall, { holder }: Matter): PutWrite[] {
  if (!holder) return [];
  const { leadId, callId } = call;
  const asked = askFor(releaseAfterCallRequest, { leadId, callId, decisionId: holder.decisionId });
  return [putTimer({ ...releaseDueOf(call), queue: 'work', groupId: asked.groupId, message: asked.body })];
}

/** Returns the write that calls a release off; what floats already stays so. */
export function dropRelease(call: LoggedCall): WriteItem {
  const { dueAt, timerId } = releaseDueOf(call);
  return { Delete: { Key: keys.timer(dueAt, timerId) } };
}

/** Returns the timer that asks for an owner again, of a lead whose assignment a call had ended by mistake. */
export function putAskForOwner(
  { leadId, routing }: Pick<Lead, 'leadId' | 'routing'>,
  { callId, loggedAt }: LoggedCall,
  correlationId: string,
): PutWrite[] {
  if (routing === null || routing.state === 'owned') return [];
  const due = { timerId: timerIdFor('undone', leadId, callId), dueAt: loggedAt };
  const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: routing.poolId, cause: 'returned' } as const;
  return [putForwardTimer(due, 'assign', assignMessageFor({ ...asked, causationId: callId, correlationId }))];
}
