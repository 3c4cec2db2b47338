import { describe, expect, it } from '@jest/globals';
import { chainMs, type Link } from '../../../bench/cold/chain.ts';

const quiet: Link = { loadedMs: 200, answeredMs: 300 };
const waking: Link = { ...quiet, wakesMs: 150 };
const short: Link = { loadedMs: 100, answeredMs: 140 };

describe('a chain of functions that all start cold', () => {
  it.each<[string, readonly Link[], number, number]>([
    ['takes each after the other when nobody is woken', [short, quiet, short], 580, 580],
    ['takes the calls alone of those that were ready in time', [waking, short], 340, 340],
    ['takes what is left of the loading of one that is not ready, if its message may wait', [waking, quiet], 450, 600],
    ['gains the more, the further behind a function is', [waking, quiet, quiet], 550, 700],
    ['never takes longer than without being woken', [{ ...waking, wakesMs: 299 }, quiet], 599, 600],
    ['does not wake what began before', [quiet, waking], 600, 600],
  ])('%s', (_, links, waitsForIt, startsAnother) => {
    expect(chainMs(links, 'waitsForIt')).toBe(waitsForIt);
    expect(chainMs(links, 'startsAnother')).toBe(startsAnother);
  });
});
