import { minutesMs } from '../platform/clock.ts';

/** Whoever looks again within this time looks at the same number in the same visit. */
export const visitMs = 15 * minutesMs;

/** Tells whether somebody asked for a number a moment ago, so that asking again is no other reading. */
export function isSameVisit(revealedAt: string | undefined, now: Date): boolean {
  return revealedAt !== undefined && now.getTime() - Date.parse(revealedAt) < visitMs;
}

/** So many readings within an hour are ordinary, whatever somebody does else. */
export const leastUnusual = 20;
/** How much more than usual is unusual. */
const timesUsual = 3;

/**
 * Tells whether somebody reads far more numbers than they do: more than three times their own median of the hours in which they read any.
 * @param hours how many they read in each of those hours, of the last 30 days; who has none yet is held against none
 */
export function isUnusual(thisHour: number, hours: readonly number[]): boolean {
  return thisHour >= leastUnusual && thisHour > timesUsual * median(hours);
}

/** Returns the middle of numbers; of two middle ones their mean; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
