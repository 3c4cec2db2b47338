import { readFacts } from '../facts/index.ts';
import type { Table } from '../platform/table.ts';
import type { ReadFacts } from './read-for.ts';

/** Opens the facts of a deployment's table. */
export const openFacts =
  (table: Pick<Table, 'query'>): ReadFacts =>
  (months) =>
    readFacts(months, { table });
