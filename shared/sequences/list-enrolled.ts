import type { SequenceId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { Listing } from '../platform/walk-index.ts';

/** Lists the leads that are in a sequence, by when they were put in, those first that are in it longest. */
export const byEnrolling = (sequenceId: SequenceId): Listing => ({
  index: indexes.gsi3,
  partitions: indexKeys.enrolledPartitions(sequenceId),
  order: 'oldestFirst',
});

/** Of each partition: some 10 KB of the index. */
const mostCounted = 70;

/** Counts the leads in a sequence, as far as that is cheap. */
export async function countEnrolled(table: Pick<Table, 'query'>, sequenceId: SequenceId): Promise<{ count: number; isMore: boolean }> {
  const pages = await Promise.all(
    indexKeys.enrolledPartitions(sequenceId).map((partition) =>
      table.query({
        IndexName: indexes.gsi3,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': indexAttributes[indexes.gsi3].pk },
        ExpressionAttributeValues: { ':pk': partition },
        Limit: mostCounted,
      }),
    ),
  );
  return { count: pages.reduce((sum, { items }) => sum + items.length, 0), isMore: pages.some(({ lastKey }) => lastKey !== undefined) };
}
