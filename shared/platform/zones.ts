import { daysMs, secondsMs } from './clock.ts';

const daySeconds = daysMs / secondsMs;

/** Offsets from UTC of one zone: of each day on which it did not change, by the day's number. */
interface Zone {
  readonly clock: Intl.DateTimeFormat;
  readonly days: Map<number, number | null>;
}

const zones = new Map<string, Zone>();

/**
 * Clocks that have stood still for long, with the moment from which on. To ask Node takes a function that has just been started as long as
 * everything else in its first call, because it loads what is known of all zones and languages.
 */
const fixed: Readonly<Record<string, { readonly offset: number; readonly since: number }>> = {
  'Asia/Ho_Chi_Minh': { offset: 7 * 3_600, since: Date.UTC(1976, 0) / secondsMs },
};

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const zone = { clock, days: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

function readOffset({ clock }: Zone, at: number): number {
  const parts = Object.fromEntries(clock.formatToParts(at * secondsMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) / secondsMs - Math.floor(at);
}

/** Gives how many seconds the clocks of a zone are ahead of UTC at a moment in epoch seconds. */
export function offsetAt(timeZone: string, at: number): number {
  const still = fixed[timeZone];
  if (still && at >= still.since) return still.offset;
  const zone = zoneOf(timeZone);
  const day = Math.floor(at / daySeconds);
  let offset = zone.days.get(day);
  if (offset === undefined) {
    const [first, last] = [readOffset(zone, day * daySeconds), readOffset(zone, (day + 1) * daySeconds)];
    offset = first === last ? first : null;
    zone.days.set(day, offset);
  }
  return offset ?? readOffset(zone, at);
}

/** Gives what the clocks of a zone show, counted like epoch seconds. */
export const localSeconds = (timeZone: string, at: number): number => at + offsetAt(timeZone, at);

/**
 * Gives the moment, in epoch seconds, from which on the clocks of a zone show `local` or later for good. Where they are turned back
 * over it, that is the second time; where they are turned forward over it, the change itself.
 */
export function reachesLocal(timeZone: string, local: number): number {
  const offsets = [local - daySeconds, local + daySeconds].map((near) => offsetAt(timeZone, near));
  const latest = local - Math.min(...offsets);
  if (localSeconds(timeZone, latest - 1) < local) return latest;
  let [before, after] = [local - Math.max(...offsets) - 1, latest - 1];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localSeconds(timeZone, middle) < local) before = middle;
    else after = middle;
  }
  return after;
}
