import { isoTime } from '../platform/clock.ts';
import type { EndReason, Enrolment } from './enrolment.ts';
import type { Advanced, RestTimer } from './machine.ts';
import { stepOf } from './rules-routes.ts';
import type { SequenceConfig } from './sequence-config.ts';
import type { Step, WaitStep } from './step-config.ts';

/** Why a run ends. */
export interface Leaving {
  readonly reason: EndReason;
  readonly exitId?: string;
}

type Rest = Omit<Advanced, 'effects'>;

/** Lets an enrolment rest at a step that is due at a moment. */
export function restAt(enrolment: Enrolment, step: Step, dueAt: Date): Rest {
  const after: Enrolment = { ...enrolment, version: enrolment.version + 1, stepId: step.id, dueAt: isoTime(dueAt), waits: null };
  return { after, timer: { dueAt, to: step.do === 'mail' ? 'mail' : 'work' } };
}

/** A wait for an event, from the step before it on. */
export interface OpenWait {
  readonly from: Date;
  readonly until: Date;
}

/** Lets an enrolment wait for an event. */
export function restWaiting(enrolment: Enrolment, { id, event }: WaitStep, { from, until }: OpenWait): Rest {
  const { after } = restAt(enrolment, { id, do: 'end' }, until);
  const waits = event ? { event, from: isoTime(from), until: isoTime(until) } : null;
  return { after: { ...after, waits }, timer: { dueAt: until, to: 'work' } };
}

/** Ends the run of an enrolment; one that has ended stays as it is. */
export function endRun(enrolment: Enrolment, { reason, exitId }: Leaving, at: Date): Rest {
  if (enrolment.state === 'ended') return { after: enrolment, timer: null };
  const { moment: _over, ...rest } = enrolment;
  const ended = { at: isoTime(at), reason, ...(exitId === undefined ? {} : { exitId }) };
  return { after: { ...rest, version: enrolment.version + 1, state: 'ended', dueAt: null, waits: null, ended }, timer: null };
}

/** Returns the timer that an enrolment rests by; null for one that has ended. */
export function timerOf({ dueAt, stepId, state }: Enrolment, sequence: Pick<SequenceConfig, 'steps'>): RestTimer | null {
  if (dueAt === null || state === 'ended') return null;
  return { dueAt: new Date(dueAt), to: stepOf(sequence, stepId)?.do === 'mail' ? 'mail' : 'work' };
}
