import type { StepId } from '../platform/ids.ts';
import type { Enrolment } from './enrolment.ts';
import type { Advanced } from './machine.ts';
import { endRun, restAt, timerOf } from './rules-rest.ts';
import { nextOf, stepOf } from './rules-routes.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** The sequence as a run followed it, and as it is to follow it from now on. */
export interface Edit {
  readonly from: SequenceConfig;
  readonly to: SequenceConfig;
  /** Of the kind, with `to` in it. */
  readonly toVersion: number;
}

/**
 * Moves a run to an edited sequence by the id of its step, and keeps when that is due. Where the step is gone it rests at the next one of its
 * old way that is still there and was not taken; the run is over where none is.
 */
export function adopt(enrolment: Enrolment, { from, to, toVersion }: Edit, at: Date): Omit<Advanced, 'effects'> {
  if (enrolment.state === 'ended' || enrolment.sequenceVersion === toVersion) return { after: enrolment, timer: timerOf(enrolment, to) };
  const moved = { ...enrolment, sequenceVersion: toVersion };
  const step = stepOf(to, stillThere(enrolment, from, to));
  if (!step) return endRun(moved, { reason: 'finished' }, at);
  const dueAt = new Date(enrolment.dueAt ?? at);
  if (step.id !== enrolment.stepId || step.do !== 'wait' || enrolment.waits === null) return restAt(moved, step, dueAt);
  // It goes on waiting as it began to, whatever is waited for now.
  const after = { ...moved, version: enrolment.version + 1 };
  return { after, timer: timerOf(after, to) };
}

function stillThere({ stepId, done }: Enrolment, from: SequenceConfig, to: SequenceConfig): StepId | null {
  let next: StepId | null = stepId;
  while (next !== null && (done.includes(next) || !stepOf(to, next))) {
    const step = stepOf(from, next);
    next = step ? nextOf(from, step) : null;
  }
  return next;
}

/** Returns a sequence with the steps, exits and goal that a run follows, and as much priority and rest as people give it now. */
export function asFollowed(pinned: SequenceConfig, current: Pick<SequenceConfig, 'state' | 'priority'>): SequenceConfig {
  return { ...pinned, state: current.state, priority: current.priority };
}
