import { describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { readPoolState, switchDuty, tellPools } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { retryWaitingWork } from '../../../shared/routing/retry-waiting.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

const minutes = 60_000;
const south = PoolId.parse('south');
const span = (from: string, to: string) => [{ from, to }];
const all = (hours: readonly object[]) => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return { week: Object.fromEntries(days.map((day) => [day, hours])) } as never;
};
const creditsOf = async ({ world }: OfferedWorld, repId: string) => (await readPoolState(world.table, south)).members[repId]?.credits ?? 0;
const acceptTasks = async ({ world, lead }: OfferedWorld) =>
  (await readTasks(world.table, lead)).filter(({ reason }) => reason === 'accept');
const faultsOf = ({ world }: OfferedWorld) => assignmentFaults(world.table.items.values());

/** A rep of the south is away from now on. */
const onLeave = (offered: OfferedWorld, repId: string) =>
  offered.world.config.change(repKind, repId, (rep) => ({ ...rep, leave: [{ from: '2026-11-23', to: '2026-11-27' }] }) as never);

describe('an open offer, when hours change', () => {
  it('ends later by a timer that reads the calendar as it is, with its task', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();
    // They begin at 14:00 now; it was offered at 10:00.
    offered.world.config.change(repKind, actor.id, (rep) => ({ ...rep, workingHours: all(span('14:00', '18:00')) }));

    await offered.expire();

    const due = '2026-11-23T07:30:00.000Z';
    expect(await offered.assignment()).toMatchObject({ state: 'offered', repId: actor.id, slaDueAt: due });
    expect(await acceptTasks(offered)).toMatchObject([{ dueAt: due, status: 'open' }]);
    expect(offered.told().at(-1)).toBe('lead.offer_retimed');
    await offered.expire(4 * 60 * minutes);
    const next = await offered.assignment();
    expect(next.repId).not.toBe(actor.id);
    expect(offered.told().filter((line) => line === 'lead.unassigned expired')).toHaveLength(1);
    expect(faultsOf(offered)).toEqual([]);
  });

  it('rings each time with a message of its own, since the queue drops the second of two that are alike', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();
    const ringsWith = () =>
      [...offered.world.table.items.values()].flatMap((item) =>
        String(item.pk).startsWith('DUE#') && JSON.stringify(item).includes('"expired"') ? [JSON.stringify(item.message)] : [],
      );
    const first = ringsWith();
    offered.world.config.change(repKind, actor.id, (rep) => ({ ...rep, workingHours: all(span('14:00', '18:00')) }));

    await offered.expire();

    const second = ringsWith();
    expect([first.length, second.length]).toEqual([1, 1]);
    const deduplicationIn = (message: string | undefined) => /"deduplicationId":"([^"]+)"/.exec(message ?? '')?.[1];
    expect(deduplicationIn(second[0])).toBeTruthy();
    expect(deduplicationIn(second[0])).not.toBe(deduplicationIn(first[0]));
  });

  it('ends sooner by the look that follows a publication, not by its old timer', async () => {
    const offered = await OfferedWorld.create({ withinMinutes: 240 });
    const { actor } = await offered.own();
    const before = await offered.assignment();
    offered.world.config.change(poolKind, 'south', (pool) => ({
      ...pool,
      accept: { withinMinutes: 30, offers: 3, ifNobody: 'leader' as const },
    }));

    await offered.retime();
    const moved = await offered.assignment();
    await offered.expire(31 * minutes);

    expect(before).toMatchObject({ slaDueAt: expect.stringMatching(/^2026-11-23T08:30/) });
    expect(moved).toMatchObject({ state: 'offered', slaDueAt: expect.stringMatching(/^2026-11-23T03:30/) });
    expect((await offered.assignment()).repId).not.toBe(actor.id);
  });

  it('goes by the hours of the company where nobody has others', async () => {
    const offered = await OfferedWorld.create();
    offered.world.config.change(companyKind, 'company', (company) => ({
      ...company,
      workingHours: { ...company.workingHours, holidays: [{ date: '2026-11-23', hours: [] }] } as never,
    }));

    await offered.retime();

    expect(await offered.assignment()).toMatchObject({ state: 'offered', slaDueAt: expect.stringMatching(/^2026-11-24T01:30/) });
  });

  it('is reminded of by the hours and the rules as they are then, and not for the time that it had before', async () => {
    const offered = await OfferedWorld.create({ withinMinutes: 30, remindAfterMinutes: 20 });
    offered.world.config.change(poolKind, 'south', (pool) => ({
      ...pool,
      accept: { withinMinutes: 60, remindAfterMinutes: 45, offers: 3, ifNobody: 'leader' as const },
    }));

    await offered.retime();

    const [task] = await acceptTasks(offered);
    expect(task).toMatchObject({ dueAt: expect.stringMatching(/^2026-11-23T04:00/), remindAt: expect.stringMatching(/^2026-11-23T03:45/) });
    const reminders = offered.world.itemsOf('DUE#').flatMap(({ dueAt, message }) => {
      const { kind, dueAt: ends } = Object(message) as Record<string, unknown>;
      return kind === 'taskReminder' ? [`${String(dueAt).slice(11, 16)} of ${String(ends).slice(11, 16)}`] : [];
    });
    expect(reminders.toSorted()).toEqual(['03:20 of 03:30', '03:45 of 04:00']);
  });

  it('keeps no moment of a reminder that its pool does not name any more', async () => {
    const offered = await OfferedWorld.create({ withinMinutes: 30, remindAfterMinutes: 20 });
    offered.world.config.change(poolKind, 'south', (pool) => ({
      ...pool,
      accept: { withinMinutes: 60, offers: 3, ifNobody: 'leader' as const },
    }));

    await offered.retime();

    const [task] = await acceptTasks(offered);
    expect(task).toMatchObject({ dueAt: expect.stringMatching(/^2026-11-23T04:00/) });
    expect(task).not.toHaveProperty('remindAt');
  });

  it('is looked at twice and changed once', async () => {
    const offered = await OfferedWorld.create();
    const before = await offered.assignment();

    await offered.retime();
    offered.world.config.change(poolKind, 'south', (pool) => ({
      ...pool,
      accept: { withinMinutes: 60, offers: 3, ifNobody: 'leader' as const },
    }));
    await offered.retime();
    await offered.retime();

    expect(await offered.assignment()).toMatchObject({ version: before.version + 1, slaDueAt: expect.stringMatching(/^2026-11-23T04:00/) });
    expect(offered.told().filter((line) => line === 'lead.offer_retimed')).toHaveLength(1);
  });

  it('is taken from nobody who has accepted it', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    await offered.accept(own);
    onLeave(offered, own.actor.id);

    await offered.retime();
    await offered.expire();

    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId: own.actor.id });
  });
});

