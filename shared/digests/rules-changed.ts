/** So many periods before are what is usual. */
export const usualPeriods = 8;
/** Of fewer nothing is known to be usual. */
export const fewestPeriods = 4;
/** A count that stays below this both ways is too small to tell anything. */
export const fewestCounted = 10;
/** A number that changed by less than what it changes by anyway did not change. */
const leastMeasure = 1;

/** A number over periods, the oldest first; null where there is none, such as a share of too few. */
export interface Series {
  readonly name: string;
  readonly unit: 'count' | 'share' | 'money' | 'ms' | 'number';
  readonly now: number | null;
  readonly before: readonly (number | null)[];
}

export interface Change {
  readonly name: string;
  readonly now: number;
  /** The mean of the periods before. */
  readonly usual: number;
  /** By how many times its usual spread it changed. */
  readonly measure: number;
}

/**
 * Says how far a number is from what it was in the periods before: its distance from their mean, by their spread (the sample standard deviation). The spread
 * of a count is at least the root of its mean, as of whatever comes by chance (Poisson), and of any other number a twentieth of its mean: eight weeks that
 * are alike by luck make no alarm. Null where there is too little to tell.
 */
export function changeOf({ name, unit, now, before }: Series): Change | null {
  const known = before.flatMap((value) => value ?? []).slice(-usualPeriods);
  if (now === null || known.length < fewestPeriods) return null;
  const usual = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (unit === 'count' && Math.max(now, usual) < fewestCounted) return null;
  // Money and times come of so few things now and then that nothing is usual.
  if (unit !== 'count' && known.filter((value) => value !== 0).length < fewestPeriods) return null;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - usual) ** 2, 0) / (known.length - 1));
  const least = unit === 'count' ? Math.sqrt(Math.max(usual, 1)) : Math.abs(usual) / 20;
  const spread = Math.max(deviation, least);
  return spread === 0 ? null : { name, now, usual, measure: (now - usual) / spread };
}

/** Returns the numbers that changed most, the first one most, of those that changed by more than they change by anyway. */
export function mostChanged(series: readonly Series[], most: number): Change[] {
  return series
    .flatMap((one) => changeOf(one) ?? [])
    .filter(({ measure }) => Math.abs(measure) >= leastMeasure)
    .toSorted((one, other) => Math.abs(other.measure) - Math.abs(one.measure) || (one.name < other.name ? -1 : 1))
    .slice(0, most);
}

/** A part of a number, such as what came by one source: in the period, and as it usually is. */
export interface Part {
  readonly by: string;
  readonly key: string;
  readonly now: number;
  readonly usual: number;
}

export type Reason = Part & {
  /** How much of the change it explains, 0 to 1; more where others went the other way. */ readonly share: number;
};

/** It explains as much, or is no reason. */
const leastShare = 0.5;
/** And it changed at twice the pace of the rest: what is nearly everything changes as everything does. */
const leastPace = 2;
/** Nor is it a reason that is the whole but for a little. */
const mostOfAll = 0.8;

/** Finds the part that explains most of a change; null where none explains half of it, or only as much as it is large anyway. */
export function reasonOf({ now, usual }: Pick<Change, 'now' | 'usual'>, parts: readonly Part[]): Reason | null {
  const change = now - usual;
  if (change === 0) return null;
  const reasons = parts
    .map((part) => ({ ...part, share: (part.now - part.usual) / change }))
    .filter((part) => part.share >= leastShare && isFaster(part, { now, usual }));
  // The first one of those that explain as much: dimensions stand in the order in which something can be done about them.
  return reasons.toSorted((one, other) => Math.min(other.share, 1) - Math.min(one.share, 1))[0] ?? null;
}

/** Tells whether a part changed, for its size, at twice the pace of the rest; where the rest stood still or went the other way it did. */
function isFaster({ now, usual, share }: Reason, whole: Pick<Change, 'now' | 'usual'>): boolean {
  const rest = { now: whole.now - now, usual: whole.usual - usual };
  if (usual > mostOfAll * whole.usual) return false;
  if (share >= 1) return true;
  if (usual <= 0) return true;
  if (rest.usual <= 0) return false;
  return Math.abs(now - usual) / usual >= leastPace * (Math.abs(rest.now - rest.usual) / rest.usual);
}
