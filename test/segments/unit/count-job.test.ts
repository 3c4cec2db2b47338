import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../shared/access/index.ts';
import { SegmentId } from '../../../shared/platform/ids.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { listSegments, showCount } from '../../../shared/segments/index.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { Killed } from '../../support/effects.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { CountWorld, listId, membersPerSlice } from '../../support/segment-count.ts';

const admin: Principal = { role: 'admin', userId: 'an' };
const marketer: Principal = { role: 'marketer', userId: 'mai' };
const north = { ...sampleLead().region, provinceCode: '01', provinceName: 'Hà Nội', macroRegion: 'north' as const };

function worldOf(members: number): CountWorld {
  const world = new CountWorld();
  for (let number = 0; number < members; number += 1) {
    world.add(number % 3 === 0 ? { region: north } : {});
    world.pass(1_000);
  }
  return world;
}

const countOf = (world: CountWorld, principal: Principal = admin) => showCount(listId, principal, world);

describe('the exact count of a segment', () => {
  it.each([0, 1, membersPerSlice, 5 * membersPerSlice + 1])('finds all of %i leads', async (members) => {
    const world = worldOf(members);

    const begun = await world.start();
    await world.settle();

    expect(begun).toMatchObject({ count: null, counting: { soFar: 0 } });
    const countedAt = world.now.toISOString();
    expect(await countOf(world)).toEqual({ id: listId, count: members, countedAt, isSettled: true, counting: null });
  });

  it('is of those who were in it when it began, and goes on being told while it is made anew', async () => {
    const world = worldOf(9);
    await world.start();
    await world.settle();
    for (let number = 0; number < 3; number += 1) world.add();
    world.pass(1_000);

    await world.start();
    world.pass(1_000);
    world.add();

    expect(await countOf(world)).toMatchObject({ count: 9, counting: { soFar: 0 } });
    await world.settle();
    expect(await countOf(world)).toMatchObject({ count: 12, counting: null });
  });

  it('takes no lead that was merged into another, or is gone', async () => {
    const world = worldOf(5);
    const other = world.add({ mergedInto: world.add() });
    world.put({ leadId: other, segmentId: listId, version: 2, isIn: true, since: world.now.toISOString(), reason: 'manual' });

    await world.start();
    await world.settle();

    expect(await countOf(world)).toMatchObject({ count: 6 });
  });

  it('goes on at whichever call it was killed, and counts each lead once', async () => {
    for (let point = 1; ; point += 1) {
      const world = worldOf(2 * membersPerSlice + 1);
      const wasKilled = await world.start(point).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      // Who got no answer asks again.
      if (wasKilled) await world.start();
      let deaths = 0;
      for (let message = world.waiting.shift(); message; message = world.waiting.shift()) {
        const dies = deaths < 3;
        await world.deliver(message, dies ? point : null).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          deaths += 1;
          world.waiting.push(message);
        });
      }

      expect([point, await countOf(world)]).toMatchObject([point, { count: 2 * membersPerSlice + 1, counting: null }]);
      if (!wasKilled && deaths === 0) return;
    }
  });

  it('does not multiply when each message comes twice', async () => {
    const world = worldOf(10 * membersPerSlice);
    await world.start();

    for (let message = world.waiting.shift(); message; message = world.waiting.shift()) {
      await world.deliver(message);
      await world.deliver(message);
    }

    expect(await countOf(world)).toMatchObject({ count: 10 * membersPerSlice });
    expect(world.sent).toBeLessThanOrEqual(2 * 11);
  });

  it('is joined by whoever asks meanwhile, of whom all but one end', async () => {
    const world = worldOf(6 * membersPerSlice);
    for (let asked = 0; asked < 5; asked += 1) await world.start();

    await world.settle();

    expect(await countOf(world)).toMatchObject({ count: 6 * membersPerSlice });
    expect(world.sent).toBe(5 + 6);
  });

  it('goes on though its own write was refused, because its first answer was lost', async () => {
    const world = worldOf(3 * membersPerSlice);
    await world.start();
    const { put } = world.table;
    let refused = 0;
    world.table.put = async (input) => {
      await put.call(world.table, input);
      refused += 1;
      throw new ConditionFailedError([0], new Map());
    };

    await world.settle();

    expect([refused, await countOf(world)]).toMatchObject([4, { count: 3 * membersPerSlice }]);
  });

  it('begins anew where the rule was changed, and the old one tells nothing', async () => {
    const world = worldOf(2 * membersPerSlice);
    await world.start();
    const [old] = world.waiting.splice(0);
    world.config.change(segmentKind, listId, ({ id, names }) => ({ id, names, rule: { tag: ['vip'] } }));

    expect(await countOf(world)).toMatchObject({ count: null, counting: null });
    await world.start();
    if (old) await world.deliver(old);
    await world.settle();

    // Nobody has been held against the new rule yet.
    expect(await countOf(world)).toMatchObject({ count: 2 * membersPerSlice, isSettled: false });
  });
});

describe('the count that is told', () => {
  it('is in tens to who sees no contact details, and nothing under ten', async () => {
    const world = worldOf(9);
    await world.start();
    await world.settle();
    expect(await countOf(world, marketer)).toMatchObject({ count: null });

    for (let number = 0; number < 5; number += 1) world.add();
    await world.start();
    await world.settle();

    expect(await countOf(world, marketer)).toMatchObject({ count: 10 });
    expect(await countOf(world)).toMatchObject({ count: 14 });
  });

  it.each([
    [['north'], 10],
    [['01'], 10],
    [['79'], 20],
    [['central'], 0],
    [[], 30],
  ])('is of their regions to a manager of %j', async (regions, count) => {
    const world = worldOf(30);
    await world.start();
    await world.settle();

    expect(await countOf(world, { role: 'manager', userId: 'minh', regions })).toMatchObject({ count });
  });

  it('stands in the list of segments, of which each tells its names and what it is', async () => {
    const world = worldOf(3);
    await world.start();
    await world.settle();

    const { items } = await listSegments(admin, world);

    expect(items.map(({ id, kind, names, count }) => [id, kind, names.en, count])).toEqual([
      ['mua-mot-lan', 'rule', 'Customers who bought once', null],
      ['khach-lau-khong-mua', 'rule', 'Customers who have not bought for 90 days', null],
      ['dang-ky-va-quan-tam', 'rule', 'Subscribed and interested', null],
      ['khach-vip', 'static', 'VIP customers', 3],
    ]);
  });

  it('is of no segment that there is not', async () => {
    const world = worldOf(0);

    await expect(world.start(null, SegmentId.parse('nobody'))).rejects.toThrow('no such segment');
    await expect(showCount(SegmentId.parse('nobody'), admin, world)).rejects.toThrow('no such segment');
  });
});
