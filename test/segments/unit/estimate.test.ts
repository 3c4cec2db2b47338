import { describe, expect, it } from '@jest/globals';
import { sampleRate, thinned } from '../../../shared/cards/index.ts';
import { isSampled } from '../../../shared/cards/rules-sample.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { estimate } from '../../../shared/segments/rules-estimate.ts';

const ids = (name: string, count: number) => Array.from({ length: count }, (_, number) => LeadId.parse(`L${name}-${number}`));

describe('an estimate', () => {
  it('holds the true number nineteen times of twenty', () => {
    const groups = Array.from({ length: 150 }, (_, group) => ({ name: String(group), size: 50 + group * 30 }));

    const right = groups.filter(({ name, size }) => {
      const { low, high } = estimate(ids(name, size).filter(isSampled).length, sampleRate);
      return low <= size && size <= high;
    });

    expect(right.length / groups.length).toBeGreaterThan(0.9);
    expect(right.length).toBeLessThan(groups.length);
  });

  it.each([
    [0, 1, { count: 0, low: 0, high: 0 }],
    [7, 1, { count: 7, low: 7, high: 7 }],
    [0, 256, { count: 0, low: 0, high: 984 }],
    [100, 256, { count: 25_600, low: 21_050, high: 31_134 }],
  ])('of %d hits, each for %d leads, has its bounds', (hits, rate, expected) => {
    expect(estimate(hits, rate)).toEqual(expected);
  });
});

describe('a sample that is too large', () => {
  it('is thinned by halves until it can be read, and each of it stands for more', () => {
    const sample = ids('many', 2_000);

    const { leadIds, rate } = thinned(sample, 600);

    expect(rate).toBe(sampleRate * 4);
    expect(leadIds.length).toBeGreaterThan(400);
    expect(leadIds.length).toBeLessThanOrEqual(600);
    expect(thinned(sample, 2_000)).toEqual({ leadIds: sample, rate: sampleRate });
  });
});
