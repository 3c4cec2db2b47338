import type { ConfigReader } from '../config/index.ts';
import { noFields } from '../fields/index.ts';
import { type Lead, readProvenance } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { evidenceOfLead } from './gather-evidence.ts';
import { type RuleSet, ruleSetAt, ruleSetOfScore } from './rule-set.ts';
import { attributesAt, fitOf, fittingRules } from './rules-fit.ts';
import { type Contribution, contributionsAt } from './rules-interest.ts';
import type { Scores } from './rules-temperature.ts';
import type { FitRule } from './scoring-config.ts';
import { readScore } from './store.ts';

/** Every point of a lead's scores at a moment. */
export interface ScoreExplanation {
  readonly at: Date;
  readonly ruleSet: RuleSet;
  readonly scores: Scores;
  readonly fit: readonly FitRule[];
  readonly interest: readonly Contribution[];
}

/**
 * Counts a lead's scores from the beginning. Now: by the rules that the kept score was counted by, so that the two agree. At a past
 * moment: what had been done and was known by then, by the rules in force then; whose history a device's is, is told as known today.
 */
export async function explainScore(
  lead: Lead,
  at: Date | undefined,
  parts: { readonly table: Table; readonly config: ConfigReader; readonly now: Date },
): Promise<ScoreExplanation> {
  const { table, config, now } = parts;
  const moment = at ?? now;
  const [score, evidence, provenance] = await Promise.all([
    readScore(table, lead.leadId),
    evidenceOfLead(table, lead, now),
    readProvenance(table, lead.leadId),
  ]);
  const ruleSet = at === undefined && score ? await ruleSetOfScore(config, score) : await ruleSetAt(config, moment);
  const { rules } = ruleSet;
  const attributes = attributesAt(lead, provenance, moment.toISOString(), rules.fields ?? noFields);
  const seconds = moment.getTime() / secondsMs;
  const done = at === undefined ? evidence : evidence.filter((one) => one.at <= seconds);
  const interest = contributionsAt(done, seconds, rules);
  return {
    at: moment,
    ruleSet,
    scores: { fit: fitOf(attributes, rules.fit), interest: interest.reduce((sum, { decayedTo }) => sum + decayedTo, 0) },
    fit: fittingRules(attributes, rules.fit),
    interest,
  };
}
