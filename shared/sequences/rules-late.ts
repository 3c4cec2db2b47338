import { daysMs } from '../platform/clock.ts';
import type { DueMail } from './rules-plan.ts';
import type { SequenceConfig } from './sequence-config.ts';
import { durationMs, type StepOf } from './step-config.ts';

/** Where nobody says how long: what a service mail is about has passed sooner, and whoever is held back from advertising may be so for days. */
const usualMs = { service: 3 * daysMs, advertising: 14 * daysMs } as const;

/** Returns for how long after it was due a mail is of use: as its step says, else its sequence, else what is usual for its purpose. */
export function usefulMs(
  step: Pick<StepOf<'mail'>, 'notAfter'>,
  sequence: Pick<SequenceConfig, 'notAfter'>,
  purpose: DueMail['purpose'],
): number {
  const written = step.notAfter ?? sequence.notAfter;
  return written === undefined ? usualMs[purpose] : durationMs(written);
}
