import type { LeadId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, keys } from '../platform/keys.ts';
import type { Item, Table, WriteItem } from '../platform/table.ts';
import { isErasedEntry } from './close.ts';
import { type ErasedPerson, type Eraser, type EraserParts, kindOfItem, type Removal, removalOf } from './eraser.ts';

/** A transaction takes a hundred items; the erasure, its timer and what is known of the person go along. */
export const mostRemovals = 90;
const itemsPerPage = 90;

/** Finds what of the items under the records goes next, as much as one transaction takes; none where nothing is left. */
export async function findRemovals(person: ErasedPerson, erasers: readonly Eraser[], parts: EraserParts): Promise<readonly Removal[]> {
  const batch = new Batch();
  for (const leadId of person.leadIds) {
    for (const item of await itemsPassing(parts.table, leadId)) {
      if (!batch.take([removalOf(item)]) || batch.isFull) return batch.removals;
    }
    for await (const item of itemsUnder(parts.table, keys.leadPk(leadId))) {
      if (isErasedEntry(item)) continue;
      const eraser = erasers.find(({ items }) => items.includes(kindOfItem(item)));
      if (eraser?.keeps?.(item)) continue;
      const { removals, isAll } = (await eraser?.follow?.(item, person, parts)) ?? { removals: [], isAll: true };
      // What hangs on an item goes before it, or with it, so that the next slice finds it again.
      const isTaken = batch.take(isAll ? [...removals, removalOf(item)] : removals);
      if (!isTaken || batch.isFull) return batch.removals;
    }
  }
  return batch.removals;
}

/** Finds what lies elsewhere for a while and tells of a record. The index lags: what it does not name yet, a look after the end finds. */
async function itemsPassing(table: Pick<Table, 'query' | 'batchGet'>, leadId: LeadId): Promise<Item[]> {
  const { items } = await table.query({
    IndexName: indexes.gsi1,
    KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
    ExpressionAttributeValues: { ':pk': indexKeys.passingPartition(leadId) },
    Limit: itemsPerPage,
  });
  if (items.length === 0) return [];
  // What it still names may be gone.
  return table.batchGet(
    items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
    { consistent: true },
  );
}

async function* itemsUnder(table: Pick<Table, 'query'>, pk: string): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const { items, lastKey } = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
      Limit: itemsPerPage,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    yield* items;
    start = lastKey;
  } while (start);
}

/** Removals of one transaction: each item once, and no more than it takes. */
class Batch {
  readonly removals: Removal[] = [];
  private readonly places = new Set<string>();

  get isFull(): boolean {
    return this.removals.length >= mostRemovals;
  }

  /** Takes all of them, or none: what goes together stays together. False where they have to wait for the next transaction. */
  take(removals: readonly Removal[]): boolean {
    const places = removals.map(({ write }) => placeOf(write));
    const isTooMuch = this.removals.length > 0 && this.removals.length + removals.length > mostRemovals;
    if (isTooMuch || places.some((place) => this.places.has(place))) return false;
    for (const place of places) this.places.add(place);
    this.removals.push(...removals);
    return true;
  }
}

function placeOf(write: WriteItem): string {
  const key = 'Put' in write ? write.Put.Item : 'Update' in write ? write.Update.Key : 'Delete' in write ? write.Delete.Key : undefined;
  return `${key?.pk} ${key?.sk}`;
}
