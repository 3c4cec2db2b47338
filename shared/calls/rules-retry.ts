import { digest } from '../platform/ids.ts';

/** Waits between attempts, in seconds: nearly two days in all, so that an endpoint may be away over a weekend's night. */
export const defaultWaits: readonly number[] = [10, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400];
const longestWaitSeconds = 86_400;
/** Calls that failed together would otherwise come back together. */
const spread = 0.2;

/**
 * Returns the seconds to wait after an attempt; null where no further one is made. As long as the other side asks for, if that is longer,
 * and at most a day. The same call always waits alike.
 * @param attempts how many there were
 */
export function waitAfter(
  attempts: number,
  {
    callId,
    waits,
    retryAfterSeconds,
  }: { readonly callId: string; readonly waits: readonly number[]; readonly retryAfterSeconds: number | null },
): number | null {
  const base = waits[attempts - 1];
  if (base === undefined) return null;
  const jittered = base * (1 - spread + 2 * spread * fractionOf(callId, String(attempts)));
  return Math.round(Math.min(longestWaitSeconds * (1 + spread), Math.max(jittered, Math.min(retryAfterSeconds ?? 0, longestWaitSeconds))));
}

/** From 0 to 1, evenly spread over the parts. */
function fractionOf(...parts: readonly string[]): number {
  const bytes = Buffer.from(digest(...parts), 'base64url');
  return bytes.readUInt32BE(0) / 2 ** 32;
}
