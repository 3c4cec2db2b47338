import type { Clock } from '../../shared/platform/clock.ts';

/** As long as a visit lasts: whoever looks again within it reads nothing new of the person. */
const visitMs = 15 * 60_000;
/** Lines that are remembered; an instance that reads more of them leaves one twice rather than none. */
const mostRemembered = 5_000;

/**
 * Tells whether a read is the first of its kind within fifteen minutes, by the memory of this instance: a page that asks every half minute
 * leaves one line and not thirty, and a new instance another one.
 */
export function openVisits(clock: Clock): (userId: string, leadId: string) => boolean {
  const seen = new Map<string, number>();
  return (userId, leadId) => {
    const key = `${userId} ${leadId}`;
    const now = clock().getTime();
    const before = seen.get(key);
    if (before !== undefined && now - before < visitMs) return false;
    if (seen.size >= mostRemembered) seen.clear();
    seen.set(key, now);
    return true;
  };
}
