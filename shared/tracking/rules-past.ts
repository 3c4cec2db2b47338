import { z } from 'zod';
import { mergeTotals, VisitTotals } from './session.ts';
import type { Signals } from './signals.ts';

/**
 * So many visits of a device stand by themselves, the newest ones; what is older is one sum. Everything that reads a lead's visits costs
 * the same then, however many there were: whoever has a device of their own can add six a second.
 */
export const standingVisits = 24;
/** Visits are summed when so many more have come, and then all at once. */
export const visitsPerSum = 8;
/** Reads take in what may stand until it is summed, and a few that came meanwhile. */
export const readableVisits = standingVisits + 2 * visitsPerSum;
/** A score counts so many visits of a lead one by one, of its devices together: what one leaves of its share is for those that have more. */
export const countedVisits = readableVisits;
/** At most so many devices are a lead's. */
export const maxDevices = 10;

/** What the older visits of a device add up to, as far as they were a lead's. */
export const PastVisits = z.object({ visits: z.number().int().positive(), totals: VisitTotals });
export type PastVisits = z.infer<typeof PastVisits>;

/** Adds visits to older ones; null is nothing. Order and grouping make no difference. */
export function mergePast(left: PastVisits | null, right: PastVisits | null): PastVisits | null {
  if (!left || !right) return left ?? right;
  const totals = mergeTotals(left.totals, right.totals);
  return {
    visits: left.visits + right.visits,
    totals: { ...totals, signals: newestSignals(left.totals.signals, right.totals.signals, totals) },
  };
}

/**
 * Older visits keep so many times of each thing, together: with six, as one visit keeps, somebody who had come daily for two months lost a level of
 * heat with the next recount.
 */
const pastTimes = 24;

/** Within a visit the first times of a thing count, over all older visits the last: what was long ago is worth the least. */
function newestSignals(left: Signals, right: Signals, { signals }: VisitTotals): Signals {
  const times = (name: string) => [...new Set([...(left[name] ?? []), ...(right[name] ?? [])])].sort((one, other) => one - other);
  return Object.fromEntries(Object.keys(signals).map((name) => [name, times(name).slice(-pastTimes)]));
}
