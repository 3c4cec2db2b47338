import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { advanceRequest } from './advance-request.ts';
import type { Enrolment } from './enrolment.ts';
import type { RestTimer } from './machine.ts';

/**
 * Returns the write of the timer that has the step taken at which a run rests: by the gate where it is a mail, else by `work`. Nobody takes
 * it back: whoever it wakes finds the run elsewhere, and does nothing.
 */
export function timerOf({ leadId, sequenceId, run, stepId }: Enrolment, { dueAt, to }: RestTimer): PutWrite {
  const place = { leadId, sequenceId, run, stepId };
  const due = isoTime(dueAt);
  const timer = { timerId: timerIdFor('sequence', leadId, sequenceId, String(run), stepId), dueAt: due };
  if (to === 'mail') return putTimer({ ...timer, queue: 'mail', message: { v: 1, kind: 'sequenceMail', ...place } });
  const { groupId, body } = askFor(advanceRequest, { ...place, dueAt: due });
  return putTimer({ ...timer, queue: 'work', groupId, message: body });
}

/** Returns the write of the timer that has `work` look at a run at once, where whoever moves it lacks what has to be known. */
export const workTimer = (enrolment: Enrolment, now: Date): PutWrite => timerOf(enrolment, { dueAt: now, to: 'work' });
