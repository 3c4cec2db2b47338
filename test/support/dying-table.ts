import type { Table } from '../../shared/platform/table.ts';
import { killAt } from './effects.ts';

/** A table whose caller is killed at this point; null: never. */
export function dyingTable(table: Table, point: number | null): Table {
  const faults = point === null ? {} : killAt(point);
  let number = 0;
  const during = async <Result>(what: string, run: () => Promise<Result>): Promise<Result> => {
    const call = { number: ++number, what };
    faults.before?.(call);
    const result = await run();
    faults.after?.(call);
    return result;
  };
  return {
    ...table,
    get: (key, options) => during('get', () => table.get(key, options)),
    batchGet: (keys, options) => during('batchGet', () => table.batchGet(keys, options)),
    query: (input) => during('query', () => table.query(input)),
    transact: (writes) => during('transact', () => table.transact(writes)),
  };
}
