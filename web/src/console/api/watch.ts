import { ProblemError, SignedOutError, UnreachableError } from './errors.ts';

/** What is known of an answer that is looked at again and again. */
export type Watched<Body> =
  | { readonly is: 'waiting' }
  /** `isOld`: the last look failed, and this is from before. */
  | { readonly is: 'there'; readonly body: Body; readonly isOld: boolean }
  | { readonly is: 'failed'; readonly error: unknown };

interface Watchable {
  readonly body: unknown;
  /** From before, because nobody answers now. */
  readonly isKept?: boolean;
}

/** What watching touches outside of itself. */
export interface WatchParts<Known extends Watchable> {
  readonly load: (known: Known | undefined, signal: AbortSignal) => Promise<Known>;
  /** How often to look while the page is seen. @default - once, and when the page is seen again */
  readonly everyMs?: number | undefined;
  readonly isSeen: () => boolean;
  /** Hears that the page is seen again, or that there is a network again. */
  readonly onWake: (listener: () => void) => () => void;
  readonly later: (run: () => void, ms: number) => () => void;
  readonly nowMs: () => number;
}

export interface Watch<Body> {
  readonly state: () => Watched<Body>;
  readonly onChange: (listener: () => void) => () => void;
  /** How long ago what is there was asked for and came; without end where nothing did. */
  readonly ageMs: () => number;
  /** Looks now, whatever was looked at a moment ago. */
  readonly again: () => Promise<void>;
  readonly close: () => void;
}

/** What is from before, or did not come at all, is looked at again soon. */
const soonMs = 5_000;
/** A page that is seen again looks anew, if it did not just do so. */
const freshMs = 5_000;

/**
 * Looks at something for as long as it is shown. What is there stays on the screen while the next look is under way, and when it fails; one look
 * is under way at a time, and none while nobody sees the page. What is not there for whoever looks is shown no more.
 */
export function createWatch<Known extends Watchable>({
  load,
  everyMs,
  isSeen,
  onWake,
  later,
  nowMs,
}: WatchParts<Known>): Watch<Known['body']> {
  const ending = new AbortController();
  const listeners = new Set<() => void>();
  let state: Watched<Known['body']> = { is: 'waiting' };
  let known: Known | undefined;
  let lookedMs = Number.NEGATIVE_INFINITY;
  let cameMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let cancel = () => {};

  const become = (next: Watched<Known['body']>): void => {
    if (ending.signal.aborted) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const look = async (): Promise<void> => {
    cancel();
    const askedMs = nowMs();
    lookedMs = askedMs;
    let nextMs = everyMs;
    try {
      const found = await load(known, ending.signal);
      if (found.isKept) {
        nextMs = soonMs;
        return become({ is: 'there', body: found.body, isOld: true });
      }
      cameMs = askedMs;
      const isSame = found === known && state.is === 'there' && !state.isOld;
      known = found;
      if (!isSame) become({ is: 'there', body: found.body, isOld: false });
    } catch (error) {
      // Whoever is signed out is shown the way in, and nothing of what was here.
      if (error instanceof SignedOutError) return;
      // Of what is gone, or somebody else's by now, nothing stays on the screen.
      if (error instanceof ProblemError && error.problem.status === 404) known = undefined;
      if (known === undefined && error instanceof UnreachableError) nextMs = soonMs;
      become(known === undefined ? { is: 'failed', error } : { is: 'there', body: known.body, isOld: true });
    } finally {
      looking = undefined;
      if (nextMs !== undefined && !ending.signal.aborted) cancel = later(() => isSeen() && again(), nextMs);
    }
  };
  const again = (): Promise<void> => {
    looking ??= look();
    return looking;
  };
  const unhear = onWake(() => {
    if (isSeen() && nowMs() - lookedMs > freshMs) void again();
  });
  void again();
  return {
    state: () => state,
    ageMs: () => nowMs() - cameMs,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    again,
    close() {
      ending.abort();
      cancel();
      unhear();
    },
  };
}
