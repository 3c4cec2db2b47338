import db, { type LevelOperation } from 'dynalite/db/index.js';
import type { Context } from './context.ts';
import { validationError } from './errors.ts';
import { indexKeyProblem } from './index-keys.ts';
import { indexEntryKey, indexPrefix, itemPrefix, type Table } from './store.ts';
import type { Item } from './types.ts';

const atOnce = 10_000;

/**
 * Fills a new table as restoring a backup does: items stand there with their index entries, and its stream tells nothing of them. Nothing
 * is read, because nothing is there; that is what makes it quick.
 */
export async function restoreItems(context: Context, tableName: string, items: readonly Item[]): Promise<void> {
  const table = context.store.table(tableName);
  for (let start = 0; start < items.length; start += atOnce) {
    const some = items.slice(start, start + atOnce);
    await context.store.dynalite.db.batch(some.flatMap((item) => operationsOf(item, table)));
    for (const after of some) context.expiries.note({ table, after });
  }
}

function operationsOf(item: Item, { definition }: Table): LevelOperation[] {
  const invalid = db.validateItem(item, definition);
  if (invalid) throw invalid;
  const problem = indexKeyProblem(definition, item, 'PutItem');
  if (problem !== undefined) throw validationError(problem);
  const { TableName: name } = definition;
  const own = db.createKey(item, definition);
  const entriesOf = (type: 'Global' | 'Local') =>
    db.getIndexActions(definition[`${type}SecondaryIndexes`] ?? [], undefined, item, definition).puts.map(
      ({ index, key, item: value }): LevelOperation => ({
        type: 'put',
        key: indexPrefix(type, name, index) + indexEntryKey(key, own),
        value,
      }),
    );
  return [{ type: 'put', key: itemPrefix(name) + own, value: item }, ...entriesOf('Global'), ...entriesOf('Local')];
}
