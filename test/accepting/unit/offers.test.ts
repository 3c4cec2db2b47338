import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { leadersOf } from '../../../shared/access/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { tellLeadersWork } from '../../../shared/notices/tell-leaders.ts';
import { leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import {
  bookMessageFor,
  OfferOverError,
  readDecisions,
  readPoolState,
  recordedRules,
  replay,
  rerun,
} from '../../../shared/routing/index.ts';
import { readLoads } from '../../../shared/routing/load.ts';
import { AcceptPolicy, poolKind } from '../../../shared/routing/pool-config.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { readTasks, taskIdOf } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { cancelTask, finishTask } from '../../../shared/worklist/index.ts';
import { assignmentFaults, waitingIn } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const creditsOf = async ({ world }: OfferedWorld, repId: string) =>
  (await readPoolState(world.table, (world.leads()[0]?.routing?.poolId ?? 'south') as never)).members[repId]?.credits ?? 0;
const faultsOf = ({ world }: OfferedWorld) => assignmentFaults(world.table.items.values());

describe('an offer', () => {
  it('has an owner at once, a time by the clock of the rep, and a timer for it', async () => {
    const offered = await OfferedWorld.create();

    const assignment = await offered.assignment();
    expect(assignment).toMatchObject({ state: 'offered', slaDueAt: expect.stringMatching(/^2026-11-23T03:30:00/) });
    expect(offered.lead.owner?.repId).toBe(assignment.repId);
    expect(offered.world.timeline().at(-1)).toMatchObject({ type: 'lead.offered', data: { offer: 1 } });
    expect(faultsOf(offered)).toEqual([]);
  });

  it.each([
    ['ends in the afternoon over lunch', 180, '2026-11-23T07:30'],
    ['ends the next morning over the night', 8 * 60, '2026-11-24T03:00'],
  ])('%s', async (_, withinMinutes, at) => {
    const offered = await OfferedWorld.create({ withinMinutes });

    expect(await offered.assignment()).toMatchObject({ slaDueAt: expect.stringMatching(at) });
  });

  it('costs a pool without it nothing: no timer, no company, no offer', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'A', email: 'a@example.com', province: 'TP.HCM' }));
    await world.assignAll();

    expect(world.leads()[0]?.routing?.state).toBe('owned');
    expect(world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'forward')).toEqual([]);
  });

  it('is accepted at once, and the first contact is to be made then', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    const before = offered.world.itemsOf(' TASK#').length;

    const first = await offered.accept(own);
    const again = await offered.accept(own);

    expect([first.state, again.state]).toEqual(['owned', 'owned']);
    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId: own.actor.id, decisionId: own.decisionId });
    expect(offered.told().filter((line) => line === 'lead.accepted')).toHaveLength(1);
    expect(before).toBe(1);
    const tasks = await readTasks(offered.world.table, offered.lead.leadId);
    expect(tasks.map(({ reason, status }) => `${reason} ${status}`)).toEqual(['accept done', 'firstContact open']);
    await offered.expire();
    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId: own.actor.id });
    expect(faultsOf(offered)).toEqual([]);
  });

  it('goes to another rep when its time is over, never to the same, and then waits for the leader, listed', async () => {
    const offered = await OfferedWorld.create({ offers: 3 });
    const asked: unknown[] = [];

    for (let offer = 0; offer < 3; offer += 1) {
      asked.push((await offered.own()).actor.id);
      await offered.expire(40 * minutes);
    }

    expect(new Set(asked).size).toBe(3);
    expect(await offered.assignment()).toMatchObject({ state: 'waiting', repId: null, passed: [{}, {}, {}] });
    expect(offered.world.timeline().at(-1)).toMatchObject({ type: 'lead.unassigned', data: { reason: 'notAccepted' } });
    expect(waitingIn(offered.world.table.items.values())).toHaveLength(1);
    expect(faultsOf(offered)).toEqual([]);
  });

  it('goes to the fallback pool instead where its pool says so', async () => {
    const offered = await OfferedWorld.create({ offers: 1, ifNobody: 'fallback' });

    await offered.expire();

    expect((await offered.assignment()).poolId).not.toBe(offered.lead.routing?.poolId);
    expect(await offered.assignment()).toMatchObject({ state: 'offered' });
  });

  it('is made anew a day later, so that nothing waits for a person alone', async () => {
    const offered = await OfferedWorld.create({ offers: 1 });
    await offered.expire();
    expect(await offered.assignment()).toMatchObject({ state: 'waiting' });
    const { leadId, routing } = offered.lead;
    offered.world.pass(24 * hours);

    const again = {
      v: 1,
      kind: 'assign',
      leadId,
      subject: leadSubject,
      poolId: routing?.poolId,
      cause: 'retry',
      causationId: 'r',
      correlationId: 'r',
    };
    offered.world.sent.assign.push({ body: again, groupId: String(routing?.poolId), deduplicationId: 'again' } as never);
    await offered.world.assignAll();

    expect(await offered.assignment()).toMatchObject({ state: 'offered' });
  });

  it('can still be accepted late while nobody else was asked, and is told to be late', async () => {
    const offered = await OfferedWorld.create({ offers: 1 });
    const own = await offered.own();
    await offered.expire();

    await offered.accept(own);

    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId: own.actor.id });
    expect(offered.world.timeline().at(-1)).toMatchObject({ type: 'lead.accepted', data: { isLate: true } });
    expect(faultsOf(offered)).toEqual([]);
  });

  it('accepted late counts in the hand of the rep again, once', async () => {
    const offered = await OfferedWorld.create({ offers: 1 }, { caps: { open: 1 } });
    const own = await offered.own();
    const inHand = async () => (await readLoads(offered.world.table, [own.actor.id])).get(own.actor.id)?.open;
    const counts = [await inHand()];
    await offered.expire();
    counts.push(await inHand());

    await offered.follow('POST', '/accept', offered.token(own));
    await offered.accept(own);

    expect([...counts, await inHand()]).toEqual([1, 0, 1]);
    expect(await offered.assignment()).toMatchObject({ state: 'owned', counted: true });
  });

  it('is refused to whoever comes too late', async () => {
    const offered = await OfferedWorld.create();
    const first = await offered.own();
    await offered.expire();
    const second = await offered.own();
    await offered.accept(second);

    await expect(offered.accept(first)).rejects.toThrow(OfferOverError);
    await expect(offered.decline(first)).rejects.toThrow(OfferOverError);
    expect((await offered.assignment()).repId).toBe(second.actor.id);
  });

  it.each([
    ['noCapacity', 1],
    ['other', 1],
    ['wrongTerritory', 0],
    ['spam', 0],
    ['duplicate', 0],
  ] as const)('declined for %s goes to the next rep, and counts %i for the first', async (reason, counts) => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();

    await offered.decline(own, reason);
    await offered.world.assignAll();
    const next = await offered.own();
    // The timer is the net of the message: it changes nothing that was done.
    await offered.runTimers();
    await offered.world.assignAll();

    expect(next.actor.id).not.toBe(own.actor.id);
    expect((await offered.own()).decisionId).toBe(next.decisionId);
    expect(await creditsOf(offered, own.actor.id)).toBe(counts);
    expect(await creditsOf(offered, next.actor.id)).toBe(1);
    // The ledger lists what it counts no more.
    const listed = offered.world.itemsOf(' BOOKING#').map(({ how, leadId, entries }) => ({ how, leadId, entries }));
    const returned = { how: 'declined', leadId: own.leadId, entries: [{ repId: own.actor.id, credit: -1 }] };
    expect(listed).toEqual(counts === 0 ? [returned] : []);
    expect(offered.world.timeline().filter(({ data }) => data.because === reason)).toHaveLength(1);
    expect(faultsOf(offered)).toEqual([]);
  });

  it('declined for what is not the rep’s doing is taken off also while the ledger counts less of theirs than it will', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    const { actor, leadId, subject } = own;
    const poolId = PoolId.parse('south');
    const entries = (credit: number) => [{ repId: RepId.parse(actor.id), credit }];
    const common = { v: 1, kind: 'book', poolId, at: '2026-11-23T03:00:00.000Z', how: 'hand', leadId, subject } as const;
    const book = async (bookingId: string, credit: number) => {
      await offered.world.parts.assign.send(bookMessageFor({ ...common, bookingId, entries: entries(credit) }));
      await offered.world.assignAll();
    };

    // Another lead was given to them and passed on at once; that it was passed on is booked first.
    await book('passed-on', -1);
    await offered.decline(own, 'spam');
    await offered.world.assignAll();
    await book('given', 1);

    expect(await creditsOf(offered, actor.id)).toBe(0);
    expect(
      offered.world
        .itemsOf(' BOOKING#')
        .map(({ how }) => how)
        .sort(),
    ).toEqual(['declined', 'hand', 'hand']);
  });

  it('is not lost when the message to the pool is', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    await offered.decline(own, 'spam');
    offered.world.sent.assign.length = 0;

    await offered.runTimers();
    await offered.world.assignAll();

    expect((await offered.own()).actor.id).not.toBe(own.actor.id);
    expect(await creditsOf(offered, own.actor.id)).toBe(0);
  });

  it('leaves decisions that can be made again from their records', async () => {
    const offered = await OfferedWorld.create({ offers: 2 });
    await offered.decline(await offered.own(), 'spam');
    await offered.world.assignAll();
    await offered.expire();

    const decisions = await readDecisions(offered.world.table, offered.lead.leadId);

    expect(decisions.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['notAccepted', 'turn']));
    for (const decision of decisions) {
      const { decisionId: _id, ...recorded } = decision;
      expect(rerun(decision, await recordedRules(offered.world.config, decision))).toEqual(recorded);
    }
  });
});

