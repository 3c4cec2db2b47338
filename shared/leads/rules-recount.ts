import type { Lead, Stage } from './record.ts';
import { conditionHolds } from './rules-condition.ts';
import { conditionsOf, type LifecycleRules } from './rules-lifecycle.ts';
import { stagesAbove } from './rules-steps.ts';

/** What rules that were published make of a lead as it stands; `kept`: they would move it, but a person said where it is. */
export type Recounted = { readonly to: Stage; readonly isKept: boolean };

/**
 * Names the highest stage above its own of which a condition holds for a lead as it stands, whatever held before; null: there is none. It
 * never goes back, because stages do not fall by other rules, and what a person decided stands until something new becomes known.
 */
export function recountStage(
  { stage, moved, evidence }: Pick<Lead, 'stage' | 'moved' | 'evidence'>,
  rules: LifecycleRules,
): Recounted | null {
  const to = stagesAbove(stage).findLast((one) => conditionsOf(one, rules).some((condition) => conditionHolds(condition, evidence)));
  return to === undefined ? null : { to, isKept: moved?.by === 'person' };
}
