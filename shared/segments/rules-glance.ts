import {
  activityConditions,
  type Conditions,
  momentNames,
  profileConditions,
  purchaseConditions,
  registrationConditions,
  type SegmentRule,
} from './rule-config.ts';
import type { LeadFacts } from './rules-facts.ts';
import { isIn } from './rules-membership.ts';

/** Whether a lead fits a rule as far as its record tells; `open`: what lies beside the record, or time, may tell otherwise. */
export type Glance = 'in' | 'out' | 'open';

/** Conditions about what lies beside the record of a lead. */
const beside: readonly string[] = [...activityConditions, ...purchaseConditions, ...profileConditions, ...registrationConditions];

/** Holds a lead against a rule by its record alone, for whoever wants to know whether anything has to be read. */
export function glanceAt(rule: SegmentRule, facts: LeadFacts, at: Date): Glance {
  const { all = [], any, not, ...conditions } = rule;
  const { known, isWhole } = closedConditions(conditions);
  return every([
    isIn(known, facts, at) ? 'in' : 'out',
    isWhole ? 'in' : 'open',
    ...all.map((one) => glanceAt(one, facts, at)),
    ...(any ? [opposite(every(any.map((one) => opposite(glanceAt(one, facts, at)))))] : []),
    ...(not ? [opposite(glanceAt(not, facts, at))] : []),
  ]);
}

/** The conditions that the record answers for good: a span of days ends some time. */
function closedConditions(conditions: Conditions): { readonly known: Conditions; readonly isWhole: boolean } {
  const isOpen = (name: string) => beside.includes(name) || movesWithTime(conditions, name);
  const entries = Object.entries(conditions);
  return { known: Object.fromEntries(entries.filter(([name]) => !isOpen(name))), isWhole: !entries.some(([name]) => isOpen(name)) };
}

function movesWithTime(conditions: Conditions, name: string): boolean {
  const moment = momentNames.find((one) => one === name);
  const span = moment && conditions[moment];
  return span !== undefined && (span.withinDays !== undefined || span.beforeDays !== undefined);
}

function every(glances: readonly Glance[]): Glance {
  if (glances.includes('out')) return 'out';
  return glances.includes('open') ? 'open' : 'in';
}

const opposite = (glance: Glance): Glance => (glance === 'open' ? 'open' : glance === 'in' ? 'out' : 'in');
