/** One function of a chain, started cold: milliseconds from its start. */
export interface Link {
  readonly loadedMs: number;
  readonly answeredMs: number;
  /** When those behind it were woken; undefined: it wakes nobody. */
  readonly wakesMs?: number | undefined;
}

/** What Lambda does with a message that comes while the instance that was woken for it still loads. */
type Early = 'waitsForIt' | 'startsAnother';

/** Returns the milliseconds from the first event to the last answer, where each link starts with its message or, if it is sooner, when it is woken. */
export function chainMs(links: readonly Link[], early: Early): number {
  let endMs = 0;
  let wokenAtMs = Number.POSITIVE_INFINITY;
  for (const { loadedMs, answeredMs, wakesMs } of links) {
    const readyMs = wokenAtMs + loadedMs;
    const byItselfMs = endMs + answeredMs;
    const woken = readyMs <= endMs || early === 'waitsForIt' ? Math.max(endMs, readyMs) + answeredMs - loadedMs : byItselfMs;
    if (wakesMs !== undefined) wokenAtMs = Math.min(wokenAtMs, endMs + wakesMs);
    endMs = Math.min(byItselfMs, woken);
  }
  return endMs;
}
