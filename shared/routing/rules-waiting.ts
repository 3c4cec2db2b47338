import { addMs, isoTime, minutesMs, publicationDelayMs } from '../platform/clock.ts';

/** Pauses between tries. Each divides the next one, so that timers of different pauses meet at the same moments and become one. */
const pausesMs = [5, 10, 20, 60].map((minutes) => minutes * minutesMs);
const [shortestMs = minutesMs, longestMs = minutesMs] = [pausesMs.at(0), pausesMs.at(-1)];

/** Returns when a lead that begins to wait is tried again: at the next round five minutes that are not about to begin. */
export function firstRetryAt(at: Date): Date {
  return nextRound(addMs(at, minutesMs), shortestMs);
}

/** Returns when a pool is tried again: ever more rarely while its oldest lead waits, and at least once an hour. */
export function nextRetryAt(oldest: Date, now: Date): Date {
  const waitedMs = now.getTime() - oldest.getTime();
  return nextRound(now, pausesMs.find((pauseMs) => waitedMs < 2 * pauseMs) ?? longestMs);
}

/** Moments are round for everybody, so that whoever sets the timer of a pool for one of them sets the same timer. */
export function nextRound(at: Date, stepMs = shortestMs): Date {
  return new Date((Math.floor(at.getTime() / stepMs) + 1) * stepMs);
}

/**
 * Returns the moment of the try by new rules, which is its name: from then on they are known everywhere. Named by the publication itself,
 * it could not be told from the try of a timer that is due at the same moment.
 */
export function tickOfPublication(publishedAt: string): string {
  return isoTime(addMs(new Date(publishedAt), publicationDelayMs));
}

/**
 * Tells whether a try is left to the one that follows the publication of the rules in force: from a moment on at which some instances know
 * the rules and others do not, they would give away what waits out of its order.
 */
export function isOvertaken(tick: string, publishedAt: string): boolean {
  return Date.parse(tick) < Date.parse(tickOfPublication(publishedAt));
}
