import { createHash } from 'node:crypto';
import type { Arm, ExperimentConfig, Trial } from './experiment-config.ts';

/**
 * Says which mail of an experiment a lead gets: half of all leads each, the same for one lead however often it is asked, and for another experiment
 * as if by another toss.
 */
export function armOf(experimentId: string, leadId: string): Arm {
  const [first = 0] = createHash('sha256').update(`experiment\n${experimentId}\n${leadId}`).digest();
  return first < 128 ? 'a' : 'b';
}

/** A mail of a step, which may be tried against another one. */
export interface TriedMail {
  readonly template: string;
  readonly experiment?: ExperimentConfig | undefined;
}

/**
 * Says which template a lead gets, and for which trial it counts. Once an experiment is decided everybody gets the better mail, or the first where no
 * difference was found, and it counts for nothing.
 * @param verdict - undefined: it was never counted
 */
export function mailFor(
  { template, experiment }: TriedMail,
  leadId: string,
  verdict: 'running' | Arm | 'none' | undefined,
): { readonly template: string; readonly trial?: Trial } {
  if (!experiment) return { template };
  if (verdict !== undefined && verdict !== 'running') return { template: verdict === 'b' ? experiment.template : template };
  const arm = armOf(experiment.id, leadId);
  return { template: arm === 'b' ? experiment.template : template, trial: { id: experiment.id, arm } };
}
