import { indexAttributes, type Key } from '../../../shared/platform/keys.ts';
import { ConditionFailedError, type Item, type Table, type WriteItem } from '../../../shared/platform/table.ts';
import { createEffects, type Effect } from './effects.ts';
import { holds, type Placeholders, updated } from './expressions.ts';
import { itemSize, writeUnits } from './item-size.ts';

export interface CountedTable extends Table {
  readonly items: ReadonlyMap<string, Item>;
  /** Items in the order in which they were first written, as the stream tells them. */
  readonly inserted: readonly Item[];
  /** Units used so far. */
  readonly used: { write: number; read: number };
  seed(...items: readonly Item[]): void;
}

interface Conditioned {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

const place = (key: Item | Key) => `${String(key.pk)} ${String(key.sk)}`;
const placeholders = (input: Conditioned): Placeholders => ({
  names: input.ExpressionAttributeNames ?? {},
  values: input.ExpressionAttributeValues ?? {},
});
/** Copies as the wire does: nothing undefined, nothing shared. */
const copy = (item: Item): Item => structuredClone(Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)));
const readUnits = (size: number, consistent: boolean | undefined) => Math.max(1, Math.ceil(size / 4096)) * (consistent ? 1 : 0.5);

function keyOf(write: WriteItem): Item {
  if ('Put' in write) return write.Put.Item ?? {};
  if ('Update' in write) return write.Update.Key ?? {};
  if ('Delete' in write) return write.Delete.Key ?? {};
  return write.ConditionCheck.Key ?? {};
}

/** The table in memory: real conditions, atomic transactions, sorted queries, counted units; every call is an effect that can fail. */
export function createCountedTable(effect: Effect = createEffects()): CountedTable {
  const items = new Map<string, Item>();
  const inserted: Item[] = [];
  const used = { write: 0, read: 0 };

  function store(after: Item, factor: 1 | 2): void {
    const before = items.get(place(after));
    used.write += writeUnits(before, after, factor);
    items.set(place(after), after);
    if (!before) inserted.push(after);
  }

  const passes = (input: Conditioned, key: Item | Key) => holds(input.ConditionExpression, items.get(place(key)), placeholders(input));

  function change(key: Item, input: Conditioned & { readonly UpdateExpression?: string | undefined }): Item {
    return copy(updated(input.UpdateExpression ?? '', items.get(place(key)) ?? key, placeholders(input)));
  }

  function remove(key: Item | Key, factor: 1 | 2): void {
    used.write += writeUnits(items.get(place(key)), undefined, factor);
    items.delete(place(key));
  }

  function apply(write: WriteItem): void {
    if ('Put' in write) store(copy(write.Put.Item ?? {}), 2);
    else if ('Update' in write) store(change(write.Update.Key ?? {}, write.Update), 2);
    else if ('Delete' in write) remove(write.Delete.Key ?? {}, 2);
    else used.write += 2;
  }

  function read(key: Key, consistent: boolean | undefined): Item[] {
    const item = items.get(place(key));
    used.read += readUnits(item ? itemSize(item) : 0, consistent);
    return item ? [copy(item)] : [];
  }

  return {
    name: 'counted',
    items,
    inserted,
    used,
    seed(...given) {
      for (const item of given) {
        items.set(place(item), copy(item));
        inserted.push(copy(item));
      }
    },
    get: (key, options) => effect('get', () => read(key, options?.consistent)[0]),
    batchGet: (wanted, options) =>
      effect('batchGet', () => {
        if (new Set(wanted.map(place)).size !== wanted.length) throw new Error('ValidationException: a key twice');
        return wanted.flatMap((key) => read(key, options?.consistent));
      }),
    query: (input) =>
      effect('query', () => {
        const index = Object.entries(indexAttributes).find(([name]) => name === input.IndexName)?.[1];
        const { pk, sk } = index ?? { pk: 'pk', sk: 'sk' };
        const start = input.ExclusiveStartKey?.[sk];
        const direction = input.ScanIndexForward === false ? -1 : 1;
        const isBehind = (item: Item) =>
          start === undefined || (direction === 1 ? String(item[sk]) > String(start) : String(item[sk]) < String(start));
        const rows = [...items.values()]
          .filter((item) => item[pk] !== undefined && holds(input.KeyConditionExpression, item, placeholders(input)) && isBehind(item))
          .sort((a, b) => (String(a[sk]) < String(b[sk]) ? -direction : direction));
        const page = rows.slice(0, input.Limit ?? rows.length);
        const last = page.at(-1);
        const size = page.reduce((sum, item) => sum + (index ? 150 : itemSize(item)), 0);
        used.read += readUnits(size, input.ConsistentRead);
        return {
          items: page.map((item) => copy(index ? { pk: item.pk, sk: item.sk, [pk]: item[pk], [sk]: item[sk] } : item)),
          // As the service does: a full page carries a key even when nothing follows.
          lastKey: page.length === input.Limit && last ? { pk: last.pk, sk: last.sk, [sk]: last[sk] } : undefined,
        };
      }),
    async *scan(input) {
      const found = await effect('scan', () =>
        [...items.values()].filter((item) => holds(input.FilterExpression, item, placeholders(input))),
      );
      yield* found.map(copy);
    },
    put: (input) =>
      effect('put', () => {
        const item = input.Item ?? {};
        if (!passes(input, item)) throw new ConditionFailedError([0], new Map([[0, items.get(place(item)) ?? {}]]));
        store(copy(item), 1);
      }),
    update: (input) =>
      effect('update', () => {
        const key = input.Key ?? {};
        if (!passes(input, key)) throw new ConditionFailedError([0], new Map());
        store(change(key, input), 1);
        return items.get(place(key));
      }),
    putAll: (wanted) =>
      effect('putAll', () => {
        for (const item of wanted) store(copy(item), 1);
      }),
    deleteAll: (unwanted) =>
      effect('deleteAll', () => {
        for (const key of unwanted) remove(key, 1);
      }),
    transact: (writes) =>
      effect('transact', () => {
        if (writes.length > 100) throw new Error('ValidationException: more than 100 items');
        if (new Set(writes.map((write) => place(keyOf(write)))).size !== writes.length)
          throw new Error('ValidationException: an item twice');
        const failed = writes.flatMap((write, index) => (passes(Object.values(write)[0] ?? {}, keyOf(write)) ? [] : [index]));
        if (failed.length > 0) throw new ConditionFailedError(failed, new Map());
        for (const write of writes) apply(write);
      }),
  };
}
