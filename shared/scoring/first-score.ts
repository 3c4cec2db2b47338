import { noFields } from '../fields/index.ts';
import type { Lead } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { WriteItem } from '../platform/table.ts';
import { putTimer } from '../timers/index.ts';
import { evidenceOfPost } from './gather-evidence.ts';
import { coolTimer } from './plan-score.ts';
import type { RuleSet } from './rule-set.ts';
import { attributesOf, fitLevelOf, fitOf } from './rules-fit.ts';
import { interestAt, noInterest, withEvidence } from './rules-interest.ts';
import { coolsAt, coolTime, temperatureOf } from './rules-temperature.ts';
import { putScore } from './store.ts';

/** A new lead with its temperature and level of fit, and the writes of its first score, for the transaction that makes it. */
export function firstScore(
  lead: Lead,
  post: Parameters<typeof evidenceOfPost>[0],
  { version, rules }: RuleSet,
  now: Date,
): { readonly lead: Lead; readonly writes: readonly WriteItem[] } {
  const interest = withEvidence(noInterest, [evidenceOfPost(post)], rules) ?? noInterest;
  const attributes = attributesOf(lead, rules.fields ?? noFields);
  const fit = fitOf(attributes, rules.fit);
  const scores = { fit, interest: interestAt(interest, now.getTime() / secondsMs, rules) };
  const temperature = temperatureOf(scores, 'cold', rules.temperature);
  const timerAt = coolTime(coolsAt(scores, temperature, rules, now.getTime()));
  const counted = { rulesVersion: version, timeZone: rules.timeZone };
  const score = { leadId: lead.leadId, version: 1, ...counted, fit, interest, timerAt, hot: null, countedAt: null, visitedAt: null };
  const writes = [putScore(null, score), ...(timerAt === null ? [] : [putTimer(coolTimer(lead.leadId, timerAt))])];
  return { lead: { ...lead, evidence: { ...lead.evidence, temperature, fit: fitLevelOf(attributes, rules) } }, writes };
}
