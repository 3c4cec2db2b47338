import { describe, expect, it } from '@jest/globals';
import { compare, liftOf, shareOf } from '../../../shared/scoring/rules-rates.ts';

describe('a rate', () => {
  // Bounds by hand from the formula of Wilson; textbooks have the same for 0 and 10 of 10.
  it.each([
    [2, 3, 0.6667, 0.2077, 0.9385],
    [0, 10, 0, 0, 0.2775],
    [10, 10, 1, 0.7225, 1],
    [50, 100, 0.5, 0.4038, 0.5962],
    [1, 1_000, 0.001, 0.0002, 0.0056],
  ])('of %i in %i is believed as far as the number of cases goes', (hits, of, rate, low, high) => {
    expect(shareOf(hits, of)).toEqual({ of, hits, rate, low, high });
  });

  it('of nothing says nothing', () => {
    expect(shareOf(0, 0)).toEqual({ of: 0, hits: 0, rate: null, low: 0, high: 1 });
    expect([liftOf(shareOf(0, 0), shareOf(5, 10)), liftOf(shareOf(0, 10), shareOf(0, 20))]).toEqual([null, null]);
  });

  it.each([
    ['two of three beside one of five', shareOf(2, 3), shareOf(20, 100), 3.3333, 'unclear'],
    ['twenty of thirty beside one of five', shareOf(20, 30), shareOf(60, 300), 3.3333, 'above'],
    ['one of two hundred beside one of five', shareOf(1, 200), shareOf(60, 300), 0.025, 'below'],
    ['all of them', shareOf(60, 300), shareOf(60, 300), 1, 'unclear'],
    ['none at all', shareOf(0, 0), shareOf(60, 300), null, 'unclear'],
  ] as const)('compares: %s', (_name, part, all, lift, says) => {
    expect([liftOf(part, all), compare(part, all)]).toEqual([lift, says]);
  });
});
