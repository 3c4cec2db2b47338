import type { Key } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A read that waits for the end of its turn. */
interface AskedRead {
  readonly wanted: readonly Key[];
  readonly answer: (items: Item[]) => void;
  readonly fail: (error: unknown) => void;
}

const nameOf = ({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string => JSON.stringify([pk, sk]);

/**
 * Returns the table with one call for all eventual reads by key that begin in the same turn of the event loop. Each call of a function
 * that starts costs milliseconds, and calls side by side open a connection each; the price is the same. Reads of one turn fail together.
 */
export function gatherReads(table: Table): Table {
  let asked: AskedRead[] = [];

  async function readAll(): Promise<void> {
    const reads = asked;
    asked = [];
    try {
      const wanted = new Map(reads.flatMap((read) => read.wanted.map((key) => [nameOf(key), key])));
      const items = new Map((await itemsAt(table, [...wanted.values()])).map((item) => [nameOf(item), item]));
      for (const { wanted: own, answer } of reads) answer(own.map((key) => items.get(nameOf(key))).filter((item) => item !== undefined));
    } catch (error) {
      for (const { fail } of reads) fail(error);
    }
  }

  /** The turn ends when all promises that are settled have been followed up: whoever read together goes on together. */
  const ask = (wanted: readonly Key[]): Promise<Item[]> =>
    new Promise((answer, fail) => {
      if (asked.length === 0) process.nextTick(readAll);
      asked.push({ wanted, answer, fail });
    });

  return {
    ...table,
    get: async (key, options) => (options?.consistent ? table.get(key, options) : (await ask([key]))[0]),
    batchGet: (wanted, options) => (options?.consistent ? table.batchGet(wanted, options) : ask(wanted)),
  };
}

async function itemsAt(table: Table, wanted: readonly Key[]): Promise<Item[]> {
  const [only, ...others] = wanted;
  if (!only || others.length > 0) return table.batchGet(wanted);
  const item = await table.get(only);
  return item ? [item] : [];
}
