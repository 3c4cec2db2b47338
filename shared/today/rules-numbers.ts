import type { Activity } from '../leads/index.ts';

/** What a rep did on a day, as far as the list of it tells. */
export interface DayOfRep {
  readonly calls: number;
  readonly reached: number;
  readonly accepted: number;
  readonly meetings: number;
  /** Null: nobody was reached for the first time. */
  readonly firstContact: { readonly medianMs: number; readonly leads: number } | null;
}

/**
 * Counts what a rep did since a day began. A call counts on the day on which it was made, once, unless it was taken back.
 * @param workingMs the working time of the rep between two moments
 */
export function dayOf(activities: readonly Activity[], since: string, workingMs: (from: string, to: string) => number): DayOfRep {
  const undone = new Set(activities.flatMap((one) => (one.is === 'callUndone' ? [one.callId] : [])));
  const made = activities.flatMap((one) => (one.is === 'call' && one.at >= since && !undone.has(one.callId) ? [one] : []));
  const calls = [...new Map(made.map((call) => [call.callId, call])).values()];
  const waits = calls.flatMap(({ firstSince, at }) => (firstSince === undefined ? [] : [workingMs(firstSince, at)]));
  const count = (is: Activity['is']) => activities.filter((one) => one.is === is).length;
  return {
    calls: calls.length,
    reached: calls.filter(({ isReached }) => isReached).length,
    accepted: count('accepted'),
    meetings: count('meeting'),
    firstContact: waits.length === 0 ? null : { medianMs: medianOf(waits), leads: waits.length },
  };
}

/** The middle one; between the two in the middle of an even number. @param values at least one */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return Math.round((low + high) / 2);
}
