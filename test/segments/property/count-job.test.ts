import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCount } from '../../../shared/segments/count-state.ts';
import { sumPlaces } from '../../../shared/segments/rules-place-counts.ts';
import { Killed } from '../../support/effects.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { CountWorld, listId, membersPerSlice } from '../../support/segment-count.ts';

/** Null: nobody dies. */
const point = fc.option(fc.integer({ min: 1, max: 12 }), { nil: null });
const anyStep = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('start' as const), point }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), leads: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      turn: fc.nat(),
      point,
      /** How it comes again: at once, beside the first, or some time later. */
      again: fc.constantFrom('never', 'atOnce', 'beside', 'later'),
    }),
  },
);
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

const orKilled = (act: Promise<unknown>): Promise<boolean> =>
  act.then(
    () => false,
    (error: unknown) => {
      if (error instanceof Killed) return true;
      throw error;
    },
  );

async function take(world: CountWorld, step: Step): Promise<void> {
  world.pass(1_000);
  if (step.kind === 'start') {
    await orKilled(world.start(step.point));
  } else if (step.kind === 'add') {
    for (let number = 0; number < step.leads; number += 1) world.add();
  } else {
    const [message] = world.waiting.splice(step.turn % Math.max(1, world.waiting.length), 1);
    if (!message) return;
    const beside = step.again === 'beside' ? orKilled(world.deliver(message)) : null;
    const isKilled = await orKilled(world.deliver(message, step.point));
    await beside;
    if (step.again === 'atOnce') await world.deliver(message);
    // What was not taken off the queue comes back.
    if (isKilled || step.again === 'later') world.waiting.push(message);
  }
}

describe('the exact count of a segment, whatever happens to its messages', () => {
  it('ends, with each lead that was in it when it began counted once', async () => {
    const found = { counts: 0, leads: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 25 }), fc.array(anyStep, { maxLength: 40 }), async (leads, steps) => {
        const world = new CountWorld();
        const joinedAt: string[] = [];
        const added = () => {
          while (joinedAt.length < world.leads) joinedAt.push(world.now.toISOString());
        };
        for (let number = 0; number < leads; number += 1) world.add();
        added();

        for (const step of steps) {
          await take(world, step);
          added();
        }
        await world.start();
        const { sent } = world;
        const open = world.waiting.length;
        await world.settle();

        const count = await readCount(world.table, listId);
        const { startedAt = '', places = {} } = count?.known ?? {};
        expect(count?.job).toBeNull();
        expect(sumPlaces(places, () => true)).toBe(joinedAt.filter((at) => at <= startedAt).length);
        // Of all that waited one goes on.
        const slices = Math.ceil((world.leads + 1) / membersPerSlice);
        expect(world.sent - sent).toBeLessThanOrEqual(slices + open);
        found.counts += 1;
        found.leads += world.leads;
      }),
      { seed, numRuns: runs(150, 3_000) },
    );
    report(`segments: ${found.counts} exact counts of ${found.leads} leads`);
  });
});
