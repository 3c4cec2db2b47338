/** What an answer means for a post: done, refused for good, or worth another try. */
export type Verdict = 'accepted' | 'rejected' | 'again';

/** Status 0 stands for no answer at all (offline, time-out, blocked). */
export const verdictOf = (status: number): Verdict => {
  if (status >= 200 && status < 300) return 'accepted';
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500 ? 'again' : 'rejected';
};

/** What stands in the way of a post: no network, a browser (or what is built into it) that does not let it go, or a busy server. */
export type Obstacle = 'network' | 'blocked' | 'busy';

/** A Content-Security-Policy, an ad blocker and a missing network look alike to a script, but for what the browser says of the network. */
export const obstacleOf = (status: number, timedOut: boolean, isOnline: boolean): Obstacle => {
  if (status > 0) return 'busy';
  return isOnline && !timedOut ? 'blocked' : 'network';
};

/**
 * How long to wait before the next try, in ms: doubling from 2 s to 60 s, spread by ±25 % so that visitors of one outage
 * do not come back together, and never sooner than a `Retry-After` in seconds (10 min at most).
 */
export const retryDelayMs = (failures: number, random: number, retryAfter: string | null): number => {
  const doubled = Math.min(60_000, 1000 * 2 ** failures) * (0.75 + random / 2);
  const asked = Math.min(600_000, 1000 * Number(retryAfter) || 0);
  return Math.max(doubled, asked);
};
