import type { Fact } from '../facts/index.ts';
import type { Asked, Counted, Holder } from './report.ts';
import { isWithin } from './rules-days.ts';

/**
 * Says as of when something is counted that happened at a moment; null: it is not. By event it counts at its own moment, for who had the lead then. By arrival
 * it counts where the lead arrived in the span, as of the arrival, for who got the lead first: so all that a table says is of the same people.
 */
export function anchored(fact: Fact, at: number | null, { basis, span }: Pick<Asked, 'basis' | 'span'>, holder?: Holder): Counted | null {
  if (at === null) return null;
  if (basis === 'arrival') return isWithin(fact.arrivedAt, span) ? { at: fact.arrivedAt } : null;
  return isWithin(at, span) ? { at, ...(holder ? { holder } : {}) } : null;
}
