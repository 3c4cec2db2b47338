/** What looking for a newer version touches outside of itself. */
export interface VersionParts {
  /** Asks whether there is a newer worker; a browser does so by itself only when a page is loaded, and this one stays open for days. */
  readonly look: () => void;
  /**
   * Whether the worker in charge is of another build than this page. That a worker took over says nothing: a page may begin without the one that is
   * there (it was on its way while that one started, or was loaded past it), and the first one it gets may be newer.
   */
  readonly isOther: () => Promise<boolean>;
  readonly onWorker: (listener: () => void) => void;
  readonly isSeen: () => boolean;
  readonly onSeen: (listener: () => void) => void;
  /** Whether nobody would notice that the page is loaded anew: nothing is open, being written or under way. */
  readonly isQuiet: () => boolean;
  readonly reload: () => void;
  readonly later: (run: () => void, ms: number) => () => void;
  readonly nowMs: () => number;
}

/** Tells that a newer version of the console is there. */
export interface Versions {
  readonly isNewer: () => boolean;
  readonly onChange: (listener: () => void) => () => void;
}

/** How often a page that stays open looks. */
const lookEveryMs = 15 * 60_000;
/** A page that was put away so long is not waited for: whoever only looks something up comes back sooner. */
const quietMs = 30_000;

/**
 * Finds newer versions while the page stays open, and takes them when the page was put away for a while with nothing open in it. Until then it only
 * says so: what is on the screen is never taken from under somebody's hands.
 */
export function watchVersions({ look, isOther, onWorker, isSeen, onSeen, isQuiet, reload, later, nowMs }: VersionParts): Versions {
  const listeners = new Set<() => void>();
  let isNewer = false;
  let lookedMs = nowMs();
  let cancel = () => {};

  const take = (): void => {
    if (isNewer && !isSeen() && isQuiet()) reload();
  };
  const waitForQuiet = (): void => {
    cancel();
    if (isNewer && !isSeen()) cancel = later(take, quietMs);
  };
  const lookAgain = (): void => {
    if (!isSeen() || nowMs() - lookedMs < lookEveryMs) return;
    lookedMs = nowMs();
    look();
  };
  const compare = (): void =>
    void isOther().then((isOfOther) => {
      if (isOfOther === isNewer) return;
      isNewer = isOfOther;
      for (const listener of listeners) listener();
      waitForQuiet();
    });
  // It may have taken over before anybody heard.
  compare();
  onWorker(compare);
  onSeen(() => {
    waitForQuiet();
    lookAgain();
  });
  const lookLater = (): void => {
    later(() => {
      lookAgain();
      lookLater();
    }, lookEveryMs);
  };
  lookLater();
  return {
    isNewer: () => isNewer,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
