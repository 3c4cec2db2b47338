import type { Enrolment } from './enrolment.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Which entries of a lead's history the next steps of a run may ask for. */
export interface AwaitedEvents {
  readonly types: ReadonlySet<string>;
  /** Later ones than this. */
  readonly from: Date;
}

/** Returns which entries decide about the waits of a run that were not taken yet; null where there are none. */
export function awaitedIn({ done, stepSince }: Enrolment, { steps }: Pick<SequenceConfig, 'steps'>): AwaitedEvents | null {
  const types = steps.flatMap((step) => (step.do === 'wait' && step.event && !done.includes(step.id) ? step.event.types : []));
  return types.length === 0 ? null : { types: new Set(types), from: new Date(stepSince) };
}