describe('the work of a rep', () => {
  it('has what waits for their answer, reminds of it, and gives it up with the offer', async () => {
    const offered = await OfferedWorld.create();
    const { world } = offered;
    const { actor } = await offered.own();

    const reminders = world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('taskReminder'));
    const [task] = await readTasks(world.table, offered.lead.leadId);
    await offered.expire();
    const tasks = await readTasks(world.table, offered.lead.leadId);

    expect(reminders.map(({ dueAt }) => String(dueAt).slice(0, 16))).toEqual(['2026-11-23T03:15']);
    expect(task).toMatchObject({ reason: 'accept', ownerRepId: actor.id, status: 'open' });
    expect(tasks.map(({ reason, status }) => `${reason} ${status}`)).toEqual(['accept cancelled', 'accept open']);
  });

  it.each([
    ['by their working time, over lunch', { withinMinutes: 180, remindAfterMinutes: 130 }, ['2026-11-23T06:40']],
    ['where the offer is as short as a reminder would come ahead', { withinMinutes: 15, remindAfterMinutes: 10 }, ['2026-11-23T03:10']],
    ['in their hours, not before they begin', { withinMinutes: 6 * 60 + 40, remindAfterMinutes: 6 * 60 + 35 }, ['2026-11-24T01:35']],
    ['not at all where it is short and the pool does not say', { withinMinutes: 15 }, []],
  ])('is reminded of %s', async (_, accept, moments) => {
    const { world } = await OfferedWorld.create(accept);

    const reminders = world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('taskReminder'));

    expect(reminders.map(({ dueAt }) => String(dueAt).slice(0, 16))).toEqual(moments);
  });

  it.each([20, 30, 31])('is reminded of before the offer ends: after %i of 30 minutes', (remindAfterMinutes) => {
    const read = AcceptPolicy.safeParse({ withinMinutes: 30, remindAfterMinutes });

    expect(read.success).toBe(remindAfterMinutes < 30);
    expect(read.error?.issues.map(({ path }) => path.join('.')) ?? []).toEqual(read.success ? [] : ['remindAfterMinutes']);
  });

  it('is not done by saying that it is', async () => {
    const offered = await OfferedWorld.create();
    const { world } = offered;
    const [task] = await readTasks(world.table, offered.lead.leadId);
    if (!task) throw new Error('no task');
    const act = { principal: { role: 'admin', userId: 'a' }, taskId: taskIdOf(task), correlationId: 'c', along: () => [] } as const;

    await expect(finishTask(act, world.parts)).rejects.toThrow('Accept or decline the lead instead');
    await expect(cancelTask(act, world.parts)).rejects.toThrow('Accept or decline the lead instead');
  });
});

