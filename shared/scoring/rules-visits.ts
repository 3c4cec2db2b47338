import type { Evidence } from './evidence.ts';

const daySeconds = 86_400;

/** Returns when a visitor last did something, in epoch seconds; null if no evidence is of a visit. */
export function latestVisit(evidence: readonly Evidence[]): number | null {
  return evidence.reduce<number | null>((latest, { kind, at }) => (kind === 'signal' ? Math.max(latest ?? at, at) : latest), null);
}

/** Returns the mark of visits: it moves once a day (UTC), however often the person comes, and never back. */
export function markOfVisits(before: number | null, latest: number | null): number | null {
  if (before === null || latest === null) return before ?? latest;
  const dayOf = (seconds: number) => Math.floor(seconds / daySeconds);
  return dayOf(latest) > dayOf(before) ? latest : before;
}
