import { describe, expect, it } from '@jest/globals';
import { addressOf, countText, isRunningOut, nextAfter, placeIn, places, stepped } from '../../../web/src/console/work/place.ts';

describe('the places of work', () => {
  it('have an address each, which is read again', () => {
    for (const place of places) expect(placeIn(addressOf(place).replace('#/viec/', ''))).toBe(place);
    expect([placeIn(undefined), placeIn(''), placeIn('khac')]).toEqual([undefined, undefined, undefined]);
  });

  it('say how many there are, and that there are more than were counted', () => {
    const counts = { accept: 0, callback: 0, hot: 3, firstContact: 20, overdue: 0, today: 0 };
    expect(countText('accept', { counts, isCounted: true })).toBeNull();
    expect(countText('hot', { counts, isCounted: true })).toBe('3');
    expect(countText('firstContact', { counts, isCounted: false })).toBe('20+');
  });
});

describe('the card that keys are on', () => {
  const ids = ['a', 'b', 'c'];

  it.each([
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    ['gone', 1, 'a'],
  ] as const)('from %s by %i is %s', (from, by, to) => {
    expect(stepped(ids, from, by)).toBe(to);
  });

  it('is the one behind what goes away, else the one before it, else none', () => {
    expect([nextAfter(ids, 'a'), nextAfter(ids, 'c'), nextAfter(['a'], 'a'), stepped([], null, 1)]).toEqual(['b', 'b', null, null]);
  });
});

describe('an offer', () => {
  const now = new Date('2026-12-01T02:00:00.000Z');

  it.each([
    ['accept', '2026-12-01T02:59:59.000Z', true],
    ['accept', '2026-12-01T01:59:00.000Z', true],
    ['accept', '2026-12-01T03:00:00.000Z', false],
    ['hot', '2026-12-01T02:10:00.000Z', false],
  ] as const)('is counted down within its last hour: %s at %s', (place, dueAt, isDown) => {
    expect(isRunningOut({ place, dueAt }, now)).toBe(isDown);
  });
});
