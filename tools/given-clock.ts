import { type Clock, systemClock } from '../shared/platform/clock.ts';

/** Longer than a runtime on this machine takes, and no wait for whoever asks something else. */
const patienceMs = 2_000;

/**
 * Returns the clock of the deployment whose table is worked on: that of the local runtime where its environment names it (`LOCAL_CLOCK_URL`), as somebody may have
 * moved it, else the machine's.
 */
export async function openGivenClock(url = process.env.LOCAL_CLOCK_URL): Promise<Clock> {
  if (!url) return systemClock;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    const { now } = (await answer.json()) as { readonly now?: unknown };
    const aheadMs = typeof now === 'string' ? Date.parse(now) - systemClock().getTime() : Number.NaN;
    return Number.isNaN(aheadMs) ? systemClock : () => new Date(systemClock().getTime() + aheadMs);
  } catch {
    // The runtime of an old shell is gone: the table is another one's.
    return systemClock;
  }
}
