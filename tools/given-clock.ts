import { type Clock, systemClock } from '../shared/platform/clock.ts';

/** Longer than a runtime on this machine takes, and no wait for whoever asks something else. */
const patienceMs = 2_000;

/**
 * Returns the clock of the deployment whose table is worked on: that of the local runtime where it answers at the endpoint, as somebody may have moved it, else the
 * machine's.
 */
export async function openGivenClock(endpoint = process.env.AWS_ENDPOINT_URL): Promise<Clock> {
  if (!endpoint || !URL.canParse('/_local/clock', endpoint)) return systemClock;
  try {
    const answer = await fetch(new URL('/_local/clock', endpoint), { signal: AbortSignal.timeout(patienceMs) });
    const { now } = (await answer.json()) as { readonly now?: unknown };
    const aheadMs = typeof now === 'string' ? Date.parse(now) - systemClock().getTime() : Number.NaN;
    return Number.isNaN(aheadMs) ? systemClock : () => new Date(systemClock().getTime() + aheadMs);
  } catch {
    // Another service stands there, which has the time that everybody has.
    return systemClock;
  }
}
