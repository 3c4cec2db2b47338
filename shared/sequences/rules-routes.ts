import type { StepId } from '../platform/ids.ts';
import type { SequenceConfig } from './sequence-config.ts';
import type { Step } from './step-config.ts';

type Steps = Pick<SequenceConfig, 'steps'>;

/** Returns a step of a sequence; undefined where there is none of that id. */
export function stepOf({ steps }: Steps, stepId: StepId | null): Step | undefined {
  return steps.find(({ id }) => id === stepId);
}

/** Returns the step that comes after one by itself: what `next` says, else the one that is written below; null: the run is over. */
export function nextOf({ steps }: Steps, step: Step): StepId | null {
  if (step.do === 'end') return null;
  return step.next ?? steps[steps.indexOf(step) + 1]?.id ?? null;
}

/** A way from a step to another. */
export interface Route {
  readonly path: readonly (string | number)[];
  /** Null: the run is over. */
  readonly to: StepId | null;
}

/** Lists all ways that lead on from a step, those that are not written down as well. */
export function routesOf(sequence: Steps, step: Step): Route[] {
  const usual: Route = { path: step.do === 'end' ? [] : ['next'], to: nextOf(sequence, step) };
  if (step.do === 'branch') {
    const cases = step.cases.map(({ goTo }, place) => ({ path: ['cases', place, 'goTo'], to: goTo }));
    return [...cases, step.else === undefined ? usual : { path: ['else'], to: step.else }];
  }
  if (step.do === 'wait' && step.event) {
    return (['onEvent', 'onTimeout'] as const).map((name) => {
      const to = step[name];
      return to === undefined ? usual : { path: [name], to };
    });
  }
  if (step.do === 'wait' && typeof step.until === 'object') return [usual, { path: ['onGone'], to: step.onGone ?? null }];
  return [usual];
}
