import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Runtime } from '../../test/support/runtime.ts';
import { addressOf, lead, newRun } from '../support/leads.ts';

export interface PoolBurst {
  readonly leads: number;
  readonly poolId: string;
  readonly reps: number;
  /** Until the last post was accepted. */
  readonly postingSeconds: number;
  /** From the first accepted post, and from the last one, until the last lead had its owner. */
  readonly fromFirstSeconds: number;
  readonly fromLastSeconds: number;
  /** Most minus fewest leads that a rep of the pool was given. */
  readonly spread: number;
}

const StoredLead = z.object({
  owner: z.object({ repId: z.string(), poolId: z.string(), since: z.string() }).optional(),
});
const StoredPost = z.object({ receivedAt: z.string() });
const senders = 24;

/** Posts leads of one region as fast as this machine takes them, and waits until each has an owner. */
export async function poolBurst(runtime: Runtime, leads: number): Promise<PoolBurst> {
  const run = newRun();
  const startedAt = performance.now();
  let next = 0;
  const send = async (): Promise<void> => {
    for (let index = next++; index < leads; index = next++) {
      const body = lead(run, index);
      // One product that has no pool of its own, so that all go to the region's.
      const { status } = await runtime.post(
        'contact',
        { ...body, fields: { ...body.fields, product: 'ban-hang' } },
        { ip: addressOf(index) },
      );
      if (status !== 202) throw new Error(`a post was answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  const postingSeconds = (performance.now() - startedAt) / 1000;
  await runtime.idle({ timeoutSeconds: 180 });

  const items = await all(runtime, 'sk = :lead', { ':lead': 'LEAD' });
  const owned = items.map((item) => StoredLead.parse(item)).filter(({ owner }) => owner?.poolId === 'south');
  if (owned.length !== leads) throw new Error(`${owned.length} of ${leads} leads have an owner in the pool`);
  const accepted = (await all(runtime, 'sk = :raw', { ':raw': 'RAW' })).map((item) => Date.parse(StoredPost.parse(item).receivedAt));
  const counts = [...Map.groupBy(owned, ({ owner }) => owner?.repId).values()].map(({ length }) => length);
  const lastOwnerAt = Math.max(...owned.map(({ owner }) => Date.parse(owner?.since ?? '')));
  const after = (times: readonly number[], pick: (...values: number[]) => number): number => (lastOwnerAt - pick(...times)) / 1000;
  return {
    leads,
    poolId: 'south',
    reps: counts.length,
    postingSeconds,
    fromFirstSeconds: after(accepted, Math.min),
    fromLastSeconds: after(accepted, Math.max),
    spread: Math.max(...counts) - Math.min(...counts),
  };
}

async function all({ aws }: Runtime, FilterExpression: string, ExpressionAttributeValues: Record<string, string>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of paginateScan(
    { client: aws.document },
    { TableName: aws.tableName, FilterExpression, ExpressionAttributeValues },
  )) {
    items.push(...(page.Items ?? []));
  }
  return items;
}
