import type { Temperature } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Attributes, Evidence } from './evidence.ts';
import type { Conversion } from './rules-conversion.ts';
import { fitOf, fittingRules } from './rules-fit.ts';
import { type Contribution, contributionsAt, decay } from './rules-interest.ts';
import { rankOf, type Scores, temperatureOf } from './rules-temperature.ts';
import type { ScoringRules } from './scoring-config.ts';

/** A lead with its history, as a set of rules is tried on it. Times are epoch seconds. */
export interface PastLead {
  readonly leadId: LeadId;
  readonly createdAt: number;
  /** As it stands on the lead. */
  readonly temperature: Temperature;
  readonly evidence: readonly Evidence[];
  /** What was known of the person at a moment. The same object as long as nothing changed: then fit is counted once. */
  readonly attributesAt: (at: number) => Attributes;
  readonly conversion: Conversion | null;
}

/** What a set of rules says of a lead. */
export interface Judgement {
  /** How warm the lead got before it converted, or until now where it did not. */
  readonly peak: { readonly temperature: Temperature; readonly at: number; readonly scores: Scores };
  /** How warm it would be once these rules were in force, coming from the temperature that stands on it. */
  readonly now: { readonly temperature: Temperature; readonly scores: Scores };
  /** Ids of the rules that counted before the lead converted. */
  readonly fired: readonly string[];
}

/** Nothing at or after the moment of conversion has a say in `peak` and `fired`: it cannot have foretold what it came with or after. */
export function judge(lead: PastLead, rules: ScoringRules, now: number): Judgement {
  const end = lead.conversion?.at ?? null;
  const all = contributionsAt(lead.evidence, now, rules);
  // Caps keep the earliest times of a window, so what counted before a moment does not hang on what came after it.
  const lines = end === null ? all : all.filter(({ evidence }) => evidence.at < end);
  const moments = lead.evidence.filter(({ at }) => end === null || at < end).map(({ at }) => at);
  const scores = {
    fit: fitOf(lead.attributesAt(now), rules.fit),
    interest: all.reduce((sum, { decayedTo }) => sum + decayedTo, 0),
  };
  const known = lead.attributesAt(end === null ? now : end - 1);
  const fired = [...fittingRules(known, rules.fit).map(({ id }) => id), ...new Set(lines.map(({ rule }) => rule.id))];
  return {
    peak: peakOf(lead, lines, moments, rules),
    now: { temperature: temperatureOf(scores, lead.temperature, rules.temperature), scores },
    fired,
  };
}

/**
 * Interest above nothing rises at evidence alone, so a peak lies at a moment of evidence, or where the lead begins: nobody saw the
 * temperature of somebody unknown, but what they did before counts from then on. However warm a lead was before, it comes to a level for
 * the first time by what entering asks for; staying asks for less and makes no peak.
 */
function peakOf(lead: PastLead, lines: readonly Contribution[], moments: readonly number[], rules: ScoringRules): Judgement['peak'] {
  const fitAt = fitCounter(lead, rules);
  const heightAt = (at: number, interest: number): Judgement['peak'] => {
    const scores: Scores = { fit: fitAt(at), interest };
    return { temperature: temperatureOf(scores, 'cold', rules.temperature), at, scores };
  };
  const heights = interestOver(lines, lead.createdAt, moments, rules).map(({ at, interest }) => heightAt(at, interest));
  return heights.reduce((peak, height) => (isAbove(height, peak) ? height : peak));
}

/** Interest at a moment, and what was left of it right before. */
interface Moment {
  readonly at: number;
  readonly before: number;
  readonly interest: number;
}

/** Interest as time goes: where the lead begins, with all that it did until then, and at each later moment. Never empty. */
function interestOver(lines: readonly Contribution[], createdAt: number, moments: Iterable<number>, rules: ScoringRules): Moment[] {
  const points = new Map<number, number>();
  for (const { rule, evidence } of lines) points.set(evidence.at, (points.get(evidence.at) ?? 0) + rule.points);
  let last = createdAt;
  let interest = 0;
  for (const [at, sum] of points) if (at <= last) interest += sum * decay(last - at, rules);
  const first = { at: last, before: interest, interest };
  const later = [...new Set(moments)].filter((at) => at > createdAt).sort((one, other) => one - other);
  return [
    first,
    ...later.map((at): Moment => {
      const before = interest * decay(at - last, rules);
      interest = before + (points.get(at) ?? 0);
      last = at;
      return { at, before, interest };
    }),
  ];
}

/** A fit that keeps nobody from a level. */
const bestFit = 100;

/**
 * The warmest level at which interest could keep a lead now, had there been this evidence and no other: who once came to a level stays
 * while it holds. Fit has no say, for evidence does not make it. Times in epoch seconds.
 */
export function heldBy(evidence: readonly Evidence[], createdAt: number, now: number, rules: ScoringRules): Temperature {
  const lines = contributionsAt(evidence, now, rules);
  const moments = [...lines.map((line) => line.evidence.at), now];
  const levelOf = (interest: number, before: Temperature) => temperatureOf({ fit: bestFit, interest }, before, rules.temperature);
  return interestOver(lines, createdAt, moments, rules).reduce<Temperature>(
    (level, { before, interest }) => levelOf(interest, levelOf(before, level)),
    'cold',
  );
}

function isAbove(one: Judgement['peak'], other: Judgement['peak']): boolean {
  const steps = rankOf(one.temperature) - rankOf(other.temperature);
  return steps > 0 || (steps === 0 && one.scores.interest > other.scores.interest);
}

function fitCounter(lead: PastLead, rules: ScoringRules): (at: number) => number {
  let counted: { readonly attributes: Attributes; readonly fit: number } | undefined;
  return (at) => {
    const attributes = lead.attributesAt(at);
    if (counted?.attributes !== attributes) counted = { attributes, fit: fitOf(attributes, rules.fit) };
    return counted.fit;
  };
}
