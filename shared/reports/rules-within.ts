import type { Fact } from '../facts/index.ts';
import { Stage } from '../leads/record.ts';
import { daysMs } from '../platform/clock.ts';

/** What somebody may come to after they arrived. */
export const cohortGoals = ['mql', 'sql', 'sqo', 'customer', 'paid'] as const;
export type CohortGoal = (typeof cohortGoals)[number];

/** Within how many days; null: ever. */
export const cohortWindows = [30, 90, null] as const;
export type CohortWindow = (typeof cohortWindows)[number];

type CohortFact = Pick<Fact, 'arrivedAt' | 'stages' | 'orders'>;

/**
 * Returns when somebody first came to a goal; null: not yet. Who came to a stage passed those below it. Money that was paid was paid, whatever
 * was given back later: a cohort asks whether they came so far.
 */
export function reachedAt({ stages, orders }: CohortFact, goal: CohortGoal): number | null {
  if (goal === 'paid') return first(orders.flatMap(({ facts }) => facts.flatMap(({ kind, at }) => (kind === 'paid' ? [at] : []))));
  const place = Stage.options.indexOf(goal);
  return first(stages.flatMap(({ stage, at }) => (Stage.options.indexOf(stage) >= place ? [at] : [])));
}

const first = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.min(...moments));

/** Tells whether somebody came to a goal within so many days of their arrival; the moment at which they are over no longer counts. */
export function reachedWithin(fact: CohortFact, goal: CohortGoal, days: CohortWindow): boolean {
  const at = reachedAt(fact, goal);
  return at !== null && (days === null || at < fact.arrivedAt + days * daysMs);
}
