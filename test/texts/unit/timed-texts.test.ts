import { describe, expect, it } from '@jest/globals';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { RunWorld } from '../../support/run-world.ts';
import { sequenceOf, task, wait } from '../../support/sequences.ts';

const text = task('nhan', { script: 'goi-nho' });

/** A lead that somebody has, put into a sequence that asks for a text at once, or at a time of day. */
async function taskOf(...steps: Parameters<typeof sequenceOf>[0]) {
  const world = new RunWorld();
  world.sequences.push(sequenceOf(steps, { id: 'tin', triggers: [{ on: 'manual' }] }));
  const lead = await world.putOwnedLead();
  await world.putIn(lead, 'tin');
  await world.pass(0);
  return { world, lead };
}

describe('a text that a step asks for', () => {
  it('is a task of whoever has the lead, which names it', async () => {
    const { world, lead } = await taskOf(text);

    expect(world.tasksOf()).toMatchObject([
      { kind: 'text', script: 'goi-nho', ownerRepId: lead.owner?.repId, status: 'open', reason: 'planned' },
    ]);
  });

  it('comes due in the evening, when nobody works, and at night the next morning', async () => {
    const evening = await taskOf(wait('toi', { until: '19:30' }), text);
    await evening.world.pass(24 * hoursMs);
    const night = await taskOf(wait('dem', { until: '23:00' }), text);
    await night.world.pass(24 * hoursMs);

    const dueOf = ({ world }: typeof evening) => world.tasksOf().map(({ dueAt }) => String(dueAt).slice(11, 16));
    // By the clocks of Hà Nội: 19:30 and 07:00.
    expect([dueOf(evening), dueOf(night)]).toEqual([['12:30'], ['00:00']]);
  });
});
