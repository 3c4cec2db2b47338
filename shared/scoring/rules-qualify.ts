import { secondsMs } from '../platform/clock.ts';
import type { Behaviour } from '../qualification/index.ts';
import type { Evidence } from './evidence.ts';
import { fits } from './rules-interest.ts';
import type { ScoringRules } from './scoring-config.ts';

/** What evidence says of a lead's qualification: for each rule that says something, the first that fits it. */
export function saidByEvidence(evidence: readonly Evidence[], { interest }: Pick<ScoringRules, 'interest'>): Behaviour[] {
  return interest.flatMap(({ id, when, qualifies }) => {
    if (!qualifies) return [];
    const [first] = evidence.filter((one) => fits(when, one)).sort((one, other) => one.at - other.at);
    const source = first && sourceOf(first);
    if (!first || !source) return [];
    return [{ ...qualifies, rule: id, source, at: new Date(first.at * secondsMs).toISOString() }];
  });
}

/** Returns the devices and mails from which evidence comes: what none comes from any more was taken back. */
export function sourcesOf(evidence: readonly Evidence[]): ReadonlySet<string> {
  return new Set(evidence.flatMap((one) => sourceOf(one) ?? []));
}

/** The device or the mail; null for a post, which says itself what it means. */
function sourceOf(evidence: Evidence): string | null {
  if (evidence.kind === 'submission') return null;
  return evidence.kind === 'signal' ? evidence.visitorId : evidence.mailId;
}
