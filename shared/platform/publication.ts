import { publicationDelayMs, secondsMs } from './clock.ts';

/**
 * Returns how many seconds work that follows a publication has to wait yet. It counts from the publication, not from when somebody heard of it: a
 * stream that is behind adds nothing.
 */
export function secondsAfterPublication(publishedAt: string, now: Date): number {
  const leftMs = Date.parse(publishedAt) + publicationDelayMs - now.getTime();
  return Math.ceil(Math.min(Math.max(leftMs, 0), publicationDelayMs) / secondsMs);
}
