import type { MailLimits } from '../company/company-config.ts';
import { daysMs, minutesMs } from '../platform/clock.ts';

const windowMs = 10 * minutesMs;

/** Returns the number of a day of UTC. */
export const dayOf = (at: Date): number => Math.floor(at.getTime() / daysMs);

/** The counters that are running: their attribute names tell their span, so no counter has to be set back to zero. */
export interface RunningCounters {
  readonly window: string;
  readonly day: string;
  /** When each of them is over. */
  readonly windowEnd: Date;
  readonly dayEnd: Date;
}

/** Returns the counters of a moment. Windows and days are those of UTC: all instances agree on them without asking. */
export function countersAt(now: Date): RunningCounters {
  const window = Math.floor(now.getTime() / windowMs);
  const day = dayOf(now);
  return {
    window: `window${window}`,
    day: `day${day}`,
    windowEnd: new Date((window + 1) * windowMs),
    dayEnd: new Date((day + 1) * daysMs),
  };
}

/** Names the counters of an item that are over. */
export function countersOver(item: Readonly<Record<string, unknown>>, running: Pick<RunningCounters, 'window' | 'day'>): string[] {
  return Object.keys(item).filter((name) => /^(?:window|day)\d+$/.test(name) && name !== running.window && name !== running.day);
}

/** Which ceiling a counter has reached, the longer span first; undefined: none. */
export function spentCeiling(
  item: Readonly<Record<string, unknown>>,
  running: Pick<RunningCounters, 'window' | 'day'>,
  limits: Pick<MailLimits, 'perTenMinutes' | 'perDay'>,
): 'day' | 'window' | undefined {
  if (countIn(item, running.day) >= limits.perDay) return 'day';
  return countIn(item, running.window) >= limits.perTenMinutes ? 'window' : undefined;
}

/** Reads a counter of an item; 0 where nothing was counted. */
export function countIn(item: Readonly<Record<string, unknown>>, name: string): number {
  const count = item[name];
  return typeof count === 'number' ? count : 0;
}
