import type { LeadFacts } from '../segments/index.ts';
import { isIn } from '../segments/rules-membership.ts';
import type { Leaving } from './rules-rest.ts';
import type { SequenceConfig } from './sequence-config.ts';

/** Returns why a lead has no need of further steps as it stands: the goal first, then the exits in their order; null where it has. */
export function leaving({ goal, exits }: Pick<SequenceConfig, 'goal' | 'exits'>, facts: LeadFacts, at: Date): Leaving | null {
  if (goal && isIn(goal, facts, at)) return { reason: 'goal' };
  const exit = exits.find((one) => isIn(one.if, facts, at));
  return exit ? { reason: 'exit', exitId: exit.id } : null;
}
