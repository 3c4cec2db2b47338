import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { releaseAfterCallWork, releaseByRuleWork, seatsPerSlice } from '../../../shared/owners/release-work.ts';
import { daysMs, minutesMs } from '../../../shared/platform/clock.ts';
import { LetterId, leadSubject, TaskName, TextId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import { lookAtMarketingWork } from '../../../shared/routing/hand-over-work.ts';
import { releaseRequest, retryAfterPublication } from '../../../shared/routing/index.ts';
import { PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { retimeOffersWork } from '../../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../../shared/routing/retry-waiting.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { createTask, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { askFor, doWork, type WorkParts } from '../../../shared/work/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { digests } from '../../support/digests.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { taskFaults } from '../../support/task-faults.ts';

type Rule = NonNullable<NonNullable<PoolConfig['floating']>['after']>;

/** A call floor whose pool lets leads float by a rule, with the work that does it. */
async function setUp(after: Rule, more: Partial<PoolConfig> = {}) {
  const world = createWorld();
  const floating = { perDay: 20, after };
  world.config.change(poolKind, 'south', (pool) => ({ ...pool, ...more, floating }));
  const floor = await createCallFloor(world);
  const queued: OutgoingMessage[] = [];
  const queue: Queue = {
    send: (message) => world.parts.work.send(message).then(() => void queued.push(...world.sent.work.splice(0))),
    sendAll: (all) => world.parts.work.sendAll(all).then(() => void queued.push(...world.sent.work.splice(0))),
  };
  const { notice, mail, score, assign } = world.parts;
  let publishedAt: string | undefined;
  const config: typeof world.parts.config = {
    ...world.parts.config,
    current: async (kind) => {
      const set = await world.parts.config.current(kind);
      return { ...set, publishedAt: publishedAt ?? set.publishedAt };
    },
  };
  const parts: WorkParts = { ...world.parts, config, queues: { assign, work: queue, notice, mail, score } };
  const kinds = [lookAtMarketingWork, releaseAfterCallWork, releaseByRuleWork, retimeOffersWork, retryWaitingWork];
  /** As the queue does, a message that was not done to its end comes again. */
  const run = async (): Promise<void> => {
    for (let next = queued.at(0); next; next = queued.at(0)) {
      await doWork(WorkMessage.parse(next.body), kinds, parts);
      queued.splice(queued.indexOf(next), 1);
    }
  };
  const timers = () => world.itemsOf('DUE#').map((item) => Timer.parse(item));
  const { leadId, owner } = floor.lead();
  const repId = owner?.repId ?? '';
  return {
    ...floor,
    leadId,
    repId,
    run,
    queued,
    timers,
    state: () => floor.lead().routing?.state,
    publishedNow: () => {
      publishedAt = world.parts.clock().toISOString();
    },
    /** The night as its timer brings it. */
    async night() {
      const at = world.parts.clock().toISOString();
      queued.push(askFor(releaseRequest, { by: 'night', at, repId: null, after: null }));
      await run();
    },
    async publish() {
      queued.push(retryAfterPublication(world.parts.clock().toISOString(), world.parts.clock()));
      await run();
    },
    /** What timers of work would send by now. */
    async due() {
      for (const { queue: name, message, groupId } of timers())
        if (name === 'work' && message.kind === 'releaseAfterCall') queued.push({ body: message, ...(groupId ? { groupId } : {}) });
      await run();
    },
    /** The end of the time in which what a rep has who left may be handed over. */
    async departure() {
      world.pass(61 * minutesMs);
      const due = timers().filter(({ message }) => JSON.stringify(message).includes('"departure"'));
      for (const { message, groupId } of due) queued.push({ body: message, ...(groupId ? { groupId } : {}) });
      await run();
      return due;
    },
    plan: (draft: Partial<TaskDraft>) => {
      const now = world.parts.clock();
      const about = { leadId, name: TaskName.parse('K9'), subject: leadSubject, kind: 'call', reason: 'planned' } as const;
      const made = createTask(
        { ...about, dueAt: now.toISOString(), ownerRepId: owner?.repId ?? null, createdBy: { kind: 'user', id: 'u' }, ...draft },
        now,
      );
      return world.table.transact(writeTasks([made], now));
    },
    told: () => timers().filter(({ message }) => message.kind === 'releasedNotice'),
    released: () => world.timeline().filter(({ type, data }) => type === 'lead.unassigned' && 'byRule' in data),
    faults: () => {
      const items = [...world.table.items.values()];
      return [...assignmentFaults(items), ...seatFaults(items), ...taskFaults(items)];
    },
  };
}

const old: Rule = { daysWithoutTouch: 14 };

/** A sale of the lead is open. */
async function openSale(world: ReturnType<typeof createWorld>): Promise<void> {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  const opportunities = { ...lead.evidence.opportunities, open: 1 };
  await world.table.put({ Item: { ...keys.lead(lead.leadId), ...lead, evidence: { ...lead.evidence, opportunities } } });
}

describe('a lead that nobody has touched for long', () => {
  it.each(['letter', 'text'] as const)('stays where its rep wrote a %s', async (kind) => {
    const { world, night, state, leadId } = await setUp(old);
    world.pass(10 * daysMs);
    const at = world.parts.clock().toISOString();
    const sk = kind === 'letter' ? keys.letter(leadId, LetterId.parse('W01')).sk : keys.text(leadId, TextId.parse('X01')).sk;
    const letter = { letterId: 'W01', subject: 'Báo giá', text: 'Em gửi', locale: 'vi', address: 'a' };
    const text = {
      textId: 'X01',
      script: 'goi-nho',
      channel: 'sms',
      purpose: 'service',
      phone: digests.phone('+84912345671'),
      text: 'Em vừa gọi',
      parts: 1,
    };
    await world.table.put({ Item: { ...keys.lead(leadId), sk, at, by: 'rep-lan', ...(kind === 'letter' ? letter : text) } });
    world.pass(5 * daysMs);
    await night();
    const stays = state();
    world.pass(10 * daysMs);
    await night();

    expect([stays, state()]).toEqual(['owned', 'floating']);
  });

  it('floats in the night after its time, with the reason; its rep is told in the morning, and its tasks go along', async () => {
    const { world, night, state, released, told, repId, leadId, faults, open, plan } = await setUp(old);
    await plan({ kind: 'mail' });
    world.pass(13.9 * daysMs);
    await night();
    const before = state();
    world.pass(daysMs / 2);

    await night();

    expect([before, state()]).toEqual(['owned', 'floating']);
    expect(released().map(({ data }) => data)).toMatchObject([
      { repId, reason: 'floating', byRule: { rule: 'age', days: 14 }, credit: 'kept', poolId: 'south' },
    ]);
    expect(told().map(({ message, dueAt, queue }) => [message.repId, message.morning === dueAt, queue])).toEqual([[repId, true, 'notice']]);
    expect(world.itemsOf(`REP#${repId} RELEASED#`)).toMatchObject([{ [leadId]: { rule: 'age', days: 14 } }]);
    expect(open().map(({ kind, ownerRepId }) => [kind, ownerRepId])).toEqual([['mail', null]]);
    expect(faults()).toEqual([]);
  });

  it('stays while somebody calls or does what was to be done, counted from then on', async () => {
    const { world, night, state, logged } = await setUp(old);
    world.pass(10 * daysMs);
    await logged({ outcome: 'noAnswer' });
    world.pass(13 * daysMs);
    await night();
    const called = state();
    world.pass(2 * daysMs);
    await night();

    expect([called, state()]).toEqual(['owned', 'floating']);
  });

  const kept: readonly (readonly [string, (floor: Awaited<ReturnType<typeof setUp>>) => Promise<unknown>, Partial<PoolConfig>?])[] = [
    ['a call back is agreed', ({ plan }) => plan({ reason: 'callback' })],
    ['a meeting is agreed', ({ plan }) => plan({ kind: 'meeting' })],
    ['a sale is open', ({ world }) => openSale(world)],
    ['it is protected', ({ logged }) => logged({ outcome: 'noAnswer' }), { protectDays: 60 }],
    [
      'it is not worked with',
      ({ leadId, world }) =>
        changeStatus({ leadId, to: 'retired', reason: 'silent', actor: { kind: 'user', id: 'u' }, correlationId: 'c' }, world.parts),
    ],
  ];
  it.each(kept)('stays where %s', async (_why, happen, more = {}) => {
    const floor = await setUp(old, more);
    await happen(floor);
    floor.world.pass(20 * daysMs);

    await floor.night();

    expect([floor.state(), floor.released()]).toEqual(['owned', []]);
  });

  it('is looked at night after night, as long as a pool asks for it, and by no publication', async () => {
    const { world, timers, night, publish, state } = await setUp(old);
    const nights = () => timers().filter(({ message }) => message.kind === 'releaseByRule');
    world.pass(20 * daysMs);
    await publish();
    const [first, ...more] = nights();
    const published = state();
    await night();
    world.pass(daysMs);
    await night();
    const then = nights().length;
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, floating: { perDay: 20 } }));
    world.pass(daysMs);
    await night();

    expect([first?.dueAt.slice(11), more, published, state()]).toEqual(['19:00:00.000Z', [], 'owned', 'floating']);
    expect([then, nights().length]).toEqual([2, 2]);
  });

  it('is found among more leads than one slice, and those that are not old stay', async () => {
    const { world, night } = await setUp(old);
    const people = Array.from({ length: seatsPerSlice + 40 }, (_, index) => ({
      fullName: `Người ${index}`,
      email: `n${index}@example.com`,
    }));
    for (const rep of (await world.config.current(repKind)).documents.keys())
      if (rep !== world.leads()[0]?.owner?.repId) world.config.change(repKind, rep, (one) => ({ ...one, active: false }));
    for (const person of people) await world.takeIn(world.post({ ...person, province: 'TP.HCM' }));
    await world.assignAll();
    world.pass(15 * daysMs);
    await world.takeIn(world.post({ fullName: 'Mới', email: 'moi@example.com', province: 'TP.HCM' }));
    await world.assignAll();

    await night();

    const counted = Map.groupBy(world.leads(), ({ routing }) => routing?.state);
    expect([counted.get('floating')?.length, counted.get('owned')?.length]).toEqual([people.length + 1, 1]);
  });

  it('floats once, and its rep is told, after a kill at any call', async () => {
    for (let point = 1, killed = true; killed; point += 1) {
      const { world, night, run, state, released, told, faults } = await setUp(old);
      world.pass(15 * daysMs);
      killed = false;
      world.fail(killAt(point));
      try {
        await night();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      world.fail({});

      await run();

      expect([point, state(), released().length, told().length, faults()]).toEqual([point, 'floating', 1, 1, []]);
    }
  });
});

