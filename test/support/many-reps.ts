import { documentsOf, publishConfig } from './publish-config.ts';
import type { Runtime } from './runtime.ts';

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
  const larger = largerPools(await documentsOf(runtime, 'pools'), await documentsOf(runtime, 'reps'), members);
  await publishConfig(runtime, 'reps', larger.reps);
  await publishConfig(runtime, 'pools', larger.pools);
}
