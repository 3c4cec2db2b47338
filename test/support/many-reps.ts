import type { Runtime } from './runtime.ts';

const user = 'admin@example.com';

interface Identified {
  readonly id: string;
}

/** Returns pools with so many members each, and the reps with those that they name. */
export function largerPools<Pool extends Identified, Rep extends object>(pools: readonly Pool[], reps: readonly Rep[], members: number) {
  const numbers = Array.from({ length: members }, (_, index) => index + 1);
  const added = pools.flatMap(({ id }) =>
    numbers.map((number) => ({ id: `${id}-${number}`, name: `Rep ${number}`, email: `${id}-${number}@sales.example` })),
  );
  const enlarged = pools.map((pool) => ({ ...pool, members: numbers.map((number) => ({ repId: `${pool.id}-${number}` })) }));
  return { pools: enlarged, reps: [...reps, ...added] };
}

/**
 * Publishes pools of so many members that each hears of few leads, for who measures notices one by one: a rep of whom more than ten are told
 * within an hour gets a digest. The runtime has to be its own.
 */
export async function enlargePools(runtime: Runtime, members: number): Promise<void> {
  const pools = await documentsOf(runtime, 'pools');
  const reps = await documentsOf(runtime, 'reps');
  const larger = largerPools(pools.documents, reps.documents, members);
  await publish(runtime, 'reps', larger.reps, reps.version);
  await publish(runtime, 'pools', larger.pools, pools.version);
  // Functions know a configuration for up to 30 seconds.
  await runtime.advance('PT31S');
}

async function documentsOf(runtime: Runtime, kind: string): Promise<{ documents: Identified[]; version: string }> {
  const { body, headers } = await runtime.get(`/v1/config/${kind}`, { user });
  return { documents: body.documents, version: headers.get('etag') ?? '' };
}

async function publish(runtime: Runtime, kind: string, documents: readonly object[], version: string): Promise<void> {
  const { status, text } = await runtime.request(`/v1/config/${kind}`, {
    method: 'PUT',
    body: JSON.stringify({ documents }),
    headers: { authorization: `Bearer ${await runtime.token(user)}`, 'if-match': version },
  });
  if (status !== 200) throw new Error(`${kind} were not published: ${status} ${text}`);
}
