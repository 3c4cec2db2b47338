import { describe, expect, it } from '@jest/globals';
import { PoolMessage } from '../../../events/index.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../../shared/platform/keys.ts';
import { assignLeads, leadsPerTransaction, readAssignment, retryAfterPublication } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { leadsPerSlice } from '../../../shared/routing/retry-waiting.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { retryAfterPublication as published, putRetryTimer } from '../../../shared/routing/waiting-request.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { assignmentFaults, waitingIn } from '../../support/assignment-faults.ts';
import { killAt } from '../../support/effects.ts';
import { person } from '../../support/people.ts';
import { worldOfNobody } from '../../support/waiting.ts';

const [south, north] = ['south', 'north'].map((id) => PoolId.parse(id)) as [PoolId, PoolId];
const tick = '2026-11-22T04:00:00.000Z';

/** What the timer of a pool sends. */
const timerOf = (poolId: PoolId, at = tick) => ({ body: Timer.parse(putRetryTimer(poolId, new Date(at)).Put.Item).message });
const timer = timerOf(south);

/** Everything in a table that a try could write. */
const written = ({ world }: Awaited<ReturnType<typeof worldOfNobody>>) =>
  ['LEAD#', 'POOL#'].flatMap((prefix) => world.itemsOf(prefix)).filter(({ sk }) => sk !== 'RING');

describe('what nobody can take', () => {
  it('has one timer per pool from the moment on at which it begins to wait, however many leads do', async () => {
    const nobody = await worldOfNobody();

    await nobody.arrive(12);
    await nobody.arrive(3, 'Hà Nội', 20);

    expect(nobody.timers().map(({ dueAt, message }) => [dueAt, message.request])).toEqual(
      ['south', 'north'].map((poolId) => ['2026-11-22T03:05:00.000Z', { poolId, tick: '2026-11-22T03:05:00.000Z', after: null }]),
    );
  });

  it('is asked for in the order in which it waits, slice by slice, and given away in that order', async () => {
    const nobody = await worldOfNobody();
    const count = leadsPerSlice + 30;
    for (let index = 0; index < count; index += 10) await nobody.arrive(10, 'TP.HCM', index);
    const places = nobody.world
      .itemsOf(' ASSIGN#')
      .map(({ gsi3sk }) => String(gsi3sk))
      .sort();
    nobody.comeBack();

    await nobody.run(timer);
    await nobody.settle();

    expect(nobody.owned()).toHaveLength(count);
    expect(nobody.owned().sort()).toEqual(places.map((place) => place.split('#')[1]));
    const byTurn = nobody.world
      .itemsOf(' DECISION#')
      .filter(({ chosen }) => chosen !== null)
      .sort((one, other) => Number(one.poolVersion) - Number(other.poolVersion));
    expect(byTurn.map(({ pk }) => String(pk).slice('LEAD#'.length))).toEqual(places.map((place) => place.split('#')[1]));
    expect([waitingIn(nobody.world.table.items.values()), assignmentFaults(nobody.world.table.items.values())]).toEqual([[], []]);
  });

  it('writes nothing new when it is refused by the same rules again', async () => {
    const nobody = await worldOfNobody();
    await nobody.arrive(9);
    const before = structuredClone(written(nobody));

    await nobody.run(timer);
    await nobody.world.assignAll();

    expect(written(nobody)).toEqual(before);
  });

  it('sets the next timer while anything waits, ever later, and none when nothing does', async () => {
    const nobody = await worldOfNobody();
    await nobody.arrive(1);
    const takeTimer = async () => {
      const [next, ...others] = nobody.timers();
      if (!next || others.length > 0) throw new Error(`${others.length} timers beside ${next?.dueAt}`);
      await nobody.world.table.deleteAll([keys.timer(next.dueAt, next.timerId)]);
      nobody.world.pass(Date.parse(next.dueAt) - nobody.parts.clock().getTime());
      return next;
    };
    const due: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const next = await takeTimer();
      due.push(next.dueAt.slice('2026-11-22T'.length, -':00.000Z'.length));
      await nobody.run({ body: next.message });
    }
    nobody.comeBack();
    await nobody.world.assignAll();
    await nobody.run({ body: (await takeTimer()).message });

    expect(due).toEqual(['03:05', '03:10', '03:15', '03:20', '03:30', '03:40', '04:00', '05:00']);
    expect(nobody.timers()).toEqual([]);
  });

  it.each([
    ['before', '2025-12-31T23:55:00.000Z'],
    ['at the very moment of', '2026-01-01T00:00:00.000Z'],
    ['just after', '2026-01-01T00:00:44.000Z'],
  ])('is left alone by a try from %s the publication of the rules in force, which have a try of their own', async (_, at) => {
    const nobody = await worldOfNobody();
    await nobody.arrive(3);
    nobody.comeBack();
    const early = timerOf(south, at);
    const own = published('2026-01-01T00:00:00.000Z', new Date('2026-01-01T00:00:00.000Z'));

    await nobody.run(early);
    const asked = nobody.world.sent.assign.map(({ deduplicationId }) => deduplicationId);
    await nobody.world.assignAll();
    expect(nobody.owned()).toEqual([]);

    await nobody.run(own);
    // The queue would drop what an earlier try has asked for.
    expect(nobody.world.sent.assign.filter(({ deduplicationId }) => asked.includes(deduplicationId))).toEqual([]);
    await nobody.world.assignAll();
    expect(nobody.owned()).toHaveLength(3);
  });
});

