import type { Key } from '../../shared/platform/keys.ts';
import { ConditionFailedError, type Item, type Table, type WriteItem } from '../../shared/platform/table.ts';
import { applyUpdate, holds } from './expressions.ts';

export interface MemoryTable extends Table {
  /** All items, in the order of their keys. */
  all(): Item[];
  /** Write units as DynamoDB counts them for items up to 1 KB: one per write, two in a transaction. */
  writeUnits(): number;
  putPlain(item: Item): void;
}

interface Guarded {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

const idOf = (key: Partial<Record<string, unknown>>) => `${String(key.pk)}|${String(key.sk)}`;

/** A table in memory with real conditions and transactions, for tests of rules that need many runs. */
export function memoryTable(): MemoryTable {
  const items = new Map<string, Item>();
  const byPk = new Map<string, Set<string>>();
  let units = 0;

  const set = (item: Item) => {
    const id = idOf(item);
    // What DynamoDB stores has no undefined in it and belongs to nobody.
    items.set(id, structuredClone(Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined))));
    const pk = String(item.pk);
    byPk.set(pk, (byPk.get(pk) ?? new Set()).add(id));
  };
  const remove = (id: string) => {
    const item = items.get(id);
    if (item) byPk.get(String(item.pk))?.delete(id);
    items.delete(id);
  };
  const read = (id: string) => {
    const item = items.get(id);
    return item && structuredClone(item);
  };
  const passes = (input: Guarded, item: Item | undefined) =>
    holds(input.ConditionExpression, item, input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const updated = (input: Guarded & { Key?: Record<string, unknown> | undefined; UpdateExpression?: string | undefined }): Item => {
    const before = items.get(idOf(input.Key ?? {})) ?? { ...input.Key };
    return applyUpdate(input.UpdateExpression ?? '', before, input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  };
  const inputOf = (write: WriteItem) =>
    'Put' in write ? write.Put : 'Update' in write ? write.Update : 'Delete' in write ? write.Delete : write.ConditionCheck;
  const targetOf = (write: WriteItem) =>
    idOf(
      'Put' in write
        ? (write.Put.Item ?? {})
        : 'Update' in write
          ? (write.Update.Key ?? {})
          : 'Delete' in write
            ? (write.Delete.Key ?? {})
            : (write.ConditionCheck.Key ?? {}),
    );

  return {
    name: 'memory',
    all: () => [...items.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item),
    writeUnits: () => units,
    putPlain: set,
    async get(key) {
      return read(idOf({ ...key }));
    },
    async batchGet(keys: readonly Key[]) {
      return keys.map((key) => read(idOf({ ...key }))).filter((item) => item !== undefined);
    },
    async query(input) {
      const values = input.ExpressionAttributeValues ?? {};
      const found = [...(byPk.get(String(values[':pk'])) ?? [])]
        .map((id) => items.get(id))
        .filter((item) => item !== undefined)
        .filter((item) => holds(input.KeyConditionExpression, item, input.ExpressionAttributeNames, values))
        .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
      if (input.ScanIndexForward === false) found.reverse();
      const start = input.ExclusiveStartKey ? String(input.ExclusiveStartKey.sk) : undefined;
      const rest =
        start === undefined
          ? found
          : found.filter((item) => (input.ScanIndexForward === false ? String(item.sk) < start : String(item.sk) > start));
      const page = rest.slice(0, input.Limit ?? rest.length);
      const last = page.at(-1);
      const more = page.length < rest.length && last;
      return { items: structuredClone(page), lastKey: more ? { pk: last.pk, sk: last.sk } : undefined };
    },
    async *scan() {
      yield* structuredClone([...items.values()]);
    },
    async put(input) {
      units += 1;
      if (!passes(input, items.get(idOf(input.Item ?? {})))) throw new ConditionFailedError([0], new Map());
      set(input.Item ?? {});
    },
    async update(input) {
      units += 1;
      if (!passes(input, items.get(idOf(input.Key ?? {})))) throw new ConditionFailedError([0], new Map());
      const after = updated(input);
      set(after);
      return input.ReturnValues === 'ALL_NEW' ? structuredClone(after) : undefined;
    },
    async putAll(items) {
      units += items.length;
      for (const item of items) set(item);
    },
    async deleteAll(keys) {
      units += keys.length;
      for (const key of keys) remove(idOf({ ...key }));
    },
    async transact(writes) {
      units += writes.length * 2;
      if (new Set(writes.map(targetOf)).size < writes.length) throw new Error('a transaction names an item twice');
      const failed = writes.flatMap((write, index) => (passes(inputOf(write), items.get(targetOf(write))) ? [] : [index]));
      if (failed.length > 0) throw new ConditionFailedError(failed, new Map());
      for (const write of writes) {
        if ('Put' in write) set(write.Put.Item ?? {});
        else if ('Update' in write) set(updated(write.Update));
        else if ('Delete' in write) remove(targetOf(write));
      }
    },
  };
}
