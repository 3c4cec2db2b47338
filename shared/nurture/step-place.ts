import { LeadId, SequenceId, StepId } from '../platform/ids.ts';

/** A step of a run, as a request names it. */
interface NamedStep {
  readonly leadId: string;
  readonly sequenceId: string;
  readonly run: number;
  readonly stepId: string;
}

/** Returns the step that a request names. */
export const stepPlaceOf = ({ leadId, sequenceId, run, stepId }: NamedStep) => ({
  leadId: LeadId.parse(leadId),
  sequenceId: SequenceId.parse(sequenceId),
  run,
  stepId: StepId.parse(stepId),
});

/** Names a step's mail of a run; ids of sequences and steps hold no `_`. */
export const stepName = ({ sequenceId, run, stepId }: Omit<NamedStep, 'leadId'>): string => `${sequenceId}_${run}_${stepId}`;
