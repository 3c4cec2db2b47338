import type { Candidate } from './decision.ts';

/**
 * Tells whether giving the lead to `chosen` keeps every rep within one lead of their share of the window, now and for whatever
 * follows: nobody above their share rounded up, and everybody's share rounded down still reachable (Balinski and Young's quota
 * condition, with Still's look-ahead). The plain smooth weighted round robin breaks it with weights such as 1, 1 and 5.
 * `level` is share minus given, in leads times the sum of weights, so that it stays a whole number.
 */
export function keepsQuota(chosen: Candidate, kept: readonly Candidate[], credit: number): boolean {
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  if (chosen.level + chosen.weight * credit <= 0) return false;
  const after = kept.map((candidate) => ({
    level: candidate.level + candidate.weight * credit - (candidate === chosen ? total * credit : 0),
    weight: candidate.weight,
  }));
  // Shares repeat after `total` leads (fewer with a common divisor), so what is reachable until then always is.
  const period = total / kept.reduce((divisor, { weight }) => commonDivisor(divisor, weight), 0);
  for (let leads = 0; leads <= period; leads += 1) {
    let due = 0;
    for (const { level, weight } of after) due += Math.max(0, Math.floor((level / credit + leads * weight) / total));
    if (due > leads) return false;
  }
  return true;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
