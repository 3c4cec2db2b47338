import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SubjectId } from '../../../shared/platform/ids.ts';
import { acceptOffer, isOffered, readAssignment } from '../../../shared/routing/index.ts';
import { AcceptPolicy, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { type Dying, dying } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { south, splitWorld } from '../../support/splits.ts';

const sumOf = (ledger: Readonly<Record<string, { credits: number }>>) =>
  Object.values(ledger).reduce((sum, { credits }) => sum + credits, 0);

/** A process that reads what was done so far, and then falls behind. */
const behind = (): Dying => {
  let reads = 0;
  return {
    table: (table) => ({
      ...table,
      get: async (key, options) => {
        reads += 1;
        if (reads > 1) await setImmediate();
        return table.get(key, options);
      },
    }),
    queue: (queue) => queue,
    objects: (objects) => objects,
    calls: () => reads,
  };
};

describe('a preview of a split', () => {
  it('says how many each rep would get, and changes nothing', async () => {
    const { world, members, split, held } = await splitWorld(7);
    const before = world.table.items.size;

    const { status, body } = await split({ check: true, to: [{ repId: members[0] }, { repId: members[1], weight: 2 }] });

    expect(status).toBe(200);
    expect(body).toMatchObject({ splitId: null, state: 'preview', kind: 'split', leads: 7, isCut: false });
    expect(body.shares.map(({ repId, planned }) => [repId, planned]).sort()).toEqual(
      [
        [members[0], 2],
        [members[1], 5],
      ].sort(),
    );
    expect(world.table.items.size).toBe(before);
    expect(held(members[0])).toBe(0);
  });

  it('says which leads are more than were asked for, and names some', async () => {
    const { members, split } = await splitWorld(5);

    const { body } = await split({
      check: true,
      to: [
        { repId: members[0], leads: 2 },
        { repId: members[1], leads: 1 },
      ],
    });

    expect(body.leads).toBe(3);
    expect(body.leftOut).toEqual([
      expect.objectContaining({ reason: 'notAsked', leads: 2, examples: [expect.any(String), expect.any(String)] }),
    ]);
  });

  it('warns of reps whom the turn would pass over', async () => {
    const { world, members, split } = await splitWorld(4);
    const [away = '', full = ''] = members;
    world.config.change(repKind, away, (rep) => ({ ...rep, leave: [{ from: '2026-11-20', to: '2026-11-30' }] }));
    world.config.change(repKind, full, (rep) => ({ ...rep, caps: { perDay: 1 } }));

    const { body } = await split({ check: true, to: [{ repId: away }, { repId: full }] });

    const warnings = Object.fromEntries(body.shares.map(({ repId, warning }) => [repId, warning?.en]));
    expect(warnings[away]).toMatch(/leave/);
    expect(warnings[full]).toMatch(/day/);
  });

  it('takes what is hot alone, where only that is asked for', async () => {
    const { members, split } = await splitWorld(3);

    const { body } = await split({ check: true, filter: { temperatures: ['hot'] }, to: [{ repId: members[0] }] });

    expect(body.leads).toBe(0);
  });
});

describe('a split', () => {
  it('gives waiting leads evenly, each once however often work is asked, and tells each rep once', async () => {
    const { world, members, split, runAll, read, held, notices } = await splitWorld(7);
    const [one, other] = members;

    const begun = await split({ to: [{ repId: one }, { repId: other }] });
    await runAll(2);

    expect(begun.status).toBe(202);
    const done = (await read(begun.body.splitId)).body;
    expect(done).toMatchObject({ state: 'moved', leads: 7, missed: [], progress: { done: 7, of: 7 } });
    expect([held(one), held(other)].sort()).toEqual([3, 4]);
    expect(notices()).toHaveLength(2);
    const given = world.timeline().filter(({ data }) => data.how === 'split');
    expect(given).toHaveLength(7);
    expect(given[0]).toMatchObject({ type: 'lead.assigned', actor: { kind: 'user', id: 'leader-south' }, data: { why: 'workload' } });
    const [lead] = world.leads();
    expect((await readTasks(world.table, lead?.leadId as never)).map(({ reason }) => reason)).toContain('firstContact');
  });

  it('tells whoever had leads once of all that are not theirs any more', async () => {
    const { world, members, split, runAll } = await splitWorld(7);
    await split({ to: [{ repId: members[0] }] });
    await runAll(2);
    const told = () =>
      world.itemsOf('DUE#').flatMap(({ message }) => {
        const { kind, repId, count, leads } = message as { kind: string; repId: string; count: number; leads: string[] };
        return kind === 'takenNotice' ? [{ repId, count, named: leads.length }] : [];
      });
    const before = told();

    await split({ from: 'owned', reps: [members[0]], to: [{ repId: members[1] }] });
    await runAll(2);

    expect([before, told()]).toEqual([[], [{ repId: members[0], count: 7, named: 7 }]]);
  });

  it('is told of to the leader where a rep does not reach out in time, as what the pool gives', async () => {
    const { world, members, split, runAll } = await splitWorld(2);
    world.config.change(poolKind, south, (pool) => ({ ...pool, escalateAfterMinutes: 60 }));
    const escalations = () => world.itemsOf('DUE#').filter(({ groupId }) => String(groupId).startsWith('escalate'));

    await split({ to: [{ repId: members[0] }] });
    await runAll(2);
    const given = escalations().map(({ message }) => (message as { request: object }).request);
    await split({ from: 'owned', to: 'pool' });
    await runAll();

    const leadIds = world.leads().map(({ leadId }) => ({ leadId, repId: members[0] }));
    expect(given).toHaveLength(2);
    expect(given).toEqual(expect.arrayContaining(leadIds.map((lead) => expect.objectContaining(lead))));
    expect(escalations()).toHaveLength(2);
  });

  it('counts each lead in the ledger once, as one booking for each part', async () => {
    const { members, split, runAll, book, ledger } = await splitWorld(7);

    await split({
      to: [
        { repId: members[0], leads: 4 },
        { repId: members[1], leads: 3 },
      ],
    });
    await runAll();
    await book(2);

    const state = await ledger();
    expect(state[members[0] ?? '']?.credits).toBe(4);
    expect(state[members[1] ?? '']?.credits).toBe(3);
    expect(Object.values(state).reduce((sum, { owed }) => sum + owed, 0)).toBeLessThanOrEqual(0);
  });

  it('leaves out what somebody got meanwhile, and says so', async () => {
    const { world, members, split, runAll, read, ask } = await splitWorld(3);
    const begun = await split({ to: [{ repId: members[0] }] });
    const [first] = world.leads();
    await ask('POST /v1/leads/{leadId}/owner', { leadId: first?.leadId ?? '' }, { body: { repId: members[2], reason: 'language' } });

    await runAll();

    const { body } = await read(begun.body.splitId);
    expect(body.leads).toBe(2);
    expect(body.missed).toEqual([expect.objectContaining({ reason: 'changed', leads: 1 })]);
    expect(world.leads().find(({ leadId }) => leadId === first?.leadId)?.owner?.repId).toBe(members[2]);
  });

  it('refuses who is not of the pool, is not active, or is named twice, and quantities for some alone', async () => {
    const { world, members, split } = await splitWorld(2);
    world.config.change(repKind, members[1] ?? '', (rep) => ({ ...rep, active: false }));

    const answers = await Promise.all(
      [
        [{ repId: 'rep-anh' }],
        [{ repId: members[1] }],
        [{ repId: members[0] }, { repId: members[0] }],
        [{ repId: members[0], leads: 1 }, { repId: members[2] }],
      ].map((to) => split({ to })),
    );

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  });

  it('is refused where nothing waits', async () => {
    const { members, split } = await splitWorld(0);

    expect(await split({ to: [{ repId: members[0] }] })).toMatchObject({ status: 409 });
  });

  it('begins once, however often it is asked for under one key', async () => {
    const { world, members, split, runAll, held } = await splitWorld(4);

    const answers = [
      await split({ to: [{ repId: members[0] }] }, { key: 'k' }),
      await split({ to: [{ repId: members[0] }] }, { key: 'k' }),
    ];
    await runAll();

    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(world.itemsOf('SPLITS#')).toHaveLength(1);
    expect(held(members[0])).toBe(4);
  });

  it('goes on behind a crash at any point, and gives no lead twice', async () => {
    for (let point = 1; ; point += 3) {
      const { world, members, split, runOne, runAll, read, held, book, ledger } = await splitWorld(5);
      const { body } = await split({
        to: [
          { repId: members[0], leads: 3 },
          { repId: members[1], leads: 2 },
        ],
      });
      const message = world.sent.work.shift();
      const by = dying(point);
      const died = await runOne(message?.body, by).then(
        () => false,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return true;
        },
      );
      // The queue delivers it again.
      if (died) await runOne(message?.body);
      await runAll();
      await book();

      expect((await read(body.splitId)).body).toMatchObject({ state: 'moved', leads: 5, missed: [] });
      expect([held(members[0]), held(members[1])]).toEqual([3, 2]);
      expect(world.timeline().filter(({ data }) => data.how === 'split')).toHaveLength(5);
      expect(sumOf(await ledger())).toBe(5);
      if (!died) return;
    }
  }, 60_000);

  it('notes what went, and what came back, once where two do the same part at once', async () => {
    const { world, members, split, undo, runOne, runAll, read, held, book, ledger } = await splitWorld(5);
    const { body } = await split({ to: [{ repId: members[0] }] });
    const twice = async () => {
      const message = world.sent.work.shift();
      await Promise.all([runOne(message?.body, behind()), runOne(message?.body)]);
      await runAll();
      await book();
    };

    await twice();
    expect((await read(body.splitId)).body).toMatchObject({ state: 'moved', leads: 5, missed: [] });
    expect([held(members[0]), sumOf(await ledger())]).toEqual([5, 5]);

    await undo(body.splitId);
    await twice();
    expect((await read(body.splitId)).body).toMatchObject({ state: 'undone', undo: { kept: [] }, shares: [{ back: 5 }] });
    const backs = world.itemsOf('SPLIT#').flatMap(({ back }) => (back ? [back] : []));
    expect(backs).toEqual(Array(5).fill(expect.objectContaining({ kept: null })));
  });
});

