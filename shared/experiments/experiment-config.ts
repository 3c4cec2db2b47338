import { z } from 'zod';
import { configId } from '../platform/config-id.ts';

/** The stages, and the deeds, that a mail may be tried for; never opens or clicks, which programs do as well as people. */
export const ExperimentGoal = z.enum(['mql', 'sql', 'sqo', 'customer', 'purchase', 'enquiry']);
export type ExperimentGoal = z.infer<typeof ExperimentGoal>;

/** A second mail that half of the people get in place of the first, until it is known which one brings more of them to the goal. */
export const ExperimentConfig = z.object({
  /** Its own for all time: what was counted under an id is never counted for other mails. */
  id: configId(),
  /** The other mail; for the same purpose and topic as the first, so that both are let through alike. */
  template: configId(),
  /** What people are to come to within 14 days after the mail. `purchase`: they buy. `enquiry`: they post a form once more. */
  goal: ExperimentGoal,
});
export type ExperimentConfig = z.infer<typeof ExperimentConfig>;

export const Arm = z.enum(['a', 'b']);
/** `a` gets the mail of the step, `b` the other one. */
export type Arm = z.infer<typeof Arm>;

/** Which mail of which experiment somebody got. */
export const Trial = z.object({ id: configId(), arm: Arm });
export type Trial = z.infer<typeof Trial>;