describe('a rep who has left', () => {
  const leave = ({ world, repId }: Awaited<ReturnType<typeof setUp>>) =>
    world.config.change(repKind, repId, (rep) => ({ ...rep, active: false }));

  it('has their leads float an hour behind the publication that says so, and is not told', async () => {
    const floor = await setUp({ departure: true });
    await floor.publish();
    const before = floor.state();
    leave(floor);

    await floor.publish();
    const published = floor.state();
    await floor.departure();

    expect([before, published, floor.state(), floor.told()]).toEqual(['owned', 'owned', 'floating', []]);
    expect(floor.released().map(({ data }) => data)).toMatchObject([{ byRule: { rule: 'departure' } }]);
    expect(floor.faults()).toEqual([]);
  });

  it('keeps what is agreed, protected, or where the pool says nothing of it', async () => {
    const agreed = await setUp({ departure: true });
    await agreed.plan({ reason: 'callback' });
    const guarded = await setUp({ departure: true }, { protectDays: 60 });
    await guarded.logged({ outcome: 'noAnswer' });
    const silent = await setUp({ outcomes: [] as never });

    for (const floor of [agreed, guarded, silent]) {
      leave(floor);
      await floor.publish();
      await floor.departure();
      expect(floor.state()).toBe('owned');
    }
  });

  it('has their leads float also where they are gone from the configuration by two publications', async () => {
    const floor = await setUp({ departure: true });
    floor.world.config.remove(repKind, floor.repId);
    await floor.publish();
    const [first] = (await floor.world.config.current(repKind)).documents.keys();
    floor.world.config.change(repKind, first ?? '', (rep) => ({ ...rep }));
    await floor.publish();

    await floor.departure();

    expect(floor.state()).toBe('floating');
  });

  it('keeps what somebody hands over within the hour, and all of it when they are back by then', async () => {
    const handed = await setUp({ departure: true });
    leave(handed);
    await handed.publish();
    const { world, leadId, repId } = handed;
    const members = (await world.config.current(poolKind)).documents.get('south')?.members ?? [];
    const other = members.find((one) => one.repId !== repId)?.repId;
    await handed.ask('POST /v1/leads/{leadId}/owner', { leadId }, 'admin', { body: { repId: other, reason: 'language' } });
    await handed.departure();
    const back = await setUp({ departure: true });
    leave(back);
    await back.publish();
    back.world.config.change(repKind, back.repId, (rep) => ({ ...rep, active: true }));
    await back.departure();

    expect([handed.lead().owner?.repId, back.state(), back.released()]).toEqual([other, 'owned', []]);
  });

  it('is left alone by a night within the hour, and not by the next one, whatever became of the timer', async () => {
    const floor = await setUp({ departure: true });
    leave(floor);
    floor.publishedNow();
    await floor.night();
    const same = floor.state();
    floor.world.pass(daysMs);
    await floor.night();

    expect([same, floor.state()]).toEqual(['owned', 'floating']);
  });

  it('has each lead float once after a kill at any call', async () => {
    for (let point = 1, killed = true; killed; point += 1) {
      const floor = await setUp({ departure: true });
      leave(floor);
      killed = false;
      floor.world.fail(killAt(point));
      try {
        await floor.publish();
        await floor.departure();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      floor.world.fail({});

      await floor.run();
      await floor.departure();

      expect([point, floor.state(), floor.released().length, floor.faults()]).toEqual([point, 'floating', 1, []]);
    }
  });
});

describe('a call that ends as its pool says', () => {
  const busy: Rule = { outcomes: ['busy' as never] };
  const often = async ({ logged, world }: Awaited<ReturnType<typeof setUp>>) => {
    for (let call = 0; call < 9; call += 1) {
      world.pass(60_000);
      const { following } = await logged({ outcome: 'busy' });
      if (following !== 'next') return following;
    }
    throw new Error('always a next call');
  };

  it('lets the lead float once it was tried often enough, and tells its rep', async () => {
    const floor = await setUp(busy);

    const following = await often(floor);
    const before = floor.state();
    await floor.due();
    await floor.due();

    expect([following, before, floor.state(), floor.told().length]).toEqual(['float', 'owned', 'floating', 1]);
    expect(floor.released().map(({ data }) => data)).toMatchObject([{ byRule: { rule: 'outcome', outcome: 'busy' } }]);
  });

  it('lets nothing float once it is taken back, or somebody else has the lead by then', async () => {
    const undone = await setUp(busy);
    await often(undone);
    const calls = await undone.list('rep');
    const [last] = (calls.body as { items: { callId: string }[] }).items;
    const [timer] = undone.timers().filter(({ message }) => message.kind === 'releaseAfterCall');
    await undone.undo(last?.callId ?? '');
    const left = undone.timers().filter(({ message }) => message.kind === 'releaseAfterCall');
    undone.queued.push({ body: timer?.message ?? {} });
    await undone.run();

    expect([left, undone.state()]).toEqual([[], 'owned']);
  });

  const asked = (floor: Awaited<ReturnType<typeof setUp>>) =>
    floor.timers().filter(({ message }) => message.kind === 'releaseAfterCall').length;

  it('lets nothing float once another call came behind it', async () => {
    const floor = await setUp(busy);
    await often(floor);
    const before = asked(floor);
    floor.world.pass(10_000);
    await floor.logged({ outcome: 'closed' });

    await floor.due();

    expect([before, floor.state(), floor.released()]).toEqual([1, 'owned', []]);
  });

  it('lets nothing float of who got the lead meanwhile', async () => {
    const floor = await setUp(busy);
    await often(floor);
    const members = (await floor.world.config.current(poolKind)).documents.get('south')?.members ?? [];
    const other = members.find(({ repId }) => repId !== floor.repId)?.repId;
    const { leadId } = floor;
    await floor.ask('POST /v1/leads/{leadId}/owner', { leadId }, 'admin', { body: { repId: other, reason: 'language' } });

    await floor.due();

    expect([floor.lead().owner?.repId, floor.released()]).toEqual([other, []]);
  });

  it('lets the lead float once after a kill at any call', async () => {
    for (let point = 1, killed = true; killed; point += 1) {
      const floor = await setUp(busy);
      await often(floor);
      killed = false;
      floor.world.fail(killAt(point));
      try {
        await floor.due();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      floor.world.fail({});

      await floor.run();

      expect([point, floor.state(), floor.released().length, floor.told().length, floor.faults()]).toEqual([point, 'floating', 1, 1, []]);
    }
  });

  it('lets nothing float in a pool that names another outcome', async () => {
    expect(await often(await setUp({ outcomes: ['noAnswer' as never] }))).toBe('recall');
  });
});

describe('the configuration of a pool', () => {
  it('is refused where an outcome is unknown, or brings its leads to a status by itself', async () => {
    const { config } = createWorld();
    const outcomes = [...(await config.current(outcomeKind)).documents.values()];
    const south = (await config.current(poolKind)).documents.get('south');
    const faultsOf = (named: readonly string[]) => {
      const pools = [PoolConfig.parse({ ...south, floating: { after: { outcomes: named } } })];
      const all = { of: (kind: unknown) => (kind === poolKind ? pools : []) } as Parameters<typeof outcomeKind.references>[1];
      return outcomeKind.references(outcomes, all).map(({ index, path, message }) => [outcomes[index]?.id, path.join('.'), message]);
    };

    expect(faultsOf(['busy', 'nonsense', 'unreachable'])).toEqual([
      [undefined, 'id', 'the pool south lets leads float after nonsense: there is no such outcome'],
      ['unreachable', 'afterwards', 'the pool south lets leads float after unreachable: after recycle nobody works with them'],
    ]);
  });
});
