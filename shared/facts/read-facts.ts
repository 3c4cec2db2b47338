import { keys } from '../platform/keys.ts';
import { queryAll, type Table } from '../platform/table.ts';
import type { Fact } from './fact.ts';
import { factIn } from './store.ts';

/** What stands of one month. */
export interface MonthOfFacts {
  /** As 2026-11. */
  readonly month: string;
  readonly facts: readonly Fact[];
  /** Facts of a later version that this one cannot read: whoever shows figures says that they are not whole. */
  readonly unread: number;
}

/**
 * Reads the facts of all who arrived in some months, month by month in their order, by reads that may lag. The shards of a month are read side by side, and
 * the next month is on its way while the one before is used.
 */
export async function* readFacts(
  months: readonly string[],
  { table }: { readonly table: Pick<Table, 'query'> },
): AsyncGenerator<MonthOfFacts> {
  let ahead = readAhead(months[0], table);
  for (const [place] of months.entries()) {
    const month = ahead;
    ahead = readAhead(months[place + 1], table);
    const read = await month;
    if (read) yield read;
  }
}

async function readMonth(month: string, table: Pick<Table, 'query'>): Promise<MonthOfFacts> {
  const shards = await Promise.all(
    keys
      .factPartitions(month)
      .map((pk) =>
        queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ProjectionExpression: 'sk, f' }),
      ),
  );
  const facts: Fact[] = [];
  let unread = 0;
  for (const item of shards.flat()) {
    // What is left of a fact that was taken away holds none.
    if (item.f === undefined) continue;
    const fact = factIn(item);
    if (fact) facts.push(fact);
    else unread += 1;
  }
  return { month, facts, unread };
}

function readAhead(month: string | undefined, table: Pick<Table, 'query'>): Promise<MonthOfFacts | undefined> {
  const reading = month === undefined ? Promise.resolve(undefined) : readMonth(month, table);
  // Whoever stops early never asks for it; whoever asks is told.
  reading.catch(() => undefined);
  return reading;
}