describe('a rep who says that it is not their territory', () => {
  it('has it moved to the pool of the territory in which it is by now, once, and the first pool takes the credit back', async () => {
    const offered = await OfferedWorld.create();
    const { world } = offered;
    const { actor } = await offered.own();
    for (const { id } of (await world.config.current(territoryKind)).documents.values())
      world.config.change(territoryKind, id, (territory) => ({ ...territory, poolId: PoolId.parse('north') }));

    await offered.decline(await offered.own(), 'wrongTerritory');
    await world.assignAll();
    const moved = await offered.assignment();
    await offered.decline(await offered.own(), 'wrongTerritory');
    await world.assignAll();

    expect(moved).toMatchObject({ state: 'offered', poolId: 'north' });
    expect(await offered.assignment()).toMatchObject({ state: 'offered', poolId: 'north' });
    expect((await offered.assignment()).repId).not.toBe(moved.repId);
    expect(offered.lead.routing).toMatchObject({ poolId: 'north' });
    expect(offered.told().filter((line) => line === 'lead.rerouted')).toHaveLength(1);
    expect((await readPoolState(world.table, PoolId.parse('south'))).members[actor.id]?.credits).toBe(0);
    expect(faultsOf(offered)).toEqual([]);
  });

  it('has the next one asked where the rules say the same', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();

    await offered.decline(await offered.own(), 'wrongTerritory');
    await offered.world.assignAll();

    expect(await offered.assignment()).toMatchObject({ state: 'offered', poolId: 'south' });
    expect((await offered.assignment()).repId).not.toBe(actor.id);
    expect(offered.told()).not.toContain('lead.rerouted');
  });
});

