import db from 'dynalite/db/index.js';
import type { ItemChange } from './evaluate.ts';
import { indexesOf } from './index-keys.ts';
import { sameItem } from './same-item.ts';
import type { Body, IndexDefinition, Item, TableDefinition } from './types.ts';

/** Units that one operation took, from the table itself and from each of its indexes. */
export interface Consumption {
  table: TableDefinition;
  tableUnits: number;
  indexUnits: Readonly<Record<string, number>>;
}

type CapacityKind = 'ReadCapacityUnits' | 'WriteCapacityUnits';

const writeUnits = (item: Item): number => Math.max(1, Math.ceil(db.itemSize(item) / 1024));

/** Write units of a change: 1 per KB of the larger image, and per index 1 per KB for each entry put or deleted. */
export function writeConsumption(change: ItemChange, factor: number): Consumption {
  const definition = change.table.definition;
  const tableUnits = factor * Math.max(1, change.before ? writeUnits(change.before) : 0, change.after ? writeUnits(change.after) : 0);
  const indexUnits: Record<string, number> = {};
  for (const index of indexesOf(definition)) {
    const units = indexWriteUnits(definition, index, change);
    if (units > 0) indexUnits[index.IndexName] = factor * units;
  }
  return { table: definition, tableUnits, indexUnits };
}

function indexWriteUnits(table: TableDefinition, index: IndexDefinition, change: ItemChange): number {
  const before = entryOf(table, index, change.before);
  const after = entryOf(table, index, change.after);
  if (before === undefined) return after === undefined ? 0 : writeUnits(after);
  if (after === undefined) return writeUnits(before);
  if (sameItem(before, after)) return 0;
  const keyStays = index.KeySchema.every(({ AttributeName: name }) => sameItem({ key: before[name] ?? {} }, { key: after[name] ?? {} }));
  return keyStays ? Math.max(writeUnits(before), writeUnits(after)) : writeUnits(before) + writeUnits(after);
}

/** What an index keeps of an item; undefined when the item lacks one of the index keys. */
function entryOf(table: TableDefinition, index: IndexDefinition, item: Item | undefined): Item | undefined {
  if (item === undefined || index.KeySchema.some(({ AttributeName: name }) => item[name] === undefined)) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  const keys = [...table.KeySchema, ...index.KeySchema].map(({ AttributeName: name }) => name);
  const kept = new Set([...keys, ...(index.Projection.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

/** Transactional read units: twice the consistent price. */
export function transactionReadConsumption(table: TableDefinition, item: Item | undefined): Consumption {
  const units = item === undefined ? 1 : Math.max(1, Math.ceil(db.itemSize(item) / 4096));
  return { table, tableUnits: 2 * units, indexUnits: {} };
}

/** ConsumedCapacity per table as the service reports it, or undefined when it was not asked for. */
export function reportCapacity(asked: unknown, consumed: readonly Consumption[], kind?: CapacityKind): Body[] | undefined {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return undefined;
  const byTable = Map.groupBy(consumed, (one) => one.table.TableName);
  return [...byTable].map(([name, parts]) => reportTable(name, parts, asked === 'INDEXES', kind));
}

function reportTable(name: string, parts: readonly Consumption[], withIndexes: boolean, kind: CapacityKind | undefined): Body {
  const units = (value: number): Body => (kind === undefined ? { CapacityUnits: value } : { CapacityUnits: value, [kind]: value });
  const tableUnits = sum(parts.map((part) => part.tableUnits));
  const indexUnits = new Map<string, number>();
  for (const [index, value] of parts.flatMap((part) => Object.entries(part.indexUnits))) {
    indexUnits.set(index, (indexUnits.get(index) ?? 0) + value);
  }
  const report: Body = { TableName: name, ...units(tableUnits + sum([...indexUnits.values()])) };
  if (!withIndexes) return report;
  report.Table = units(tableUnits);
  const definition = parts[0]?.table;
  for (const kindOfIndex of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const) {
    const touched = (definition?.[kindOfIndex] ?? []).filter((index) => indexUnits.has(index.IndexName));
    if (touched.length === 0) continue;
    report[kindOfIndex] = Object.fromEntries(touched.map((index) => [index.IndexName, units(indexUnits.get(index.IndexName) ?? 0)]));
  }
  return report;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