describe('a publication', () => {
  it('asks for the look', async () => {
    const world = createWorld();
    const asked: unknown[] = [];
    const work = {
      send: async () => {},
      sendAll: async (all: readonly { body: unknown }[]) => void asked.push(...all.map(({ body }) => body)),
    };
    const queues = { assign: unheardQueue, notice: unheardQueue, mail: unheardQueue, score: unheardQueue, work };

    await retryWaitingWork.run({ poolId: null, tick: world.parts.clock().toISOString(), after: null }, { ...world.parts, queues } as never);

    expect(asked.some((body) => Object(body).kind === 'retimeOffers')).toBe(true);
  });
});

describe('a rep who is away', () => {
  it('has an open offer taken from them, excused: it counts neither as given nor as let pass', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    const given = await creditsOf(offered, own.actor.id);
    onLeave(offered, own.actor.id);

    await offered.retime();

    const next = await offered.assignment();
    expect([next.state, next.repId === own.actor.id]).toEqual(['offered', false]);
    expect(offered.told()).toContain('lead.unassigned excused');
    expect([given, await creditsOf(offered, own.actor.id)]).toEqual([1, 0]);
    expect(offered.world.itemsOf(' BOOKING#')).toMatchObject([{ how: 'excused', entries: [{ repId: own.actor.id, credit: -1 }] }]);
    expect(next.passed).toMatchObject([{ repId: own.actor.id, isExcused: true }]);
    const [decision] = await offered.world.itemsOf(`${offered.lead.leadId} DECISION#`).slice(-1);
    expect(decision).not.toHaveProperty('passedBy');
    await expect(offered.accept(own)).rejects.toThrow('over');
    expect(faultsOf(offered)).toEqual([]);
  });

  it('is not waited for until they are back: the timer comes when their time would be up', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();
    onLeave(offered, actor.id);

    await offered.expire();

    expect((await offered.assignment()).repId).not.toBe(actor.id);
    expect(offered.told()).toContain('lead.unassigned excused');
  });

  it('off duty has it taken from them at once, and it counts as given', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();
    const { table, parts } = offered.world;
    const repId = RepId.parse(actor.id);
    await switchDuty([{ repId, on: false, until: undefined, by: 'u', reason: undefined }], () => [], { table, clock: parts.clock });
    await tellPools(repId, [south], parts);
    await offered.world.assignAll();

    await offered.expire(2 * minutes);

    expect((await offered.assignment()).repId).not.toBe(actor.id);
    expect(offered.told()).toContain('lead.unassigned excused');
    expect(await creditsOf(offered, actor.id)).toBe(1);
  });
});
