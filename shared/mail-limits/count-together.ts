import type { Table } from '../platform/table.ts';
import { type CountedMail, countMails } from './store.ts';

/** Mails that were counted by one write: how many, and which of them a mail is, from 0. */
export interface CountedTogether {
  readonly counted: CountedMail;
  readonly count: number;
  readonly place: number;
}

interface Asking {
  readonly resolve: (answer: CountedTogether) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly waiting: Asking[];
  isServed: boolean;
}

type CountingTable = Pick<Table, 'update'>;

/** Who waits to be counted in this process, by the table of the item: mails that advertise apart, since a pause may be theirs alone. */
const lines = { advertising: new WeakMap<CountingTable, Line>(), others: new WeakMap<CountingTable, Line>() };

/**
 * Counts a mail to a proven address together with all that ask in the same turn, or while the write of others is under way: the mails of a
 * campaign would have a write of their own each, all on one item.
 */
export function countTogether(table: CountingTable, now: Date, isAdvertising: boolean): Promise<CountedTogether> {
  const ours = isAdvertising ? lines.advertising : lines.others;
  const line = ours.get(table) ?? { waiting: [], isServed: false };
  ours.set(table, line);
  return new Promise((resolve, reject) => {
    line.waiting.push({ resolve, reject });
    if (!line.isServed) void serve(line, table, now, isAdvertising);
  });
}

async function serve(line: Line, table: CountingTable, now: Date, isAdvertising: boolean): Promise<void> {
  line.isServed = true;
  await Promise.resolve();
  while (line.waiting.length > 0) {
    const asking = line.waiting.splice(0);
    try {
      const counted = await countMails(table, now, { mails: asking.length, isAdvertising });
      for (const [place, { resolve }] of asking.entries()) resolve({ counted, count: asking.length, place });
    } catch (error) {
      for (const { reject } of asking) reject(error);
    }
  }
  line.isServed = false;
}
