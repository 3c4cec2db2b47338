import { daysMs } from '../platform/clock.ts';
import { momentNames, partsOf, type SegmentRule } from './rule-config.ts';
import type { LeadFacts } from './rules-facts.ts';
import { isIn } from './rules-membership.ts';

/**
 * Returns the earliest later moment at which time alone makes a lead fit a rule, or fit it no more; null where it never does. Exact: between
 * the moments at which one of its spans of days begins or ends the answer stays the same.
 */
export function nextFlipAt(rule: SegmentRule, facts: LeadFacts, at: Date): Date | null {
  const stands = isIn(rule, facts, at);
  return edgesOf(rule, facts, at).find((edge) => isIn(rule, facts, edge) !== stands) ?? null;
}

/** Latest moment that a date can hold. */
const endOfTime = 8_640_000_000_000_000;

function edgesOf(rule: SegmentRule, { moments }: LeadFacts, at: Date): Date[] {
  const edges = new Set<number>();
  for (const { rule: part } of partsOf(rule)) {
    for (const name of momentNames) {
      const moment = moments[name];
      if (moment === null) continue;
      for (const days of [part[name]?.withinDays, part[name]?.beforeDays]) {
        if (days !== undefined) edges.add(moment + days * daysMs);
      }
    }
  }
  const later = [...edges].filter((edge) => edge > at.getTime() && edge <= endOfTime);
  return later.sort((one, other) => one - other).map((edge) => new Date(edge));
}
