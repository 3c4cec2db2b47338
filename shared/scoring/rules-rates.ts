import type { Comparison, Share } from '../../api/scoring/backtest-view.ts';

/** Of the normal distribution, for 95 %. */
const z = 1.96;

/** A rate with its Wilson score interval (E. B. Wilson, 1927), which holds for few cases and for rates near 0 and 1, too. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { of, hits, rate: null, low: 0, high: 1 };
  const rate = hits / of;
  const width = 1 + z ** 2 / of;
  const centre = (rate + z ** 2 / (2 * of)) / width;
  const reach = (z * Math.sqrt((rate * (1 - rate)) / of + z ** 2 / (4 * of ** 2))) / width;
  return { of, hits, rate: rounded(rate), low: rounded(Math.max(0, centre - reach)), high: rounded(Math.min(1, centre + reach)) };
}

/** How many times the rate of all; null where nothing was counted. */
export function liftOf(part: Share, all: Share): number | null {
  if (part.of === 0 || all.hits === 0) return null;
  return rounded(part.hits / part.of / (all.hits / all.of));
}

/** Below it even the interval says too much: two of three against one of five would pass. */
const leastCases = 10;

/** Whether a part surely differs from all. */
export function compare(part: Share, all: Share): Comparison {
  if (part.of < leastCases) return 'unclear';
  const rate = all.rate ?? 0;
  if (part.low > rate) return 'above';
  return part.high < rate ? 'below' : 'unclear';
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
