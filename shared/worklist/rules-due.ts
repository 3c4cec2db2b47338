import { daysMs, minutesMs } from '../platform/clock.ts';

/** Clocks of phones differ, and a request takes its time. */
const toleranceMs = 5 * minutesMs;
const farthestMs = 2 * 365 * daysMs;

/** Says what is wrong with the moment at which a task is to be due; null: nothing. */
export function dueFault(dueAt: string, now: Date): string | null {
  const aheadMs = Date.parse(dueAt) - now.getTime();
  if (aheadMs < -toleranceMs) return 'this moment is past';
  return aheadMs > farthestMs ? 'nobody plans further ahead than two years' : null;
}
