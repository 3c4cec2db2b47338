import type { z } from 'zod';
import { parseOutcome } from '../capture/index.ts';
import { readCompany } from '../company/index.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { indexAttributes, indexes, indexKeys, keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table, textsOfKey } from '../platform/table.ts';
import { unchangedSince } from '../platform/versioned.ts';
import { askFor, defineWork } from '../work/index.ts';
import { expirePostsRequest } from './retention-request.ts';

/** Posts that one run takes away. */
export const postsPerSlice = 50;

const held = indexKeys.quarantinePartitions.map((partition) => ({ partition, isHeld: true }));
const refused = indexKeys.badRowPartitions.map((partition) => ({ partition, isHeld: false }));
const partitions = [...held, ...refused];

/**
 * Takes away posts that were set aside or refused for longer than the company keeps them, also those that came before it said so. Where it says
 * nothing they go by the ends that are in them.
 */
export const expirePostsWork = defineWork({
  kind: 'expirePosts' satisfies typeof expirePostsRequest.kind,
  schema: expirePostsRequest.schema,
  async run({ night, partition: number, after }, { table, config, queues, log }) {
    const place = partitions[number];
    const { retention = {} } = await readCompany(config);
    const days = place?.isHeld ? retention.heldPostsAfterDays : retention.refusedPostsAfterDays;
    const goOn = (next: Omit<z.infer<typeof expirePostsRequest.schema>, 'night'>) =>
      queues.work.send(askFor(expirePostsRequest, { night, ...next }));
    if (!place) return;
    if (days === undefined) return void (await goOn({ partition: number + 1 }));
    const { items, lastKey } = await table.query({
      IndexName: indexes.gsi1,
      KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk AND ${indexAttributes.gsi1.sk} < :until`,
      ExpressionAttributeValues: { ':pk': place.partition, ':until': isoTime(addMs(new Date(night), -days * daysMs)) },
      Limit: postsPerSlice,
      ...(after && { ExclusiveStartKey: after }),
    });
    let gone = 0;
    for (const item of items) if (await (place.isHeld ? dropHeld(table, item) : dropRefused(table, item))) gone += 1;
    if (items.length > 0) log.info('posts are kept no longer', { night, partition: place.partition, looked: items.length, gone });
    // Each is looked at once a night: what is being released stays where it is, and the index may lag behind what went.
    await goOn(lastKey ? { partition: number, after: textsOfKey(lastKey) } : { partition: number + 1 });
  },
});

async function dropRefused(table: Table, { pk, sk }: Item): Promise<boolean> {
  await table.transact([{ Delete: { Key: { pk, sk } } }]);
  return true;
}

/** A post that somebody releases stays: it becomes a lead. */
async function dropHeld(table: Table, { pk, sk }: Item): Promise<boolean> {
  const stored = await table.get({ pk: String(pk), sk: String(sk) }, { consistent: true });
  const outcome = stored && parseOutcome(stored);
  if (outcome?.kind !== 'quarantine' || outcome.decision?.kind === 'released') return false;
  try {
    await table.transact([
      { Delete: { Key: keys.outcome(outcome), ...unchangedSince(outcome) } },
      { Delete: { Key: keys.submission(outcome) } },
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return false;
  }
}
