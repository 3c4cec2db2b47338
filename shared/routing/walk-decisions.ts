import type { PoolId } from '../platform/ids.ts';
import { indexes, indexKeys, type Key } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { type IndexRow, walkIndex } from '../platform/walk-index.ts';
import type { Decision } from './decision.ts';
import { parseDecision } from './store.ts';

const decisionsPerRead = 100;

/**
 * Reads the decisions that some pools made in a month of the calendar in UTC, newest first, as far as somebody asks for them. Those of
 * erased leads are gone. The index lags by seconds.
 * @param month as `2026-11`
 * @throws CorruptItemError
 */
export async function* walkDecisions(table: Table, poolIds: readonly PoolId[], month: string): AsyncGenerator<Decision> {
  const partitions = poolIds.map((poolId) => indexKeys.decisionPartition(poolId, month));
  let rows: IndexRow[] = [];
  for await (const row of walkIndex(table, { index: indexes.gsi2, partitions }, { from: null, to: null, before: null })) {
    rows.push(row);
    if (rows.length < decisionsPerRead) continue;
    yield* await readRows(table, rows);
    rows = [];
  }
  yield* await readRows(table, rows);
}

/** The table answers in no particular order. */
async function readRows(table: Table, rows: readonly IndexRow[]): Promise<Decision[]> {
  const wanted = rows.map(({ item }): Key => ({ pk: String(item.pk), sk: String(item.sk) }));
  const found = await table.batchGet(wanted);
  const decisions = new Map(found.map((item) => [textOf(item), parseDecision(item)]));
  return wanted.flatMap((key) => decisions.get(textOf(key)) ?? []);
}

const textOf = ({ pk, sk }: Item | Key): string => `${String(pk)} ${String(sk)}`;
