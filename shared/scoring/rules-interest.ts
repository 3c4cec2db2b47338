import { fold, withoutContactDetails } from '../identity/text.ts';
import { splitAnswers } from '../leads/answers.ts';
import { formIdOf } from '../platform/ids.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import type { Evidence } from './evidence.ts';
import { isOneOf, saysOneOf } from './rules-text.ts';
import type { InterestCondition, InterestRule, ScoringRules } from './scoring-config.ts';

/** What of the rule set interest hangs on. */
export type InterestRules = Pick<ScoringRules, 'interest' | 'halfLifeDays' | 'timeZone'>;

type DecayRules = Pick<InterestRules, 'halfLifeDays'>;
type PointRules = Pick<InterestRules, 'interest' | 'halfLifeDays'>;

/**
 * Interest as it is kept: for each rule the times that count in windows which may still get evidence, and one decaying sum of all
 * that lies before. Times are a set of which each window keeps the earliest few, so evidence may come twice and in any order.
 */
export interface Interest {
  /** Points of closed windows as of `closedAt`. */
  readonly closedPoints: number;
  readonly closedAt: number;
  /** Windows that ended by then are in the sum; evidence for one of them needs a count from the beginning. */
  readonly closedUntil: number;
  /** Rule → epoch seconds, oldest first. */
  readonly open: Readonly<Record<string, readonly number[]>>;
}

export const noInterest: Interest = { closedPoints: 0, closedAt: 0, closedUntil: 0, open: {} };

const daySeconds = 86_400;
const hourSeconds = 3_600;

/** How long a window stays open after its end: a beacon may wait a day in a browser and a day in the queue. */
export const openAfterSeconds = 3 * daySeconds;

export function fits(when: InterestCondition, evidence: Evidence): boolean {
  if ('mail' in when) return evidence.kind === 'mail' && evidence.action === when.mail;
  if ('signal' in when) {
    return (
      evidence.kind === 'signal' &&
      evidence.signal === when.signal &&
      (when.about === undefined || (evidence.about !== '' && isOneOf(evidence.about, when.about)))
    );
  }
  if (evidence.kind !== 'submission') return false;
  const { forms, products, says } = when.submission;
  if (forms && !isOneOf(formIdOf(evidence) ?? '', forms)) return false;
  if (products && !splitAnswers(evidence.fields.product ?? '').some((product) => isOneOf(fold(product), products))) return false;
  return !says || saysOneOf(wordsOf(evidence.fields), says);
}

/** Fields that say who somebody is, where, and how to reach them; the message and a company's own questions are all others. */
const fieldsOfThePerson = new Set(['fullName', 'email', 'phone', 'province', 'provinceCodeSystem', 'company', 'title', 'product']);

function wordsOf(fields: Readonly<Record<string, string>>): string {
  const words = Object.entries(fields).flatMap(([name, value]) => (fieldsOfThePerson.has(name) ? [] : [value]));
  return withoutContactDetails(words.join('\n'));
}

/** Windows of a rule begin at midnight of the company's zone and follow each other; where its clocks change, one is longer or shorter. */
const windowOf = (at: number, { cap }: InterestRule, { timeZone }: InterestRules): number =>
  Math.floor(localSeconds(timeZone, at) / (cap.hours * hourSeconds));

const windowEnd = (window: number, { cap }: InterestRule, { timeZone }: InterestRules): number =>
  reachesLocal(timeZone, (window + 1) * cap.hours * hourSeconds);

/** Of a rule's times those that count: the earliest of each window, as many as the cap allows. */
export function countedTimes(times: Iterable<number>, rule: InterestRule, rules: InterestRules): number[] {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  const taken = new Map<number, number>();
  return sorted.filter((at) => {
    const window = windowOf(at, rule, rules);
    const before = taken.get(window) ?? 0;
    taken.set(window, before + 1);
    return before < rule.cap.times;
  });
}

export const decay = (seconds: number, { halfLifeDays }: DecayRules): number => 2 ** (-seconds / (halfLifeDays * daySeconds));

