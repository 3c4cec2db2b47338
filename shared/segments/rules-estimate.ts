/** How many leads something is true of, as far as it is known. */
export interface Figure {
  readonly count: number;
  /** The true number lies between them with 95 %; both are the count where each lead was looked at. */
  readonly low: number;
  readonly high: number;
}

/** Of a normal distribution, 95 % lie within so many deviations. */
const deviations = 1.96;

/**
 * Estimates how many leads there are by how many of a sample there are. `rate`: how many leads each of the sample stands for; 1: it is all of
 * them. Whether a lead is in the sample hangs on its id alone, so hits are Poisson distributed; the bounds are those of its score interval, which
 * holds for few hits and for none.
 */
export function estimate(hits: number, rate: number): Figure {
  if (rate === 1) return { count: hits, low: hits, high: hits };
  const middle = hits + deviations ** 2 / 2;
  const half = deviations * Math.sqrt(hits + deviations ** 2 / 4);
  // What was seen is there.
  return { count: hits * rate, low: Math.max(hits, Math.floor((middle - half) * rate)), high: Math.ceil((middle + half) * rate) };
}
