import type { Key } from '../../../shared/platform/keys.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { createEffects, type Effect } from '../effects.ts';
import { parseCondition } from './expressions/conditions.ts';
import { ValidationError } from './expressions/reader.ts';
import { readUnits, writeUnits } from './item-size.ts';
import { createItems, keyOf, placeOf } from './items.ts';
import { pageOf } from './queries.ts';
import { refuseUntoldTasks } from './told-tasks.ts';
import { copyOf } from './values.ts';
import { commit } from './writes.ts';

export interface MemoryTable extends Table {
  /** The stored items by `pk sk`. */
  readonly items: ReadonlyMap<string, Item>;
  /** Items in the order in which they were first written, as the stream tells them. */
  readonly inserted: readonly Item[];
  /** Units used so far, as DynamoDB bills them. */
  readonly used: { write: number; read: number };
  /** All items, in the order of their keys. */
  all(): Item[];
  /** Puts items without units and without an effect. */
  seed(...items: readonly Item[]): void;
  /** Takes an item away without units and without an effect. */
  remove(key: Key): void;
}

/** The table in memory: real conditions, atomic transactions, sorted queries, billed units; every call is an effect that can fail. */
export function memoryTable(effect: Effect = createEffects()): MemoryTable {
  const items = createItems();
  const used = { write: 0, read: 0 };
  const bill = (units: number) => {
    used.write += units;
  };

  return {
    name: 'memory',
    items: items.byPlace,
    inserted: items.inserted,
    used,
    all: items.all,
    seed(...given) {
      for (const item of given) items.put(copyOf(item));
    },
    remove: items.remove,
    get: (key, options) =>
      effect('get', () => {
        const item = items.at(key);
        used.read += readUnits(item ? [item] : [], options?.consistent);
        return item && copyOf(item);
      }),
    batchGet: (wanted, options) =>
      effect('batchGet', () => {
        if (new Set(wanted.map(placeOf)).size < wanted.length) throw new ValidationError('a key twice');
        return wanted.flatMap((key) => {
          const item = items.at(key);
          used.read += readUnits(item ? [item] : [], options?.consistent);
          return item ? [copyOf(item)] : [];
        });
      }),
    query: (input) =>
      effect('query', () => {
        const { read, ...page } = pageOf(items, input);
        used.read += readUnits(read, input.ConsistentRead);
        return page;
      }),
    async *scan(input) {
      yield* await effect('scan', () => {
        const all = [...items.byPlace.values()];
        used.read += readUnits(all, input.ConsistentRead);
        return all.filter(parseCondition(input.FilterExpression, input)).map(copyOf);
      });
    },
    put: (input) =>
      effect('put', () => {
        commit(items, [{ Put: input }], 1, bill);
      }),
    update: (input) =>
      effect('update', () => {
        const stands = items.at(keyOf(input.Key ?? {}));
        const before = stands && input.ReturnValues === 'ALL_OLD' ? copyOf(stands) : undefined;
        commit(items, [{ Update: { ...input, UpdateExpression: input.UpdateExpression } }], 1, bill);
        const item = items.at(keyOf(input.Key ?? {}));
        return item && input.ReturnValues === 'ALL_NEW' ? copyOf(item) : before;
      }),
    putAll: (wanted) =>
      effect('putAll', () => {
        for (const item of wanted) commit(items, [{ Put: { Item: item } }], 1, bill);
      }),
    deleteAll: (unwanted) =>
      effect('deleteAll', () => {
        for (const key of unwanted) {
          bill(writeUnits(items.at(key), undefined, 1));
          items.remove(key);
        }
      }),
    transact(writes) {
      const callers = new Error().stack ?? '';
      return effect('transact', () => {
        if (writes.length === 0) throw new ValidationError('a transaction of nothing');
        if (writes.length > 100) throw new ValidationError('more than 100 items');
        refuseUntoldTasks(commit(items, writes, 2, bill), callers);
      });
    },
  };
}
