import { describe, expect, it } from '@jest/globals';
import { openWorld } from '../../support/claims.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { worldOfMarketing } from '../../support/marketing.ts';
import { OfferedWorld, offerLeads } from '../../support/offers.ts';
import { person } from '../../support/people.ts';

/** Units that something takes, as DynamoDB bills them. */
async function unitsOf({ table }: Pick<World, 'table'>, act: () => Promise<unknown>) {
  const before = { ...table.used };
  await act();
  return { write: table.used.write - before.write, read: table.used.read - before.read };
}

/** The assignment of a new lead, by pools that give at once or offer. */
async function assignment(offers: boolean) {
  const world = createWorld();
  if (offers) offerLeads(world);
  world.pass(24 * 3_600_000);
  await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
  return unitsOf(world, () => world.assignAll());
}

async function openLead() {
  const world = await openWorld({ reps: 4 });
  await world.arrive();
  const open = await world.opened();
  const claim = async (place: number) => world.claim(open, world.repIds[place] ?? (await Promise.reject(new Error('no such rep'))));
  return { ...world, claim };
}

describe('what it takes to give a lead to a rep', () => {
  it('is five write units more at most where a pool offers it, and not a read', async () => {
    const [atOnce, offered] = [await assignment(false), await assignment(true)];

    expect(offered.write - atOnce.write).toBeLessThanOrEqual(5);
    expect(offered.read).toBe(atOnce.read);
  });

  it('is told by the page of access patterns: answers to offers, and the next one; of spam leaders hear', async () => {
    const [accepting, declining, expiring] = await Promise.all([1, 2, 3].map(() => OfferedWorld.create()));
    if (!accepting || !declining || !expiring) throw new Error('no offers');

    expect(await unitsOf(accepting.world, async () => accepting.accept(await accepting.own()))).toEqual({ write: 15, read: 5 });
    expect(await unitsOf(declining.world, async () => declining.decline(await declining.own(), 'spam'))).toEqual({ write: 16, read: 5.5 });
    expect(await unitsOf(declining.world, () => declining.world.assignAll())).toEqual({ write: 29, read: 7 });
    expiring.world.pass(31 * 60_000);
    await expiring.runTimers();
    expect(await unitsOf(expiring.world, () => expiring.world.assignAll())).toEqual({ write: 35, read: 9 });
  });

  it('is told by the page of access patterns: a lead that is open to whoever accepts first, whose losers write nothing', async () => {
    const { world, claim, settle } = await openLead();

    expect(await unitsOf(world, () => claim(0))).toEqual({ write: 19, read: 4.5 });
    expect(await unitsOf(world, () => claim(1).catch(() => undefined))).toEqual({ write: 0, read: 2.5 });
    expect(await unitsOf(world, () => settle())).toEqual({ write: 5, read: 2 });
  });

  it('is told by the page of access patterns: a lead of marketing that has reached its level, and its assignment', async () => {
    const marketing = await worldOfMarketing();
    const { leadId } = await marketing.arrive();
    await marketing.learn(leadId, { temperature: 'hot' });

    expect(await unitsOf(marketing.world, () => marketing.settle())).toEqual({ write: 25, read: 10 });
  });
});
