import type { DecisionId, PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';
import { assignMessageFor } from '../routing/index.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import type { LoggedCall } from './logged-call.ts';

/** By which decision of which pool somebody has a subject. */
export interface Given {
  readonly poolId: PoolId;
  readonly decisionId: DecisionId;
}

const dueOf = ({ callId, leadId, loggedAt }: LoggedCall) => ({ timerId: timerIdFor('recall', leadId, callId), dueAt: loggedAt });

/**
 * Returns the timer that takes a subject from a rep who reached nobody, so that it is another one's turn: the pool's own writer does it,
 * within a minute.
 */
export function putRecall(call: LoggedCall, { poolId, decisionId }: Given, correlationId: string): PutWrite {
  const { leadId, subject } = call;
  const recall = { v: 1, kind: 'recall', leadId, subject, poolId, cause: 'recalled', decisionId, correlationId } as const;
  return putForwardTimer(dueOf(call), 'assign', assignMessageFor(recall));
}

/** Returns the write that calls a recall off; what has been taken back already stays so. */
export function dropRecall(call: LoggedCall): WriteItem {
  const { dueAt, timerId } = dueOf(call);
  return { Delete: { Key: keys.timer(dueAt, timerId) } };
}
