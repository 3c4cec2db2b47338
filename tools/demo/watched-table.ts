import type { Key } from '../../shared/platform/keys.ts';
import type { Item, Table, WriteItem } from '../../shared/platform/table.ts';
import type { MemoryTable } from '../../test/support/memory-table.ts';

/** An item before and after a write. */
export interface Change {
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The table, which tells of each change once it stands, as its stream does. */
export function watchedTable(table: MemoryTable, onChange: (change: Change) => void): Table {
  const stored = ({ pk, sk }: Key): Item | undefined => table.items.get(`${pk} ${sk}`);
  const told = async <Answer>(keys: readonly Key[], write: () => Promise<Answer>): Promise<Answer> => {
    const before = keys.map(stored);
    const answer = await write();
    for (const [index, key] of keys.entries()) {
      const change = { key, before: before[index], after: stored(key) };
      if (change.before !== change.after) onChange(change);
    }
    return answer;
  };
  return {
    ...table,
    put: (input) => told([keyOf(input.Item)], () => table.put(input)),
    update: (input) => told([keyOf(input.Key)], () => table.update(input)),
    putAll: (items) => told(items.map(keyOf), () => table.putAll(items)),
    deleteAll: (keys) => told(keys, () => table.deleteAll(keys)),
    transact: (writes) => told(writes.map(placeOf), () => table.transact(writes)),
  };
}

function placeOf(write: WriteItem): Key {
  if ('Put' in write) return keyOf(write.Put.Item);
  if ('Update' in write) return keyOf(write.Update.Key);
  return keyOf('Delete' in write ? write.Delete.Key : write.ConditionCheck.Key);
}

function keyOf({ pk, sk }: Readonly<Record<string, unknown>> = {}): Key {
  return { pk: String(pk), sk: String(sk) };
}