describe('who writes while many wait', () => {
  it('stands behind eight of them at most, and those go on in the order in which they wait', async () => {
    const nobody = await worldOfNobody();
    const count = leadsPerSlice + 30;
    for (let index = 0; index < count; index += 10) await nobody.arrive(10, 'TP.HCM', index);
    const { world } = nobody;
    nobody.comeBack();
    await nobody.run(timer);
    const queue = world.sent.assign;
    const deliver = async () => {
      const [next] = queue.splice(0, 1);
      const message = PoolMessage.parse(next?.body);
      await assignLeads(PoolId.parse(message.poolId), [message], world.parts);
      const work = world.sent.work.shift();
      if (work) await nobody.run(work);
    };
    const before: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let step = 0; step < 3; step += 1) await deliver();
      const waited = nobody.owned().length;
      await world.takeIn(world.post({ ...person(1_000 + round), province: 'TP.HCM' }));
      const posted = world.leads().at(-1);
      expect(queue).toHaveLength(2);
      while (!world.leads().find(({ leadId }) => leadId === posted?.leadId)?.owner) await deliver();
      before.push(nobody.owned().length - waited - 1);
    }
    while (queue.length > 0) await deliver();

    expect(Math.max(...before)).toBeLessThanOrEqual(leadsPerTransaction);
    expect(nobody.owned()).toHaveLength(count + 3);
  });
});

describe('new rules', () => {
  it('have every pool tried, also one that is no longer there', async () => {
    const nobody = await worldOfNobody();
    nobody.world.config.remove(poolKind, 'central');

    await nobody.parts.queues.work.send(retryAfterPublication(tick, new Date(tick)));
    const [asked] = nobody.work.splice(0);
    await nobody.run({ body: asked?.body });

    expect(asked?.delaySeconds).toBe(45);
    expect(nobody.world.sent.assign).toEqual([]);
  });

  it('route what waits anew: it waits in the pool of its new territory from the same moment, and is given away there', async () => {
    const nobody = await worldOfNobody();
    await nobody.arrive(3);
    const since = nobody.world.itemsOf(' ASSIGN#').map((item) => item.since);
    nobody.world.config.change(territoryKind, 'south', (territory) => ({ ...territory, poolId: north }));

    await nobody.run(timer);
    await nobody.world.assignAll();

    const listed = waitingIn(nobody.world.table.items.values());
    expect([listed.length, listed.filter((partition) => !indexKeys.waitingPartitions(north).includes(partition))]).toEqual([3, []]);
    expect(nobody.world.itemsOf(' ASSIGN#').map((item) => item.since)).toEqual(since);
    expect(nobody.world.leads().map(({ routing }) => [routing?.poolId, routing?.territoriesVersion, routing?.state])).toEqual(
      Array(3).fill(['north', 2, 'waiting']),
    );
    expect(nobody.world.timeline().filter(({ type }) => type === 'lead.rerouted')).toHaveLength(3);
    expect(
      nobody
        .timers()
        .map(({ message }) => Object(message.request).poolId)
        .sort(),
    ).toContain('north');

    nobody.comeBack();
    await nobody.run(timerOf(north));
    await nobody.world.assignAll();

    expect(nobody.world.leads().map(({ owner }) => owner?.poolId)).toEqual(Array(3).fill('north'));
    expect(assignmentFaults(nobody.world.table.items.values())).toEqual([]);
  });

  it('leave a lead where it waits that belongs there by them as well', async () => {
    const nobody = await worldOfNobody();
    await nobody.arrive(1);
    nobody.world.config.change(territoryKind, 'north', (territory) => ({ ...territory, order: 49 }));

    await nobody.run(timer);
    await nobody.world.assignAll();

    const [lead] = nobody.world.leads();
    if (!lead) throw new Error('no lead');
    expect([lead.version, lead.routing?.territoriesVersion]).toEqual([1, 1]);
    expect((await readAssignment(nobody.world.table, lead.leadId, leadSubject))?.poolId).toBe('south');
  });
});

describe('a process that ends', () => {
  it('at any call to the outside leaves nothing untried, undone or doubled', async () => {
    for (let point = 1; ; point += 1) {
      const nobody = await worldOfNobody();
      await nobody.arrive(3);
      nobody.world.config.change(territoryKind, 'south', (territory) => ({ ...territory, poolId: north }));
      nobody.comeBack();
      const messages = () => nobody.world.sent.assign.splice(0);
      nobody.world.fail(killAt(point));
      const isKilled = await nobody
        .run(timer)
        .then(() => nobody.world.assignAll())
        .then(
          () => false,
          () => true,
        );
      nobody.world.fail({});
      messages();
      nobody.work.splice(0);

      // The messages come again, and what was lost with the process is found by the timer of whichever pool has the leads now.
      await nobody.run(timer);
      await nobody.world.assignAll();
      await nobody.run(timerOf(north));
      await nobody.world.assignAll();

      expect(nobody.world.leads().map(({ owner }) => owner?.poolId)).toEqual(Array(3).fill('north'));
      expect(nobody.world.timeline().filter(({ type }) => type === 'lead.assigned')).toHaveLength(3);
      expect(nobody.world.timeline().filter(({ type }) => type === 'lead.rerouted')).toHaveLength(3);
      expect(assignmentFaults(nobody.world.table.items.values())).toEqual([]);
      if (!isKilled) return;
    }
  });
});
