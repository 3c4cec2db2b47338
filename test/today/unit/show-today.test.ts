import { describe, expect, it } from '@jest/globals';
import { TodayView } from '../../../api/me/today-view.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { shopOf } from '../../support/purchases.ts';
import { report } from '../../support/seeded.ts';

async function floorOfToday() {
  const floor = await createCallFloor();
  const { world } = floor;
  const read = readRoutes({ ...world, table: world.table });
  const emailOf = async (repId: string) => {
    const { userKind } = await import('../../../shared/access/user-config.ts');
    const users = [...(await world.config.current(userKind)).documents.values()];
    return users.find((user) => user.repId === repId)?.email ?? '';
  };
  const own = await emailOf(String(floor.lead().owner?.repId));
  const today = async (email = own) => TodayView.parse((await read('/v1/me/today', email)).body);
  return { ...floor, read, own, today };
}

describe('how the day of a rep stands', () => {
  it('counts the calls of the day, those that reached somebody, and how soon the first did', async () => {
    const { world, logged, today } = await floorOfToday();
    await logged({ outcome: 'noAnswer' });
    world.pass(20 * 60_000);
    await logged({ outcome: 'interested' });
    await logged({ outcome: 'interested' });

    const { numbers, duty } = await today();

    expect(numbers).toMatchObject({ calls: 3, reached: 2, accepted: null, meetings: 0, won: 0, revenue: [], isWhole: true });
    expect(numbers?.firstContact?.leads).toBe(1);
    expect(duty).toBeNull();
  });

  it('counts a call no more that was taken back', async () => {
    const { logged, undo, today } = await floorOfToday();
    const { callId } = await logged({ outcome: 'interested' });
    await logged({ outcome: 'busy' });

    expect((await undo(callId)).status).toBe(204);

    expect((await today()).numbers).toMatchObject({ calls: 1, reached: 0, firstContact: null });
  });

  it('counts what was done for a lead that somebody else has by now, and begins anew with the day', async () => {
    const { world, logged, ask, lead, today, otherRep, read } = await floorOfToday();
    await logged({ outcome: 'interested' });
    const { userKind } = await import('../../../shared/access/user-config.ts');
    const other = [...(await world.config.current(userKind)).documents.values()].find(({ email }) => email === otherRep);
    const given = await ask('POST /v1/leads/{leadId}/owner', { leadId: lead().leadId }, 'admin', {
      body: { repId: other?.repId, reason: 'language' },
      key: 'give',
    });
    expect(given.status).toBe(200);

    const [mine, theirs] = [await today(), TodayView.parse((await read('/v1/me/today', otherRep)).body)];
    world.pass(24 * hoursMs);
    const tomorrow = await today();

    expect(mine.numbers).toMatchObject({ calls: 1, reached: 1 });
    expect(theirs.numbers).toMatchObject({ calls: 0 });
    expect(tomorrow.numbers).toMatchObject({ calls: 0, firstContact: null });
    expect(Date.parse(tomorrow.since) - Date.parse(mine.since)).toBe(24 * hoursMs);
  });

  it('tells what orders of their people came to today', async () => {
    const { world, lead, today } = await floorOfToday();
    const at = world.parts.clock().toISOString();
    const facts = [
      { factId: 'a', kind: 'confirmed', at, amount: 3_600_000 },
      { factId: 'b', kind: 'paid', at, amount: 1_500_000 },
    ];
    const body = { orderId: 'DH-1', currency: 'VND', facts };
    const told = await shopOf(world).ask('POST /v1/leads/{leadId}/purchases', { body, path: { leadId: lead().leadId } });
    expect(told.status).toBe(200);

    expect((await today()).numbers?.revenue).toEqual([{ currency: 'VND', booked: 3_600_000, net: 1_500_000 }]);
  });

  it('shows whose turn it is in their pools, to reps of the pool and its leader alone, and numbers to reps alone', async () => {
    const { today } = await floorOfToday();

    const [own, leader, admin, marketer] = await Promise.all([
      today(),
      today('leader.south@example.com'),
      today('admin@example.com'),
      today('marketer@example.com'),
    ]);

    const [pool] = own.pools;
    expect(pool?.members.filter(({ isMe }) => isMe)).toHaveLength(1);
    // Whoever has just been given a lead is behind the others.
    expect(pool?.members.at(-1)).toMatchObject({ isMe: true, credits: 1, standing: 'inTurn' });
    expect(pool?.members[0]).toMatchObject({ isMe: false, credits: 0, place: 1 });
    expect(leader.pools.map(({ poolId }) => poolId)).toEqual(['south']);
    expect(leader.pools[0]?.members.some(({ isMe }) => isMe)).toBe(false);
    expect([leader.numbers, admin.numbers, marketer.numbers]).toEqual([null, null, null]);
    expect([admin.pools, marketer.pools]).toEqual([[], []]);
    expect(marketer.notices.channels).toEqual(['email']);
  });

  it('costs six read units at most after forty calls, and 304 answers who knows it', async () => {
    const { world, logged, read, own } = await floorOfToday();
    for (let index = 0; index < 40; index += 1) await logged({ outcome: 'busy' });
    const before = world.table.used.read;

    const first = await read('/v1/me/today', own);
    const units = world.table.used.read - before;
    const known = await read('/v1/me/today', own, { headers: { 'if-none-match': String(first.headers.etag) } });

    report(`today: ${units} RRU after 40 calls, ${first.text.length} bytes`);
    expect(first.status).toBe(200);
    expect(known.status).toBe(304);
    expect(units).toBeLessThanOrEqual(6);
  });
});
