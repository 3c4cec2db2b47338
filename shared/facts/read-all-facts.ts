import type { Table } from '../platform/table.ts';
import { type MonthOfFacts, readFacts } from './read-facts.ts';

/** After a year in which nobody arrived the company had not begun. */
const emptyMonths = 12;

/** Reads all facts that there are on a day, backwards, month by month, until a year in which nobody arrived: by reads that may lag. */
export async function* readAllFacts(today: string, { table }: { readonly table: Pick<Table, 'query'> }): AsyncGenerator<MonthOfFacts> {
  // At the end of a month the zone of another part of the world has the next one already.
  for (let latest = 1; ; latest -= emptyMonths) {
    let found = 0;
    for await (const month of readFacts(monthsBack(today, latest), { table })) {
      found += month.facts.length + month.unread;
      yield month;
    }
    if (found === 0) return;
  }
}

/** Lists a year of months, such as 2027-02, backwards from the one that is so many behind the month of a day. */
function monthsBack(day: string, latest: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: emptyMonths }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + latest - index, 1)).toISOString().slice(0, 'yyyy-mm'.length),
  );
}
