import { secondsMs } from './clock.ts';

/** What is published is known everywhere once all caches are read anew (30 s), also by whoever read them a moment before it. */
export const publicationDelayMs = 45 * secondsMs;

/**
 * Returns how many seconds work that follows a publication has to wait yet. It counts from the publication, not from when somebody heard of it: a
 * stream that is behind adds nothing.
 */
export function secondsAfterPublication(publishedAt: string, now: Date): number {
  const leftMs = Date.parse(publishedAt) + publicationDelayMs - now.getTime();
  return Math.ceil(Math.min(Math.max(leftMs, 0), publicationDelayMs) / secondsMs);
}