describe('the leader', () => {
  const timersOf = ({ world }: OfferedWorld) => world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'tellLeaders');

  it('is told once that nobody has accepted, by a timer of the same transaction', async () => {
    const offered = await OfferedWorld.create({ offers: 1 });
    const { world } = offered;
    expect(timersOf(offered)).toEqual([]);
    await offered.expire();
    const { leadId, routing } = offered.lead;
    const sent: unknown[] = [];
    const notice = {
      send: async () => {},
      sendAll: async (messages: readonly { body: unknown }[]) => void sent.push(...messages.map(({ body }) => body)),
    };
    const queues = { assign: unheardQueue, work: unheardQueue, notice, mail: unheardQueue, score: unheardQueue };

    const [timer] = timersOf(offered).map((item) => Timer.parse(item));
    await doWork(WorkMessage.parse(timer?.message), [tellLeadersWork], { ...world.parts, queues });
    // Tried again it waits on, and tells nobody anew.
    const again = {
      v: 1,
      kind: 'assign',
      leadId,
      subject: leadSubject,
      poolId: routing?.poolId,
      cause: 'retry',
      causationId: 'r',
      correlationId: 'r',
    };
    world.sent.assign.push({ body: again, groupId: String(routing?.poolId), deduplicationId: 'again' } as never);
    await world.assignAll();

    expect(sent).toMatchObject([{ kind: 'unacceptedNotice', userId: 'leader-south', poolId: 'south', subject: 'lead' }]);
    expect(timersOf(offered)).toHaveLength(1);
  });

  it('of another pool is none, and a pool without one has its admins told', () => {
    const users = [
      { id: 'l', email: 'l@a.example', role: 'leader', pools: ['north'] },
      { id: 'a', email: 'a@a.example', role: 'admin' },
    ].map((user) => UserConfig.parse(user));

    expect(leadersOf(users, 'north').map(({ id }) => id)).toEqual(['l']);
    expect(leadersOf(users, 'south').map(({ id }) => id)).toEqual(['a']);
  });
});

describe('a replay', () => {
  it('finds no difference behind offers that ended and were declined', async () => {
    const offered = await OfferedWorld.create({ offers: 20 });
    const { world } = offered;
    for (const [index, reason] of (['spam', 'noCapacity', 'duplicate', 'other'] as const).entries()) {
      await offered.decline(await offered.own(), reason).catch(() => {});
      await world.assignAll();
      await world.takeIn(world.post({ fullName: `Khách ${index}`, email: `khach${index}@example.com`, province: 'TP.HCM' }));
      await world.assignAll();
      await offered.expire();
    }
    const decisions = (await Promise.all(world.leads().map(({ leadId }) => readDecisions(world.table, leadId)))).flat();
    const rules = new Map(
      await Promise.all(decisions.map(async (one) => [one.decisionId, await recordedRules(world.config, one)] as const)),
    );

    const replayed = replay(decisions, ({ decisionId }) => rules.get(decisionId) as never);

    expect(decisions.length).toBeGreaterThan(10);
    for (const { recorded, decisions: instead } of replayed) expect(instead.map(({ chosen }) => chosen)).toEqual([recorded.chosen]);
  });
});

describe('who answers first', () => {
  it.each([
    ['accept', 'expiry'],
    ['expiry', 'accept'],
    ['accept', 'decline'],
    ['decline', 'accept'],
  ] as const)('one owner when %s and %s meet', async (...acts) => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();
    offered.world.pass(31 * minutes);
    const start = {
      accept: () => offered.accept(own).then(() => 'accepted'),
      decline: () => offered.decline(own).then(() => 'declined'),
      expiry: () =>
        offered
          .runTimers()
          .then(() => offered.world.assignAll())
          .then(() => 'expired'),
    };

    const ended = await Promise.allSettled(acts.map((act) => start[act]()));
    await offered.world.assignAll();

    const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failed.every((error) => error instanceof OfferOverError)).toBe(true);
    const assignment = await offered.assignment();
    expect(assignment.repId).not.toBeNull();
    const accepted = offered.told().filter((line) => line === 'lead.accepted').length;
    expect(assignment.state).toBe(accepted === 1 ? 'owned' : 'offered');
    expect(faultsOf(offered)).toEqual([]);
  });

  it('answers a thousand presses at once with one owner', async () => {
    const offered = await OfferedWorld.create();
    const own = await offered.own();

    const ended = await Promise.allSettled(Array.from({ length: 1_000 }, () => offered.accept(own)));

    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(offered.told().filter((line) => line === 'lead.accepted')).toHaveLength(1);
  });
});

it('takes no offers from a policy that says nothing of time', () => {
  expect(poolKind.schema.safeParse({ id: 'a', name: { vi: 'A', en: 'A' }, members: [], accept: { offers: 2 } }).success).toBe(false);
});
