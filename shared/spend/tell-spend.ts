import { type Clock, isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { SpendOverlapError } from './errors.ts';
import { type MonthSpend, putMonthSpend, readMonthSpend } from './month-spend.ts';
import { monthsTold, planMonth, type SpendTold } from './rules-plan.ts';
import { spanFault } from './rules-span.ts';

export interface SpendParts {
  readonly table: Pick<Table, 'get' | 'query' | 'transact'>;
  readonly clock: Clock;
}

/** What somebody tells, and what is done about days that have another amount. */
export interface TellSpendAsked extends SpendTold {
  readonly overlap: 'refuse' | 'replace';
  /** The versions of months that it was decided on; of the others any. */
  readonly versions: Readonly<Record<string, number>>;
  readonly by: string;
}

/**
 * Tells what a line cost in a span of days: in all of its months or in none.
 * @throws InvalidInputError; SpendOverlapError; PreconditionFailedError
 */
export async function tellSpend(
  asked: TellSpendAsked,
  along: (months: readonly MonthSpend[]) => readonly WriteItem[],
  { table, clock }: SpendParts,
): Promise<MonthSpend[]> {
  const { overlap, versions, by, ...told } = asked;
  const fault = spanFault(told, clock());
  if (fault) throw new InvalidInputError('These days cannot be told of.', [fault]);
  const { months } = monthsTold([told]);
  return untilWritten(async () => {
    const before = await Promise.all(months.map(({ month }) => readMonthSpend(table, month, told)));
    const plans = months.map((month, place) => planMonth(month, before[place], { at: isoTime(clock()), by }));
    months.forEach(({ month }, place) => {
      refuseOtherVersion(`spend of ${month}`, { version: before[place]?.version ?? 0 }, versions[month]);
    });
    const overlaps = plans.flatMap((plan) => plan.overlaps);
    if (overlap === 'refuse' && overlaps.length > 0) throw new SpendOverlapError(overlaps);
    const stand = plans.flatMap(({ after }, place) => after ?? before[place] ?? []);
    const writes = plans.flatMap(({ after }, place) => (after ? putMonthSpend(before[place] ?? null, after) : []));
    const all = [...writes, ...along(stand)];
    if (all.length > 0) await table.transact(all);
    return stand;
  });
}
