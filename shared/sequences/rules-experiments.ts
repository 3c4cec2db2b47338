import type { ReferenceFault } from '../config/kind.ts';
import type { ExperimentConfig } from '../experiments/experiment-config.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** A mail that is tried against another one, and where it stands. */
export interface ExperimentInForce extends ExperimentConfig {
  readonly sequenceId: string;
  readonly names: SequenceConfig['names'];
  readonly stepId: string;
  /** The template of the step itself. */
  readonly first: string;
  readonly place: readonly [sequence: number, step: number];
}

/** Lists the experiments of sequences, in their order. */
export const experimentsOf = (sequences: readonly Pick<SequenceConfig, 'id' | 'names' | 'steps'>[]): ExperimentInForce[] =>
  sequences.flatMap(({ id, names, steps }, index) =>
    steps.flatMap((step, place): ExperimentInForce[] =>
      step.do === 'mail' && step.experiment
        ? [{ ...step.experiment, sequenceId: id, names, stepId: step.id, first: step.template, place: [index, place] }]
        : [],
    ),
  );

/** What is known of a template that a mail is tried with. */
export interface TriedTemplate {
  readonly id: string;
  readonly purpose: string;
  readonly topic?: string | null | undefined;
}

const faultAt = ({ place: [index, step] }: ExperimentInForce, name: string, message: string): ReferenceFault => ({
  index,
  path: ['steps', step, 'experiment', name],
  message,
});

/** Names experiments that could not be told apart, or whose mails would not be let through alike. */
export function experimentFaults(sequences: readonly SequenceConfig[], templates: readonly TriedTemplate[]): ReferenceFault[] {
  const all = experimentsOf(sequences);
  return all.flatMap((experiment, order) => {
    const { id, first, template } = experiment;
    const [one, other] = [first, template].map((name) => templates.find((known) => known.id === name));
    const isDoubled = all.findIndex((before) => before.id === id) < order;
    const doubled = isDoubled ? [faultAt(experiment, 'id', `${id} is another experiment already: give this one an id of its own`)] : [];
    if (first === template) return [...doubled, faultAt(experiment, 'template', 'write a template other than that of the step')];
    if (!other) return [...doubled, faultAt(experiment, 'template', `there is no template ${template}`)];
    if (!one) return doubled;
    const isAlike = one.purpose === other.purpose && (one.topic ?? null) === (other.topic ?? null);
    return isAlike
      ? doubled
      : [
          ...doubled,
          faultAt(experiment, 'template', `${template} is not for the same purpose and topic as ${first}: both must be let through alike`),
        ];
  });
}

/** Names experiments that try other mails, or for another goal, than under the same id before: what was counted would be of neither. */
export function changedExperiments(sequences: readonly SequenceConfig[], before: readonly SequenceConfig[]): ReferenceFault[] {
  const old = experimentsOf(before);
  return experimentsOf(sequences).flatMap((experiment) => {
    const was = old.find(({ id }) => id === experiment.id);
    if (!was || (was.first === experiment.first && was.template === experiment.template && was.goal === experiment.goal)) return [];
    return [faultAt(experiment, 'id', `${experiment.id} tried other mails, or for another goal: give this one an id of its own`)];
  });
}
