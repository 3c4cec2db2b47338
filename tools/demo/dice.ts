import { randomFrom } from '../../test/support/random-numbers.ts';

/** Chance that can be repeated: the same seed throws the same. */
export interface Dice {
  /** From 0 to just below 1. */
  roll(): number;
  /** True in so many of a hundred throws. */
  isLucky(percent: number): boolean;
  /** A whole number between both, which count as well. */
  between(least: number, most: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** Chooses by weight. */
  weigh<Choice>(choices: readonly (readonly [weight: number, choice: Choice])[]): Choice;
  /** Dice of their own for one subject, so that a throw more here changes nothing there. */
  for(subject: string): Dice;
}

/** Makes dice that throw the same for the same seed. */
export function diceOf(seed: number): Dice {
  const roll = randomFrom(seed);
  const weigh = <Choice>(choices: readonly (readonly [weight: number, choice: Choice])[]): Choice => {
    let left = roll() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    throw new RangeError('there is nothing to choose from');
  };
  return {
    roll,
    weigh,
    isLucky: (percent) => roll() * 100 < percent,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    pick: (choices) => weigh(choices.map((choice) => [1, choice] as const)),
    for: (subject) => diceOf(seedOf(seed, subject)),
  };
}

/** FNV-1a of the subject, begun with the seed. */
function seedOf(seed: number, subject: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of subject) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
