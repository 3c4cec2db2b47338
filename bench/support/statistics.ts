/** Middle value and the range around it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** @throws when there is nothing to summarise. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('no measurements');
  return { median: percentile(values, 50), min: Math.min(...values), max: Math.max(...values), count: values.length };
}

/** Linear between the two nearest ranks. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Ratio of each measurement to the one of the other kind that ran beside it: what slows the machine slows both. */
export function pairRatios(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.flatMap((value, index) => {
    const other = theirs[index];
    return other === undefined ? [] : [value / other];
  });
}
