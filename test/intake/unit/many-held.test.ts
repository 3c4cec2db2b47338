import { expect, it } from '@jest/globals';
import { manyHeldPosts } from '../../../shared/intake/ring-for-held.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;

function setUp() {
  const rings: unknown[] = [];
  const world = createWorld({ ...silentLog, error: (text, _error, fields) => void rings.push([text, fields]) });
  return { world, rings };
}

async function hold(world: World, posts: number): Promise<void> {
  for (let index = 0; index < posts; index += 1) {
    await world.takeIn(world.post({ fullName: 'Trần Văn Bình', email: `binh${index}@example.com` }, { sender }));
  }
}

const ring = ['many posts are held in quarantine', { posts: manyHeldPosts }];

it('rings once in an hour in which many posts are held', async () => {
  const { world, rings } = setUp();

  await hold(world, manyHeldPosts - 1);
  expect(rings).toEqual([]);
  await hold(world, 3 * manyHeldPosts);

  expect(rings).toEqual([ring]);
});

it('counts no further once it has rung, so that a flood makes no key of the table hot', async () => {
  const { world } = setUp();

  await hold(world, 5 * manyHeldPosts);

  expect(world.itemsOf('HELD#')).toMatchObject([{ posts: manyHeldPosts, expiresAt: expect.any(Number) }]);
});

it('rings when whoever counted the last of many has died over it', async () => {
  const { world, rings } = setUp();
  await hold(world, manyHeldPosts - 1);
  const [counted] = world.itemsOf('HELD#');
  world.table.seed({ ...counted, pk: String(counted?.pk), sk: String(counted?.sk), posts: manyHeldPosts });

  await hold(world, 1);

  expect(rings).toEqual([['many posts are held in quarantine', { posts: manyHeldPosts + 1 }]]);
});

it('rings again in the next hour that has many, and not for as many over a day', async () => {
  const { world, rings } = setUp();
  for (let hour = 0; hour < 24; hour += 1) {
    await hold(world, manyHeldPosts / 4);
    world.pass(hoursMs);
  }
  expect(rings).toEqual([]);

  await hold(world, manyHeldPosts);
  world.pass(hoursMs);
  await hold(world, manyHeldPosts);

  expect(rings).toEqual([ring, ring]);
});

it('sets posts aside as ever while nothing can be counted', async () => {
  const { world, rings } = setUp();
  const ref = world.post({ fullName: 'Trần Văn Bình', email: 'binh@example.com' }, { sender });
  let updates = 0;
  world.fail({
    before({ what }) {
      // The count of the address comes before the outcome, that of held posts after it.
      if (what === 'update') updates += 1;
      if (updates > 1) throw new Error('the table is busy');
    },
  });

  await world.takeIn(ref);

  expect(world.outcome(ref)).toMatchObject({ kind: 'quarantine' });
  expect(rings).toEqual([]);
});