/** Adds evidence. Null: some of it belongs into a window that is closed, so only a count from the beginning tells. */
export function withEvidence(before: Interest, evidence: readonly Evidence[], rules: InterestRules): Interest | null {
  const open = { ...before.open };
  for (const rule of rules.interest) {
    const times = evidence.filter((one) => fits(rule.when, one)).map(({ at }) => at);
    if (times.length === 0) continue;
    if (times.some((at) => windowEnd(windowOf(at, rule, rules), rule, rules) <= before.closedUntil)) return null;
    open[rule.id] = countedTimes([...(open[rule.id] ?? []), ...times], rule, rules);
  }
  return { ...before, open };
}

/** Moves windows that get no evidence any more into the sum, so that what is kept of a lead does not grow with its history. */
export function closeWindows(before: Interest, now: number, rules: InterestRules): Interest {
  const closedUntil = Math.max(before.closedUntil, now - openAfterSeconds);
  const open: Record<string, readonly number[]> = {};
  const closing: { at: number; points: number }[] = [];
  for (const rule of rules.interest) {
    const times = before.open[rule.id] ?? [];
    const isOpen = (at: number) => windowEnd(windowOf(at, rule, rules), rule, rules) > closedUntil;
    const staying = times.filter(isOpen);
    if (staying.length > 0) open[rule.id] = staying;
    closing.push(...times.filter((at) => !isOpen(at)).map((at) => ({ at, points: rule.points })));
  }
  if (closing.length === 0) return before;
  const carried = before.closedPoints * decay(closedUntil - before.closedAt, rules);
  const closedPoints = closing.reduce((sum, { at, points }) => sum + points * decay(closedUntil - at, rules), carried);
  return { closedPoints, closedAt: closedUntil, closedUntil, open };
}

/** Interest at a moment; below 0 where somebody rather looks for work. */
export function interestAt(interest: Interest, at: number, rules: PointRules): number {
  const open = rules.interest.flatMap(({ id, points }) => (interest.open[id] ?? []).map((time) => points * decay(at - time, rules)));
  return open.reduce((sum, points) => sum + points, interest.closedPoints * decay(at - interest.closedAt, rules));
}

/** Whether two are kept alike. */
export function sameInterest(one: Interest, other: Interest): boolean {
  const [left, right] = [Object.entries(one.open), other.open];
  return (
    one.closedPoints === other.closedPoints &&
    one.closedAt === other.closedAt &&
    left.length === Object.keys(right).length &&
    left.every(([id, times]) => right[id]?.join() === times.join())
  );
}

/** One line of what interest is made of. */
export interface Contribution {
  readonly rule: InterestRule;
  readonly evidence: Evidence;
  /** The rule's points as they are worth at the asked moment. */
  readonly decayedTo: number;
}

/** Interest counted from the beginning, line by line, oldest first: the definition that everything kept must agree with. */
export function contributionsAt(evidence: readonly Evidence[], at: number, rules: InterestRules): Contribution[] {
  const lines = rules.interest.flatMap((rule) => {
    const fitting = new Map<number, Evidence>();
    for (const one of evidence) if (fits(rule.when, one) && !fitting.has(one.at)) fitting.set(one.at, one);
    return countedTimes(fitting.keys(), rule, rules).flatMap((time): Contribution[] => {
      const found = fitting.get(time);
      return found ? [{ rule, evidence: found, decayedTo: rule.points * decay(at - time, rules) }] : [];
    });
  });
  return lines.sort((one, other) => one.evidence.at - other.evidence.at || (one.rule.id < other.rule.id ? -1 : 1));
}

/** The rules that carry most of the interest of windows that are open, strongest first: what a rep can still talk about. */
export function strongestRules(interest: Interest, at: number, rules: PointRules, most = 3): string[] {
  const sums = rules.interest.map(({ id, points }) => ({
    id,
    sum: (interest.open[id] ?? []).reduce((sum, time) => sum + points * decay(at - time, rules), 0),
  }));
  return sums
    .filter(({ sum }) => sum > 0)
    .sort((one, other) => other.sum - one.sum || (one.id < other.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}

/**
 * When interest falls below a threshold, in epoch milliseconds: all of it decays with one half-life, so it is a logarithm away.
 * Null when it is there already or never comes.
 */
export function fallsBelow(interestNow: number, threshold: number, nowMs: number, { halfLifeDays }: DecayRules): number | null {
  if (interestNow < threshold || threshold <= 0) return null;
  return nowMs + Math.log2(interestNow / threshold) * halfLifeDays * daySeconds * 1_000;
}
