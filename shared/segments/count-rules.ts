import type { CountView, FigureView } from '../../api/segments/count-view.ts';
import { may, type Principal, seesContactDetails } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { leastTold, tellable } from '../platform/tellable.ts';
import { type Counted, type CountParts, countLeads } from './count-leads.ts';
import { readRule } from './read-rule.ts';
import { estimate } from './rules-estimate.ts';

/** Says how many leads a rule takes in that nobody need have published. @throws InvalidInputError naming every fault of the rule by its path */
export async function countRule(written: unknown, principal: Principal, parts: CountParts): Promise<CountView> {
  const rule = await readRule(written, parts.config);
  const counted = await countLeads([rule], [([fits = false]) => fits], seenBy(principal), parts);
  return { ...figureOf(counted, 0, principal), ...howOf(counted, principal) };
}

export const seenBy = (principal: Principal) => (lead: Lead) => may(principal, 'lead.read', lead, []);

/** Tells what was counted at one place, as far as the caller may know. */
export function figureOf({ looked, rate, hits }: Counted, place: number, principal: Principal): FigureView {
  const figure = estimate(hits[place] ?? 0, rate);
  if (seesContactDetails(principal)) return figure;
  // Of a sample, too: whoever changes a rule little by little would see a single lead of it come and go.
  if (tellable(hits[place] ?? 0, looked) === null) return { count: null, low: null, high: null };
  const rounded = (leads: number) => Math.round(leads / 10) * 10;
  return { count: rounded(figure.count), low: rounded(figure.low), high: rounded(figure.high) };
}

/** Tells how it was counted. */
export function howOf({ looked, rate }: Counted, principal: Principal) {
  const isTold = seesContactDetails(principal) || looked >= leastTold;
  return { isExact: rate === 1, looked: isTold ? (seesContactDetails(principal) ? looked : Math.round(looked / 10) * 10) : null };
}