describe('an undo of a split', () => {
  it('gives back what nobody has touched, says what stays, and is done once', async () => {
    const { world, members, split, runAll, read, undo, held, ask, book, ledger } = await splitWorld(5);
    const begun = await split({ to: [{ repId: members[0] }] });
    await runAll();
    await book();
    const [touched] = world.leads();
    await ask('POST /v1/leads/{leadId}/calls', { leadId: touched?.leadId ?? '' }, { body: { outcome: 'noAnswer' } });

    const undone = await undo(begun.body.splitId);
    const again = await undo(begun.body.splitId);
    await runAll(2);
    await book();

    // Whoever presses twice is answered alike.
    expect([undone, again]).toEqual([expect.objectContaining({ status: 202 }), undone]);
    const { body } = await read(begun.body.splitId);
    expect(body).toMatchObject({ state: 'undone', undo: { by: 'leader-south', kept: [{ reason: 'touched', leads: 1 }] } });
    expect(body.shares).toMatchObject([{ repId: members[0], moved: 5, back: 4 }]);
    expect(world.leads().find(({ leadId }) => leadId === touched?.leadId)?.owner?.repId).toBe(members[0]);
    // The others are in the pool again, which gives them by turn.
    expect(world.leads().every(({ owner }) => owner !== null)).toBe(true);
    expect(held(members[0])).toBeLessThan(5);
    expect(sumOf(await ledger())).toBe(5);
  });

  it('has what waited wait on, where it stood in the list', async () => {
    const { world, members, split, runAll, undo, leave, arrive } = await splitWorld(3);
    const waits = () =>
      world
        .itemsOf('LEAD#')
        .filter(({ sk, state }) => String(sk).startsWith('ASSIGN#') && state === 'waiting')
        .map(({ pk, gsi3pk, gsi3sk }) => `${String(pk)} ${String(gsi3pk)} ${String(gsi3sk)}`);
    const before = waits();
    const begun = await split({ to: [{ repId: members[0] }] });
    await runAll();
    leave();
    world.pass(60_000);
    await arrive(1, 'Cần Thơ', 3);
    const between = waits();

    await undo(begun.body.splitId);
    await runAll();
    await world.assignAll();

    expect(before).toHaveLength(3);
    expect(between).toHaveLength(1);
    expect(waits().sort()).toEqual([...before, ...between].sort());
  });

  it('waits until the split is done', async () => {
    const { members, split, undo } = await splitWorld(2);
    const begun = await split({ to: [{ repId: members[0] }] });

    expect(await undo(begun.body.splitId)).toMatchObject({ status: 409 });
  });
});

