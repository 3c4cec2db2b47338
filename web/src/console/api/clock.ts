/** Between which two errors the clock of a device lies: server time minus its own, in milliseconds. */
export interface ClockError {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Tells what time it is where the server is: clocks of phones are wrong by minutes, and by the hours of a zone. */
export interface Clock {
  readonly nowMs: () => number;
  /** What the clock of the device shows. */
  readonly deviceMs: () => number;
  /** Learns from an answer. @param date its header `Date`, in whole seconds */
  readonly learn: (date: string | null, sentMs: number, cameMs: number) => void;
}

interface ClockParts {
  /** The clock of the device. */
  readonly deviceMs: () => number;
  /** What was learned before this page: there may be no network now. @default - nothing */
  readonly known?: ClockError | null;
  readonly keep?: (error: ClockError) => void;
}

const secondMs = 1_000;

/**
 * Each answer says between which two errors the clock lies, because it was made after the question left and before it came; what they have in
 * common is kept. A clock that was set meanwhile fits none of it, and is learned anew. Of what it may be, it is taken to be the latest: what is
 * noted now must not seem to be before what the server did just before, and the server takes what is later than now as now.
 */
export function createClock({ deviceMs, known = null, keep = () => {} }: ClockParts): Clock {
  let error = known;
  return {
    nowMs: () => deviceMs() + (error?.toMs ?? 0),
    deviceMs,
    learn(date, sentMs, cameMs) {
      const atMs = date === null ? Number.NaN : Date.parse(date);
      // The clock was set while the answer was on its way: it tells nothing.
      if (Number.isNaN(atMs) || cameMs < sentMs) return;
      const seen = { fromMs: atMs - cameMs, toMs: atMs + secondMs - sentMs };
      const common = error && { fromMs: Math.max(error.fromMs, seen.fromMs), toMs: Math.min(error.toMs, seen.toMs) };
      const next = common && common.fromMs <= common.toMs ? common : seen;
      if (error?.fromMs === next.fromMs && error.toMs === next.toMs) return;
      error = next;
      keep(error);
    },
  };
}

/** Reads what a page before this one learned; null: nothing that can be read. */
export function clockErrorIn(text: string | null): ClockError | null {
  try {
    const { fromMs, toMs } = JSON.parse(text ?? 'null') ?? {};
    return typeof fromMs === 'number' && typeof toMs === 'number' && fromMs <= toMs ? { fromMs, toMs } : null;
  } catch {
    return null;
  }
}

const place = 'pheu:clock';

/** Opens the clock of this browser, with what its pages learned before. */
export function openClock(): Clock {
  const read = (): string | null => {
    try {
      return localStorage.getItem(place);
    } catch {
      return null;
    }
  };
  return createClock({
    deviceMs: () => Date.now(),
    known: clockErrorIn(read()),
    keep(error) {
      try {
        localStorage.setItem(place, JSON.stringify(error));
      } catch {
        // A browser that keeps nothing learns it anew with each page.
      }
    },
  });
}
