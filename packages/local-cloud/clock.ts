import { Cron } from 'croner';
import type { Due } from './due-heap.ts';
import { DueHeap } from './due-heap.ts';

export type Cancel = () => void;

/** A period in milliseconds, or a croner pattern (read in UTC unless a time zone is given). */
export type Period = number | string | { readonly cron: string; readonly timeZone: string };

/** The time of the whole local runtime: the machine's time plus an offset that only grows. */
export interface LocalClock {
  now(): number;
  /** Moves the time forward; everything overdue fires before this returns, in due order, and sees the new time. */
  advance(byMs: number): void;
  /** Milliseconds at index 0 of a BigInt64Array, so that worker threads can shift their Date. */
  readonly offset: SharedArrayBuffer;
  onAdvance(listener: (byMs: number) => void): Cancel;
  at(dueMs: number, fire: () => void): Cancel;
  /** Fires once per period; ticks that were missed in a jump come as one. */
  every(period: Period, fire: () => void): Cancel;
  close(): void;
}

interface Timer extends Due {
  readonly fire: () => void;
  isCancelled: boolean;
}

// setTimeout fires at once when it is asked for more.
const longestTimeoutMs = 2 ** 31 - 1;

export function createClock(): LocalClock {
  const offset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const offsetMs = new BigInt64Array(offset);
  const timers = new DueHeap<Timer>();
  const listeners = new Set<(byMs: number) => void>();
  let order = 0;
  let alarm: { readonly dueMs: number; readonly handle: NodeJS.Timeout } | undefined;
  let isClosed = false;

  const now = (): number => Date.now() + Number(Atomics.load(offsetMs, 0));

  const arm = (): void => {
    const next = timers.peek();
    if (isClosed || next === undefined || (alarm !== undefined && alarm.dueMs <= next.dueMs)) return;
    clearTimeout(alarm?.handle);
    const handle = setTimeout(ring, Math.min(Math.max(next.dueMs - now(), 0), longestTimeoutMs));
    // The HTTP server keeps the runtime alive; a timer alone must not keep a finished test running.
    handle.unref();
    alarm = { dueMs: next.dueMs, handle };
  };

  const fireOverdue = (): void => {
    for (let next = timers.peek(); next !== undefined && next.dueMs <= now(); next = timers.peek()) {
      timers.pop();
      if (!next.isCancelled) fireSafely(next.fire);
    }
  };

  const ring = (): void => {
    alarm = undefined;
    fireOverdue();
    arm();
  };

  const at = (dueMs: number, fire: () => void): Cancel => {
    const timer: Timer = { dueMs, order: order++, fire, isCancelled: false };
    timers.push(timer);
    arm();
    return () => {
      timer.isCancelled = true;
    };
  };

  const every = (period: Period, fire: () => void): Cancel => {
    const nextAfter = periodOf(period, now());
    let cancelNext: Cancel = () => {};
    const schedule = (): void => {
      const dueMs = nextAfter(now());
      if (dueMs === undefined) return;
      cancelNext = at(dueMs, () => {
        schedule();
        fire();
      });
    };
    schedule();
    return () => cancelNext();
  };

  return {
    now,
    offset,
    at,
    every,
    advance(byMs) {
      if (!Number.isSafeInteger(byMs) || byMs < 0) throw new RangeError(`the clock moves forward by whole milliseconds, not by ${byMs}`);
      Atomics.add(offsetMs, 0, BigInt(byMs));
      fireOverdue();
      for (const listener of listeners) listener(byMs);
      clearTimeout(alarm?.handle);
      alarm = undefined;
      arm();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      clearTimeout(alarm?.handle);
      timers.clear();
    },
  };
}

function periodOf(period: Period, startMs: number): (afterMs: number) => number | undefined {
  if (typeof period === 'number') {
    if (!(period > 0)) throw new RangeError(`a period is longer than nothing, not ${period} ms`);
    return (afterMs) => startMs + (Math.floor((afterMs - startMs) / period) + 1) * period;
  }
  const cron = typeof period === 'string' ? new Cron(period, { timezone: 'UTC' }) : new Cron(period.cron, { timezone: period.timeZone });
  return (afterMs) => cron.nextRun(new Date(afterMs))?.getTime();
}

// One timer that throws must not swallow the others that are due in the same jump.
function fireSafely(fire: () => void): void {
  try {
    fire();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
