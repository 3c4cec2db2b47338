import { describe, expect, it } from '@jest/globals';
import { PoolId } from '../../../shared/platform/ids.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readRecentPools } from '../../../shared/routing/recent-pools.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const minutes = 60_000;
const south = PoolId.parse('south');

/** A world in which the pool is published anew, named by its place, after each of some spans. */
function published(spans: readonly number[]) {
  const world = createWorld();
  world.config.stampBy(world.parts.clock);
  for (const [place, span] of spans.entries()) {
    world.pass(span);
    world.config.change(poolKind, south, (pool) => ({ ...pool, name: { vi: `${place}`, en: `${place}` } }));
  }
  return { look: () => readRecentPools(world.config, world.parts.clock().toISOString()) };
}

const named = (versions: Awaited<ReturnType<typeof readRecentPools>>['versions']) =>
  versions.map((pools) => Number(pools.get(south)?.name.en));

describe('the pools of late', () => {
  it('are those in force, and those that were at any time in the hour before', async () => {
    const { look } = published([0, 200 * minutes, 50 * minutes, 5 * minutes]);

    const { versions, isCut } = await look();

    expect([named(versions), isCut]).toEqual([[3, 2, 1, 0], false]);
  });

  it('are those before as well however long ago they were published, and none further back', async () => {
    const { look } = published([0, 200 * minutes, 200 * minutes]);
    expect(named((await look()).versions)).toEqual([2, 1]);
  });

  it('are cut where there were too many, and say so', async () => {
    const { look } = published(Array<number>(40).fill(1_000));

    const { versions, isCut } = await look();

    expect([versions.length < 40, isCut]).toEqual([true, true]);
  });
});
