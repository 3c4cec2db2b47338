import { fitsField } from '../fields/index.ts';
import { fold } from '../identity/text.ts';
import { factorLevel, QualificationFactor, type QualificationLevel } from '../leads/evidence.ts';
import { daysMs, secondsMs } from '../platform/clock.ts';
import { reachesLocal } from '../platform/zones.ts';
import { askedFields } from '../profiles/profile-conditions.ts';
import type { Conditions, Count, SegmentRule, Span } from './rule-config.ts';
import type { LeadFacts } from './rules-facts.ts';

/** Tells whether a lead fits a rule at a moment: everything that the rule names holds. */
export function isIn(rule: SegmentRule, facts: LeadFacts, at: Date): boolean {
  const { all = [], any, not } = rule;
  return (
    conditionNames.every((name) => holds(name, rule, facts, at)) &&
    all.every((one) => isIn(one, facts, at)) &&
    (any === undefined || any.some((one) => isIn(one, facts, at))) &&
    (not === undefined || !isIn(not, facts, at))
  );
}

type Asked = { [Name in keyof Conditions]-?: NonNullable<Conditions[Name]> };
type Tests = { [Name in keyof Asked]: (asked: Asked[Name], facts: LeadFacts, at: Date) => boolean };

const tests: Tests = {
  region: (asked, { region }) => asked.includes(region),
  province: (asked, { province }) => isAmong(asked, province),
  kind: (asked, { kind }) => asked === kind,
  source: (asked, { sources }) => isAny(asked, sources),
  campaign: (asked, { campaign }) => isAmong(asked, campaign),
  product: (asked, { products }) => isAny(asked, products),
  tag: (asked, { tags }) => isAny(asked, tags),
  fields: (asked, { fields }) => Object.entries(asked).every(([name, one]) => fitsField(one, fields.get(name) ?? [])),
  locale: (asked, { locale }) => asked === locale,
  consent: (asked, { consents }) => isAny(asked, consents),
  profile: (asked, { profile }) =>
    askedFields.every((field) => asked[field]?.some((word) => profile.get(field)?.includes(fold(word))) ?? true),
  registration: (asked, { registrations }) =>
    Object.entries(asked).every(([formId, standings]) => isAny(standings, registrations.get(formId) ?? [])),
  stage: (asked, { stage }) => asked.includes(stage),
  status: (asked, { status }) => asked.includes(status),
  temperature: (asked, { evidence }) => asked.includes(evidence.temperature),
  fit: (asked, { evidence }) => asked.includes(evidence.fit),
  qualification: (asked, facts) => haveLevels(asked, (factor) => factorLevel(facts.evidence, factor).level),
  confirmed: (asked, facts) => haveLevels(asked, (factor) => confirmedLevel(facts, factor)),
  quoteAsked: (asked, { evidence }) => asked === evidence.quoteAsked,
  leftCart: (asked, { leftCart }) => asked === leftCart,
  reached: (asked, { evidence }) => isBetween(asked, evidence.reached),
  openOpportunities: (asked, { evidence }) => isBetween(asked, evidence.opportunities.open),
  acceptedOpportunities: (asked, { evidence }) => isBetween(asked, evidence.opportunities.accepted),
  wonOpportunities: (asked, { evidence }) => isBetween(asked, evidence.opportunities.won),
  paidPurchases: (asked, { evidence }) => isBetween(asked, evidence.purchases.paid),
  netPaid: (asked, { netPaid }) => isBetween(asked, netPaid.get(asked.currency) ?? 0),
  bought: (asked, { bought }) => isAny(asked, bought),
  created: (asked, facts, at) => isWithin(asked, facts.moments.created, facts, at),
  active: (asked, facts, at) => isWithin(asked, facts.moments.active, facts, at),
  stageSince: (asked, facts, at) => isWithin(asked, facts.moments.stageSince, facts, at),
  statusSince: (asked, facts, at) => isWithin(asked, facts.moments.statusSince, facts, at),
  lastPaid: (asked, facts, at) => isWithin(asked, facts.moments.lastPaid, facts, at),
  lastOrdered: (asked, facts, at) => isWithin(asked, facts.moments.lastOrdered, facts, at),
};

const conditionNames = Object.keys(tests) as (keyof Conditions)[];

function holds<Name extends keyof Asked>(
  name: Name,
  rule: { readonly [Key in Name]?: Asked[Key] | undefined },
  facts: LeadFacts,
  at: Date,
): boolean {
  const asked = rule[name];
  return asked === undefined || tests[name](asked, facts, at);
}

const isAmong = (asked: readonly string[], value: string | null): boolean => value !== null && asked.includes(value);
const isAny = (asked: readonly string[], values: readonly string[]): boolean => values.some((value) => asked.includes(value));

function isBetween({ atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Count, value: number): boolean {
  return value >= atLeast && value <= atMost;
}

function haveLevels(
  asked: NonNullable<Conditions['qualification']>,
  levelOf: (factor: QualificationFactor) => QualificationLevel,
): boolean {
  return QualificationFactor.options.every((factor) => asked[factor]?.includes(levelOf(factor)) ?? true);
}

function confirmedLevel({ evidence }: LeadFacts, factor: QualificationFactor): QualificationLevel {
  const { level, isConfirmed } = factorLevel(evidence, factor);
  return isConfirmed ? level : 'unknown';
}

function isWithin(span: Span, moment: number | null, { timeZone }: LeadFacts, at: Date): boolean {
  if (moment === null) return false;
  const { withinDays, beforeDays, from, until } = span;
  return (
    (withinDays === undefined || at.getTime() < moment + withinDays * daysMs) &&
    (beforeDays === undefined || at.getTime() >= moment + beforeDays * daysMs) &&
    (from === undefined || moment >= startOfDay(from, 0, timeZone)) &&
    (until === undefined || moment < startOfDay(until, 1, timeZone))
  );
}

/** When the clocks of a zone show the beginning of a date, or of one so many days later, in epoch milliseconds. */
function startOfDay(date: string, daysLater: number, timeZone: string): number {
  return reachesLocal(timeZone, (Date.parse(date) + daysLater * daysMs) / secondsMs) * secondsMs;
}
