import type { Enrolment } from './enrolment.ts';
import { mailsLeft } from './rules-refused.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Tells whether a run ends because its person answered: it began before, and may still write to them. A sequence that waits for answers says
 * itself what follows one.
 * @param sequence undefined: it is no more, and another look ends the run
 */
export function isStoppedByReply(sequence: SequenceConfig | undefined, run: Enrolment, repliedAt: Date): boolean {
  if (!sequence || run.state !== 'active' || Date.parse(run.since) > repliedAt.getTime()) return false;
  const waits = sequence.steps.some((step) => step.do === 'wait' && step.event?.types.includes('mail.replied'));
  return !waits && mailsLeft(sequence, run).length > 0;
}
