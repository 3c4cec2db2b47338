import { addMs } from '../platform/clock.ts';
import type { Enrolment } from './enrolment.ts';
import type { SequenceConfig } from './sequence-config.ts';
import { lookBackMs } from './step-config.ts';

/** Which entries of a lead's history the next steps of a run may ask for. */
export interface AwaitedEvents {
  readonly types: ReadonlySet<string>;
  /** Later ones than this. */
  readonly from: Date;
}

/** Returns which entries decide about the waits of a run that were not taken yet; null where there are none. */
export function awaitedIn({ done, stepSince }: Enrolment, { steps }: Pick<SequenceConfig, 'steps'>): AwaitedEvents | null {
  const waits = steps.filter((step) => step.do === 'wait').filter(({ id }) => !done.includes(id));
  const types = waits.flatMap(({ event }) => event?.types ?? []);
  const longestMs = Math.max(0, ...waits.map(lookBackMs));
  return types.length === 0 ? null : { types: new Set(types), from: addMs(new Date(stepSince), -longestMs) };
}
