import { addMs, isoTime } from '../platform/clock.ts';
import type { WorkSpan } from '../tasks/index.ts';
import { callbackAheadMs, type WorkPlace } from './rules-work-place.ts';

/** The day of which work is read. */
export interface WorkDay {
  readonly now: Date;
  /** Its last moment. */
  readonly endsAt: string;
}

/** Returns where all work of a day lies: what waits for an answer and callbacks in the order of their ranks, and so do the others. */
export const allSpans = (endsAt: string): readonly WorkSpan[] => [
  { low: '1#', high: `2#${endsAt}~` },
  { low: '3#', high: `5#${endsAt}~` },
];

/** Returns where the work at one place lies. */
export function spansOfPlace(place: WorkPlace, { now, endsAt }: WorkDay): readonly WorkSpan[] {
  const soon = `2#${isoTime(addMs(now, callbackAheadMs))}~`;
  switch (place) {
    case 'accept':
      return [{ low: '1#', high: '1#~' }];
    case 'callback':
      return [{ low: '2#', high: soon }];
    case 'hot':
      return [{ low: '3#', high: '3#~' }];
    case 'firstContact':
      return [{ low: '4#', high: '4#~' }];
    case 'overdue':
      return [{ low: '5#', high: `5#${isoTime(now)}` }];
    case 'today':
      return [
        { low: soon, high: `2#${endsAt}~` },
        { low: `5#${isoTime(now)}`, high: `5#${endsAt}~` },
      ];
  }
}

/**
 * Returns where the work behind a rank lies. Two spans are enough for all ranks: callbacks and the others each lie in the order of their ranks,
 * but for those of the rest of the day, which are merged.
 */
export function spansBehind(after: string, day: WorkDay, place: WorkPlace | undefined): readonly WorkSpan[] {
  const [rank, rest] = [after.slice(0, 1), after.slice(1)];
  const spans =
    place === undefined
      ? [
          { low: callbacksFrom(rank, rest, day.now), high: `2#${day.endsAt}~` },
          { low: othersFrom(rank, rest), high: `5#${day.endsAt}~` },
        ]
      : spansOfPlace(place, day).map(({ low, high }) => ({ low: later(low, `${low.slice(0, 1)}${rest}`), high }));
  return spans.filter(({ low, high }) => low <= high);
}

const later = (one: string, other: string): string => (one < other ? other : one);

function callbacksFrom(rank: string, rest: string, now: Date): string {
  if (rank === '1') return `1${rest}`;
  if (rank === '2') return `2${rest}`;
  const soon = `2#${isoTime(addMs(now, callbackAheadMs))}~`;
  return rank === '6' ? later(soon, `2${rest}`) : soon;
}

function othersFrom(rank: string, rest: string): string {
  if (rank === '1' || rank === '2') return '3#';
  return rank === '6' ? `5${rest}` : `${rank}${rest}`;
}
