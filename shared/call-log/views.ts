import type { CallView, LoggedCallView } from '../../api/calls/call-view.ts';
import type { CallOutcomeView } from '../../api/calls/list-outcomes.ts';
import { leadSubject } from '../platform/ids.ts';
import { taskIdOf } from '../tasks/index.ts';
import { nextTaskName } from './call-tasks.ts';
import type { CallLogged } from './log-call.ts';
import type { LoggedCall } from './logged-call.ts';
import type { OutcomeConfig } from './outcome-config.ts';

/** A call as the contract shows it. */
export function callView({ subject, isReached, ...call }: LoggedCall): CallView {
  const { callId, at, loggedAt, by, repId, outcome, durationMs, note, callbackAt, following } = call;
  const opportunityId = subject === leadSubject ? null : subject;
  return { callId, at, loggedAt, by, repId, outcome, reached: isReached, durationMs, note, callbackAt, opportunityId, following };
}

/** An outcome of the configuration, as the contract shows it to whoever logs calls. */
export function outcomeView({ id, name, isReached, isFinal, next, afterwards }: OutcomeConfig): CallOutcomeView {
  const reason = afterwards?.do === 'disqualify' ? afterwards.reason : null;
  return { id, name, isReached, isFinal, next: next ?? null, afterwards: afterwards ? { do: afterwards.do, reason } : null };
}

/** A call that was logged, as the contract shows it to whoever logged it. */
export function loggedCallView({ call, lead, next }: CallLogged): LoggedCallView {
  const { leadId, version, evidence } = lead;
  const taskId = taskIdOf({ leadId, name: nextTaskName(call.callId) });
  const counted = { attempts: evidence.attempts, reachedCalls: evidence.reached };
  return { ...callView(call), leadId, version, ...counted, next: next && { taskId, ...next } };
}
