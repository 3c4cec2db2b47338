import type { Table } from '../../shared/platform/table.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';

/** A table whose cheap reads go on answering as it is now, while strong reads and writes go to the table itself. */
export function laggingTable(table: MemoryTable): MemoryTable {
  const past = memoryTable();
  past.seed(...table.all());
  const at = (isStrong: boolean | undefined): Table => (isStrong ? table : past);
  return {
    ...table,
    get: (key, options) => at(options?.consistent).get(key, options),
    batchGet: (keys, options) => at(options?.consistent).batchGet(keys, options),
    query: (input) => at(input.ConsistentRead).query(input),
  };
}
