/** What reads has ten seconds, and the way to it some more. */
export const readPatienceMs = 20_000;
/** The API itself gives up after thirty seconds. */
export const writePatienceMs = 30_000;

/**
 * Ends a request that is not answered in `ms`, or that whoever asked gives up: one that hangs on a bad network would leave a page waiting for
 * good, and those behind it as well. `end` is to be called when the answer was read.
 */
export function openPatience(ms: number, given?: AbortSignal): { readonly signal: AbortSignal; readonly end: () => void } {
  const ending = new AbortController();
  const giveUp = () => ending.abort(given?.reason);
  const timer = setTimeout(() => ending.abort(), ms);
  if (given?.aborted) giveUp();
  else given?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: ending.signal,
    end() {
      clearTimeout(timer);
      given?.removeEventListener('abort', giveUp);
    },
  };
}
