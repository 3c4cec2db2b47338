import type { Fact } from '../facts/index.ts';
import { monthsOf } from './rules-days.ts';
import type { Wish } from './rules-run.ts';

/** What stands of one month. `unread`: facts that a later version wrote, which this one cannot read. */
interface ReadMonth {
  readonly month: string;
  readonly facts: readonly Fact[];
  readonly unread: number;
}

/** Reads the facts of leads that arrived in some months, such as 2027-02, month by month. */
export type ReadFacts = (months: readonly string[]) => AsyncIterable<ReadMonth>;

/** After a year in which nobody arrived the company had not begun. */
const emptyMonths = 12;

/**
 * Hands over all facts that a report can count, and returns how many more there are that cannot be read. By arrival those of its months. By event those of
 * every month to this one, the latest first: who came years ago may buy today, and an order of last year may be of somebody who came by a list today.
 */
export async function readFor({ range, compared, basis, days, now }: Wish, read: ReadFacts, take: (fact: Fact) => void): Promise<number> {
  let unread = 0;
  let last = 0;
  const takeAll = async (months: readonly string[]): Promise<void> => {
    last = 0;
    for await (const month of read(months)) {
      for (const fact of month.facts) take(fact);
      unread += month.unread;
      last += month.facts.length + month.unread;
    }
  };
  if (basis === 'arrival') {
    const months = [range, ...(compared ? [compared] : [])].flatMap(monthsOf);
    // A fact lies under the month that its arrival had by the zone of then; around a move that may be another one.
    const wanted = new Set(days.moved ? months.flatMap((month) => [monthBehind(month, -1), month, monthBehind(month, 1)]) : months);
    await takeAll([...wanted].toSorted());
    return unread;
  }
  // At the end of a month the zone of another part of the world has the next one already.
  let month = monthBehind(days.dayOf(now).slice(0, 'yyyy-mm'.length), 1);
  do {
    await takeAll(Array.from({ length: emptyMonths }, (_, index) => monthBehind(month, -index)));
    month = monthBehind(month, -emptyMonths);
  } while (last > 0);
  return unread;
}

function monthBehind(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 'yyyy-mm'.length);
}
