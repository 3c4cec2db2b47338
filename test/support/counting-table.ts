import type { Table } from '../../shared/platform/table.ts';

export interface CountingTable extends Table {
  /** Every read so far, in order: what was asked, without whose it was. */
  readonly reads: string[];
  /** Rows that queries gave. */
  readonly rows: number;
}

/** A table that notes how it is read: the method, and of each key its kind only. */
export function countingTable(table: Table): CountingTable {
  const reads: string[] = [];
  const kindOf = (pk: unknown) => String(pk).split('#')[0] ?? '';
  let rows = 0;
  return {
    ...table,
    reads,
    get rows() {
      return rows;
    },
    get(key, options) {
      reads.push(`get ${kindOf(key.pk)} ${kindOf(key.sk)}`);
      return table.get(key, options);
    },
    batchGet(keys, options) {
      reads.push(`batchGet ${keys.map(({ pk, sk }) => `${kindOf(pk)} ${kindOf(sk)}`).join(', ')}`);
      return table.batchGet(keys, options);
    },
    async query(input) {
      const { ':pk': pk } = input.ExpressionAttributeValues ?? {};
      reads.push(`query ${input.IndexName ?? 'table'} ${kindOf(pk)}`);
      const page = await table.query(input);
      rows += page.items.length;
      return page;
    },
  };
}
