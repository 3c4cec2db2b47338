import { randomFrom } from '../../support/random-numbers.ts';

export type Random = {
  /** A whole number from 0 up to, not including, `limit`. */
  below: (limit: number) => number;
  pick: <T>(items: readonly [T, ...T[]]) => T;
  digits: (count: number) => string;
};

/** A small seeded generator for corpora that are too large and too regular for shrinking to help. */
export function random(from: number): Random {
  const next = randomFrom(from);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
  };
}
