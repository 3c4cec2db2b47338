import type { Target } from './target.ts';

type Band = Target['bands'][number];

/** Where nobody says otherwise. */
export const usualBands: readonly Band[] = [
  { fromPercent: 0, names: { vi: 'Chưa đạt', en: 'Below' } },
  { fromPercent: 70, names: { vi: 'Gần đạt', en: 'Close' } },
  { fromPercent: 100, names: { vi: 'Đạt', en: 'Reached' } },
  { fromPercent: 120, names: { vi: 'Vượt', en: 'Exceeded' } },
];

/** Returns how many percent of a target are done, rounded down: 99.9 % has not reached it. What was given back may leave less than nothing, which is 0. */
export const percentOf = (done: number, amount: number): number => Math.max(0, Math.floor((done * 100) / amount));

/** Returns the name of the band in which a percentage lies. @param bands in order, the first one from 0 on */
export function bandOf(percent: number, bands: readonly Band[]): Band['names'] {
  const band = bands.findLast(({ fromPercent }) => fromPercent <= percent) ?? bands[0];
  return band?.names ?? { vi: '', en: '' };
}
