import { keys, shardNames, timerShards } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';

export const dueShards = shardNames(timerShards);

/** Whether a shard holds a timer due by `until`; the cheapest look there is: 0.5 RRU, and a timer missed by it is found a minute later. */
export async function hasDueTimer(table: Table, shard: string, until: Date): Promise<boolean> {
  const { items } = await table.query({ ...dueBy(shard, until), Limit: 1, ProjectionExpression: 'pk' });
  return items.length > 0;
}

/** A page of a shard's timers due by `until`, earliest first. Consistent, so that a timer deleted a moment ago is not sent again. */
export async function readDueTimers(
  table: Table,
  shard: string,
  until: Date,
  page: { limit: number; after: Item | undefined },
): Promise<{ items: Item[]; next: Item | undefined }> {
  const { items, lastKey } = await table.query({
    ...dueBy(shard, until),
    ConsistentRead: true,
    Limit: page.limit,
    ...(page.after ? { ExclusiveStartKey: page.after } : {}),
  });
  return { items, next: lastKey };
}

const dueBy = (shard: string, until: Date) => ({
  KeyConditionExpression: 'pk = :pk AND sk <= :until',
  // Sort keys are `<dueAt>#<timerId>`; `~` comes after `#`, so timers of that very millisecond are in.
  ExpressionAttributeValues: { ':pk': keys.timerShardPk(shard), ':until': `${until.toISOString()}~` },
});
