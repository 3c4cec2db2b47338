import type { CountView, FigureView, OverlapView } from '../../api/segments/count-view.ts';
import type { OverlapRequest } from '../../api/segments/overlap-segments.ts';
import { may, type Principal, seesContactDetails } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { leastTold, tellable } from '../platform/tellable.ts';
import { type Counted, type CountParts, countLeads } from './count-leads.ts';
import { readRule } from './read-rule.ts';
import type { SegmentRule } from './rule-config.ts';
import { estimate } from './rules-estimate.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';

/** Says how many leads a rule takes in that nobody need have published. @throws InvalidInputError naming every fault of the rule by its path */
export async function countRule(written: unknown, principal: Principal, parts: CountParts): Promise<CountView> {
  const rule = await readRule(written, parts.config);
  const counted = await countLeads([rule], [([fits = false]) => fits], seenBy(principal), parts);
  return { ...figureOf(counted, 0, principal), ...howOf(counted, principal) };
}

/** Says how many leads two segments have in common. @throws InvalidInputError for a segment that is not there or has no rule */
export async function overlapOf({ a, b }: OverlapRequest, principal: Principal, parts: CountParts): Promise<OverlapView> {
  const segments = await segmentsInForce(parts.config);
  const rules = [ruleOf(segments, 'a', a), ruleOf(segments, 'b', b)];
  const counted = await countLeads(
    rules,
    [([inA = false]) => inA, ([, inB = false]) => inB, ([inA = false, inB = false]) => inA && inB],
    seenBy(principal),
    parts,
  );
  const figure = (place: number) => figureOf(counted, place, principal);
  return { inA: figure(0), inB: figure(1), inBoth: figure(2), ...howOf(counted, principal) };
}

function ruleOf({ all }: Segments, path: keyof OverlapRequest, id: string): SegmentRule {
  const segment = all.get(id);
  if (segment?.rule) return segment.rule;
  const message = segment ? `the leads of ${id} are put in by hand: it has no rule` : `there is no segment ${id}`;
  throw new InvalidInputError('The two cannot be compared.', [{ path, message }]);
}

const seenBy = (principal: Principal) => (lead: Lead) => may(principal, 'lead.read', lead, []);

function figureOf({ looked, rate, hits }: Counted, place: number, principal: Principal): FigureView {
  const figure = estimate(hits[place] ?? 0, rate);
  if (seesContactDetails(principal)) return figure;
  // Of a sample, too: whoever changes a rule little by little would see a single lead of it come and go.
  if (tellable(hits[place] ?? 0, looked) === null) return { count: null, low: null, high: null };
  const rounded = (leads: number) => Math.round(leads / 10) * 10;
  return { count: rounded(figure.count), low: rounded(figure.low), high: rounded(figure.high) };
}

function howOf({ looked, rate }: Counted, principal: Principal) {
  const isTold = seesContactDetails(principal) || looked >= leastTold;
  return { isExact: rate === 1, looked: isTold ? (seesContactDetails(principal) ? looked : Math.round(looked / 10) * 10) : null };
}
