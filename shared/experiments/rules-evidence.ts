import type { Arm } from './experiment-config.ts';

/** Evidence of so much is enough: where there is no difference, at most one experiment in twenty ever comes to it, however often one looks (Ville's inequality). */
export const enoughEvidence = 20;

/**
 * After so many conversions without enough evidence an experiment is over. A true 60:40 has shown itself by then in 95 of 100; what has not is too small
 * for the time it would take.
 */
export const mostConversions = 500;

/** How strongly both mails are believed to be alike before anything is seen: Beta(10, 10), as if ten of each had converted. */
const prior = 10;

/**
 * What the conversions of an experiment say, in the order in which they happened. `none`: no difference was found.
 * `eValue`: how many times better "one mail brings more" foretold what was seen than "both bring alike", p = ½.
 */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  readonly eValue: number;
  readonly verdict: 'running' | Arm | 'none';
}

export const noEvidence: Evidence = { a: 0, b: 0, eValue: 1, verdict: 'running' };

/**
 * Weighs one more conversion. The e-value is the mixture of all shares over Beta(10, 10) against one half, so that it grows by what the share seen so
 * far gave the arm that converted. What is decided stays decided.
 */
export function weigh(evidence: Evidence, arm: Arm): Evidence {
  if (evidence.verdict !== 'running') return evidence;
  const seen = evidence.a + evidence.b;
  const foretold = (prior + evidence[arm]) / (2 * prior + seen);
  const eValue = evidence.eValue * (foretold / (1 / 2));
  const next = { ...evidence, [arm]: evidence[arm] + 1, eValue };
  return { ...next, verdict: verdictOf(next) };
}

function verdictOf({ a, b, eValue }: Omit<Evidence, 'verdict'>): Evidence['verdict'] {
  if (eValue >= enoughEvidence) return a > b ? 'a' : 'b';
  return a + b >= mostConversions ? 'none' : 'running';
}
