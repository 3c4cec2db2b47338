import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameVisit, isUnusual, leastUnusual, median } from '../../../shared/revealing/rules-reveal.ts';

describe('reading far more numbers than usual', () => {
  it.each([
    ['three times the median is still usual', 30, [10, 10, 10], false],
    ['more than three times is not', 31, [10, 10, 10], true],
    ['a few are usual, whatever was before', leastUnusual - 1, [1], false],
    ['one wild hour before changes the median little', 31, [10, 10, 300], true],
    ['who has read none yet is held against none', leastUnusual, [], true],
  ])('%s', (_, thisHour, hours, unusual) => {
    expect(isUnusual(thisHour, hours)).toBe(unusual);
  });

  it('holds whatever the order of the hours is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 })), fc.integer({ min: 1, max: 500 }), (hours, thisHour) => {
        expect(isUnusual(thisHour, hours)).toBe(isUnusual(thisHour, [...hours].reverse()));
        expect(hours.filter((hour) => hour < median(hours)).length).toBeLessThanOrEqual(hours.length / 2);
      }),
    );
  });
});

it('a visit lasts a quarter of an hour', () => {
  const at = '2026-11-24T02:00:00.000Z';
  const after = (minutes: number) => isSameVisit(at, new Date(Date.parse(at) + minutes * 60_000));

  expect([after(0), after(14.9), after(15), isSameVisit(undefined, new Date(0))]).toEqual([true, true, false, false]);
});
