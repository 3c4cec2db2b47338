import { Stream } from 'node:stream';
import type { ActionStore, LevelOperation, Store, SubStore } from 'dynalite/db/index.js';
import db from 'dynalite/db/index.js';
import { tableNotFound } from './errors.ts';
import type { Item, TableDefinition, TableSettings } from './types.ts';

/** A table with everything the layer knows about it. */
export interface Table {
  definition: TableDefinition;
  settings: TableSettings;
}

export interface LevelStore {
  readonly dynalite: Store;
  readonly tables: Map<string, Table>;
  /** The table, or the service's error when it does not exist. */
  table(name: string): Table;
  /** The committed item under a level key, or undefined. */
  read(key: string): Item | undefined;
  /** A view for dynalite's reading actions: always the committed state, tables from memory. */
  readonly reading: ActionStore;
  /** The same view for a page of an index that starts after an item. */
  readingAfter(tableName: string, start: Item, isReverse: boolean): ActionStore;
  /** Stores definition and settings and makes them visible. */
  saveTable(table: Table): Promise<void>;
}

const tablePrefix = 'table~';
const settingsPrefix = 'settings~';

/** The end of a key range that starts with the prefix. */
export const rangeOf = (prefix: string): { gte: string; lt: string } => ({ gte: prefix, lt: `${prefix}\xff` });

/** The level key of an item. */
export const itemKey = (table: Table, item: Item): string =>
  `${itemPrefix(table.definition.TableName)}${db.createKey(item, table.definition)}`;

export const itemPrefix = (tableName: string): string => `item-${tableName}~`;

export const indexPrefix = (type: string, tableName: string, indexName: string): string =>
  `index-${type.toLowerCase()}~${tableName}~${indexName}~`;

/**
 * Under what an index keeps an item. dynalite tells items with the same index key apart by 24 bits of a hash, so that some would
 * hide others; the item's own key behind it makes every entry one of its own.
 */
export const indexEntryKey = (dynaliteKey: string, ownKey: string): string => `${dynaliteKey}/${ownKey}`;

/** Opens dynalite's store, in memory or in a directory, with the tables that it already has. */
export async function openStore(options: { dataDir?: string; region: string; accountId: string }): Promise<LevelStore> {
  const noDelays = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const dynalite = db.create(options.dataDir === undefined ? noDelays : { ...noDelays, path: options.dataDir });
  dynalite.tableDb.awsAccountId = options.accountId;
  dynalite.tableDb.awsRegion = options.region;
  await dynalite.db.open();

  const tables = new Map<string, Table>();
  for await (const [key, value] of dynalite.db.iterator(rangeOf(tablePrefix))) {
    const definition = { ...(value as TableDefinition), TableStatus: 'ACTIVE' };
    const settings = dynalite.db.getSync(settingsPrefix + key.slice(tablePrefix.length)) as TableSettings | undefined;
    tables.set(definition.TableName, { definition, settings: settings ?? {} });
  }

  const table = (name: string): Table => {
    const found = tables.get(name);
    if (found === undefined) throw tableNotFound();
    return found;
  };
  const read = (key: string): Item | undefined => dynalite.db.getSync(key) as Item | undefined;
  const reading: ActionStore = {
    options: dynalite.options,
    getTable: (name, checkStatus, callback) => {
      const done = typeof checkStatus === 'function' ? checkStatus : callback;
      const found = tables.get(name);
      if (found === undefined) done?.(tableNotFound());
      else done?.(null, found.definition);
    },
    getItemDb: (name) => readOnly(dynalite, itemPrefix(name)),
    getIndexDb: (type, tableName, indexName) => readOnly(dynalite, indexPrefix(type, tableName, indexName)),
  };
  const readingAfter = (tableName: string, start: Item, isReverse: boolean): ActionStore => ({
    ...reading,
    getIndexDb: (type, name, indexName) => {
      const index = readOnly(dynalite, indexPrefix(type, name, indexName));
      const whole = (key: string | undefined): string => indexEntryKey(key ?? '', db.createKey(start, table(tableName).definition));
      return {
        ...index,
        createValueStream: (range: Range) =>
          index.createValueStream(isReverse ? { ...range, lt: whole(range.lt) } : { ...range, gt: whole(range.gt) }),
      };
    },
  });
  const saveTable = async (changed: Table): Promise<void> => {
    const name = changed.definition.TableName;
    tables.set(name, changed);
    await dynalite.db.batch([
      { type: 'put', key: tablePrefix + name, value: changed.definition },
      { type: 'put', key: settingsPrefix + name, value: changed.settings },
    ]);
  };
  return { dynalite, tables, table, read, reading, readingAfter, saveTable };
}

/** Everything that is stored under a table's name, its definition last. */
export async function dropTable(store: LevelStore, table: Table): Promise<void> {
  const { TableName: name, GlobalSecondaryIndexes: global = [], LocalSecondaryIndexes: local = [] } = table.definition;
  store.tables.delete(name);
  const level = store.dynalite.db;
  await level.clear(rangeOf(itemPrefix(name)));
  for (const index of global) await level.clear(rangeOf(indexPrefix('global', name, index.IndexName)));
  for (const index of local) await level.clear(rangeOf(indexPrefix('local', name, index.IndexName)));
  await level.clear(rangeOf(`tag-${name}~`));
  const names: LevelOperation[] = [settingsPrefix + name, tablePrefix + name].map((key) => ({ type: 'del', key }));
  await level.batch(names);
}

function readOnly(dynalite: Store, prefix: string): SubStore & { createValueStream(range: Range): Stream } {
  const refuse = (): never => {
    throw new Error('A reading action tried to write');
  };
  return {
    lock: refuse,
    put: refuse,
    del: refuse,
    get: (key, callback) => callback(null, dynalite.db.getSync(prefix + key) as Item | undefined),
    createValueStream: (range) => new ValueFeed(dynalite, prefix, range),
  };
}

type Range = { gte?: string; gt?: string; lte?: string; lt?: string; reverse?: boolean; limit?: number };

/** Feeds the values of a key range from one snapshot, in blocks: a stream of single values costs five times as much. */
class ValueFeed extends Stream {
  #stopped = false;

  constructor(dynalite: Store, prefix: string, range: Range) {
    super();
    void this.#run(dynalite, prefix, range);
  }

  destroy(): void {
    this.#stopped = true;
  }

  async #run(dynalite: Store, prefix: string, range: Range): Promise<void> {
    const { gte, gt, lte, lt, ...more } = range;
    const from = gte !== undefined ? { gte: prefix + gte } : gt !== undefined ? { gt: prefix + gt } : { gte: prefix };
    const to = lte !== undefined ? { lte: prefix + lte } : lt !== undefined ? { lt: prefix + lt } : { lt: `${prefix}\xff` };
    const values = dynalite.db.values({ ...more, ...from, ...to });
    try {
      while (!this.#stopped) {
        const block = await values.nextv(256);
        if (block.length === 0) break;
        for (const value of block) {
          if (this.#stopped) break;
          this.emit('data', value);
        }
      }
      if (!this.#stopped) this.emit('end');
    } catch (error) {
      this.emit('error', error);
    } finally {
      await values.close();
    }
  }
}