describe('what reps have', () => {
  it('goes to others evenly, credit along, and comes back to each by the undo', async () => {
    const { members, split, runAll, book, undo, held, ledger } = await splitWorld(6);
    const [one, two, three] = members;
    await split({
      to: [
        { repId: one, leads: 4 },
        { repId: two, leads: 2 },
      ],
    });
    await runAll();
    await book();

    const moved = await split({ from: 'owned', reps: [one], to: [{ repId: two }, { repId: three }] });
    await runAll();
    await book();
    const between = [held(one), held(two), held(three)];
    await undo(moved.body.splitId);
    await runAll();
    await book();

    expect(between).toEqual([0, 4, 2]);
    expect([held(one), held(two), held(three)]).toEqual([4, 2, 0]);
    expect((await ledger())[one ?? '']?.credits).toBe(4);
  });

  it('goes back to the pool by a recall, goes on counting for whoever had it, and is given anew', async () => {
    const { world, members, split, runAll, leave, held } = await splitWorld(3);
    await split({ to: [{ repId: members[0] }] });
    await runAll();
    leave();

    const recalled = await split({ from: 'owned', to: 'pool' });
    await runAll();
    await world.assignAll();

    expect(recalled.body).toMatchObject({ kind: 'recall', leads: 3 });
    expect(held(members[0])).toBe(0);
    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('stays with whom the pool gave it to, where whoever had it before a recall takes leads no more', async () => {
    const { world, members, split, runAll, undo, read, setActive } = await splitWorld(2);
    const [one = ''] = members;
    await split({ to: [{ repId: one }] });
    await runAll();
    setActive(one, false);
    const recalled = await split({ from: 'owned', reps: [one], to: 'pool' });
    await runAll();
    await world.assignAll();
    const between = world.leads().map(({ owner }) => owner?.repId);

    await undo(recalled.body.splitId);
    await runAll();
    await world.assignAll();

    expect(between.every((repId) => repId !== undefined && repId !== one)).toBe(true);
    expect(world.leads().map(({ owner }) => owner?.repId)).toEqual(between);
    expect((await read(recalled.body.splitId)).body.undo).toMatchObject({ kept: [{ reason: 'away', leads: 2 }] });
  });

  it('stays with whoever accepted it by the link of a notice, after a recall', async () => {
    const { world, members, split, runAll, undo, read } = await splitWorld(2);
    const [one = ''] = members;
    await split({ to: [{ repId: one }] });
    await runAll();
    world.config.change(poolKind, south, (pool) => ({ ...pool, accept: AcceptPolicy.parse({ withinMinutes: 30, offers: 3 }) }));
    const recalled = await split({ from: 'owned', reps: [one], to: 'pool' });
    await runAll();
    await world.assignAll();
    const [first, second] = world.leads();
    const offer = first && (await readAssignment(world.table, first.leadId, SubjectId.parse('lead')));
    if (!offer || !isOffered(offer)) throw new Error('nothing is offered');
    const { leadId, subject, decisionId, repId } = offer;
    await acceptOffer({ leadId, subject, decisionId, actor: { kind: 'rep', id: repId }, correlationId: 'link' }, world.parts);

    await undo(recalled.body.splitId);
    await runAll();

    const owners = new Map(world.leads().map((lead) => [lead.leadId, lead.owner?.repId]));
    expect([owners.get(leadId), owners.get(second?.leadId as never)]).toEqual([repId, one]);
    expect((await read(recalled.body.splitId)).body.undo).toMatchObject({ kept: [{ reason: 'touched', leads: 1 }] });
  });

  it('stays where it is protected, also where that began behind the plan', async () => {
    const { world, members, split, runAll, read, ask } = await splitWorld(3);
    world.config.change(poolKind, south, (pool) => ({ ...pool, protectDays: 5 }));
    await split({ to: [{ repId: members[0] }] });
    await runAll();
    const [first, second] = world.leads();
    const call = (leadId = '') =>
      ask('POST /v1/leads/{leadId}/calls', { leadId }, { body: { outcome: 'noAnswer' }, email: 'lan.tran@example.com' });
    const isLan = members[0] === 'rep-lan';
    await call(first?.leadId);

    const begun = await split({ from: 'owned', to: [{ repId: members[1] }] });
    await call(second?.leadId);
    await runAll();

    expect(isLan).toBe(true);
    const { body } = await read(begun.body.splitId);
    expect(body).toMatchObject({ leads: 1, leftOut: [{ reason: 'protected', leads: 1 }], missed: [{ reason: 'protected', leads: 1 }] });
  });

  it('stays where a call back is agreed', async () => {
    const { world, members, split, runAll, ask } = await splitWorld(2);
    await split({ to: [{ repId: members[0] }] });
    await runAll();
    const [lead] = world.leads();
    await ask(
      'POST /v1/leads/{leadId}/calls',
      { leadId: lead?.leadId ?? '' },
      { body: { outcome: 'callback', callbackAt: '2026-11-23T03:00:00.000Z' } },
    );

    const { body } = await split({ check: true, from: 'owned', to: [{ repId: members[1] }] });

    expect(body.leads).toBe(1);
    expect(body.leftOut).toEqual([expect.objectContaining({ reason: 'callback', leads: 1, examples: [lead?.leadId] })]);
  });
});

describe('who may split', () => {
  it.each([
    ['admin@example.com', 200],
    ['leader.south@example.com', 200],
    ['marketer@example.com', 404],
    ['lan.tran@example.com', 404],
  ])('answers %s with %i', async (email, status) => {
    const { members, split } = await splitWorld(1);

    expect((await split({ check: true, to: [{ repId: members[0] }] }, { email })).status).toBe(status);
  });

  it('lets a manager of regions see and take back their own splits alone', async () => {
    const { members, split, runAll, read, undo, list } = await splitWorld(2);
    const email = 'manager.south@example.com';
    const ofLeader = await split({ to: [{ repId: members[0], leads: 1 }] });
    const own = await split({ to: [{ repId: members[1], leads: 1 }] }, { email });
    await runAll();

    const seen = await Promise.all([ofLeader, own].map(async ({ body }) => (await read(body.splitId, email)).status));
    const undone = [await undo(ofLeader.body.splitId, { email }), await undo(own.body.splitId, { email })];

    expect(seen).toEqual([404, 200]);
    expect(undone.map(({ status }) => status)).toEqual([404, 202]);
    expect(await list(email)).toEqual([own.body.splitId]);
    expect((await list()).sort()).toEqual([ofLeader.body.splitId, own.body.splitId].sort());
    expect((await read(ofLeader.body.splitId)).body.state).toBe('moved');
  });
});
