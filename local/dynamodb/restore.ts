import type { Context } from './context.ts';
import { evaluate, placeWrite } from './evaluate.ts';
import type { Item } from './types.ts';

const atOnce = 2_000;

/** Fills a table as restoring a backup does: items stand there with their index entries, and its stream tells nothing of them. */
export async function restoreItems(context: Context, tableName: string, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) {
    const changes = items.slice(start, start + atOnce).map((item) => {
      const data = { TableName: tableName, Item: item };
      return evaluate(context.store, placeWrite(context.store, { operation: 'PutItem', data, returnsOldOnFailure: false })).change;
    });
    await context.store.dynalite.db.batch(changes.flatMap(({ levelOperations }) => levelOperations));
    for (const change of changes) context.expiries.note(change);
  }
}
