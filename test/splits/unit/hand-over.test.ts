import { describe, expect, it } from '@jest/globals';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { splittingOf, splitWorld } from '../../support/splits.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

const callback = { outcome: 'callback', callbackAt: '2026-11-23T03:00:00.000Z' };

/** A rep of the south who has some leads. */
async function worldOfLeaver(count: number) {
  const world = await splitWorld(count);
  const [leaver = '', one = '', two = ''] = world.members;
  await world.split({ to: [{ repId: leaver }] });
  await world.runAll();
  await world.book();
  return { ...world, leaver, one, two };
}

describe('a preview of a hand-over', () => {
  it('counts what the rep has, and says what is agreed', async () => {
    const { world, leaver, handOver, ask } = await worldOfLeaver(3);
    const [lead] = world.leads();
    await ask('POST /v1/leads/{leadId}/calls', { leadId: lead?.leadId ?? '' }, { body: callback });

    const { status, body } = await handOver(leaver, { check: true, to: 'rules' });

    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'handOver', state: 'preview', leads: 3, shares: [{ repId: null, planned: 3 }] });
    expect(body.holds).toEqual({ owned: 3, offered: 0, callbacks: 1, tasks: 3, opportunities: 0, protected: 0 });
    // The rep is there, so that they would be given some back.
    expect(body.warnings.map(({ en }) => en)).toEqual([
      expect.stringContaining('still takes leads'),
      expect.stringContaining('1 calls back'),
    ]);
  });
});

describe('a receiver who is in several pools', () => {
  it('is warned by the pool by which they would have it', async () => {
    const { world, leaver, one, handOver } = await worldOfLeaver(3);
    const [member] = (await world.config.current(poolKind)).documents.get('south')?.members.filter(({ repId }) => repId === one) ?? [];
    if (!member) throw new Error('no such member');
    // Listed first, and closed to everybody.
    world.config.change(poolKind, 'north', (pool) => ({ ...pool, members: [member, ...pool.members], caps: { perDay: 1 } }));

    const { body } = await handOver(leaver, { check: true, to: [{ repId: one }] });
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, caps: { perDay: 1 } }));
    const capped = await handOver(leaver, { check: true, to: [{ repId: one }] });

    expect(body.shares).toMatchObject([{ repId: one, planned: 3, warning: null }]);
    expect(capped.body.shares[0]?.warning?.en).toMatch(/day/);
  });
});

describe('a hand-over', () => {
  it('goes by the rules once the rep takes no more, and the pool gives each by turn', async () => {
    const { world, leaver, handOver, runAll, readHandOver, setActive, held, book, ledger } = await worldOfLeaver(6);
    const refused = await handOver(leaver, { to: 'rules' });
    setActive(leaver, false);

    const begun = await handOver(leaver, { to: 'rules' });
    await runAll(2);
    await world.assignAll();
    await book();

    expect([refused.status, begun.status]).toEqual([409, 202]);
    expect((await readHandOver(leaver, begun.body.splitId)).body).toMatchObject({ state: 'moved', leads: 6, missed: [] });
    expect(held(leaver as never)).toBe(0);
    expect(world.leads().every(({ owner }) => owner !== null)).toBe(true);
    // What the rep was given goes on counting for them.
    expect((await ledger())[leaver]?.credits).toBe(6);
  });

  it('goes to colleagues with calls back that are agreed, and credit along', async () => {
    const { world, leaver, one, two, handOver, runAll, ask, held, book, ledger } = await worldOfLeaver(4);
    const [lead] = world.leads();
    await ask('POST /v1/leads/{leadId}/calls', { leadId: lead?.leadId ?? '' }, { body: callback });

    await handOver(leaver, { to: [{ repId: one }, { repId: two }] });
    await runAll();
    await book();

    expect([held(leaver as never), held(one as never), held(two as never)]).toEqual([0, 2, 2]);
    const now = world.leads().find(({ leadId }) => leadId === lead?.leadId)?.owner?.repId;
    const tasks = await readTasks(world.table, lead?.leadId as never);
    expect(tasks.find(({ reason, status }) => reason === 'callback' && status === 'open')?.ownerRepId).toBe(now);
    const state = await ledger();
    expect([state[leaver]?.credits, state[one]?.credits, state[two]?.credits]).toEqual([0, 2, 2]);
  });

  it('comes back to the rep by its undo, once they are active again', async () => {
    const { world, leaver, handOver, runAll, setActive, undoHandOver, readHandOver, held, book, ledger } = await worldOfLeaver(5);
    setActive(leaver, false);
    const { body } = await handOver(leaver, { to: 'rules' });
    await runAll();
    await world.assignAll();
    await book();

    const refused = await undoHandOver(leaver, body.splitId);
    setActive(leaver, true);
    const undone = await undoHandOver(leaver, body.splitId);
    await runAll();
    await book();

    expect([refused.status, undone.status]).toEqual([409, 202]);
    expect((await readHandOver(leaver, body.splitId)).body).toMatchObject({ state: 'undone', undo: { kept: [] } });
    expect(held(leaver as never)).toBe(5);
    const credits = Object.entries(await ledger()).filter(([, state]) => state.credits !== 0);
    expect(credits.map(([repId, state]) => [repId, state.credits])).toEqual([[leaver, 5]]);
  });

  it('takes a need along that the rep has of a lead of somebody else', async () => {
    const { world, lead, needs, second } = await withTwoTeams();
    const { handOver, runAll } = splittingOf(world);
    const { documents: pools } = await world.config.current(poolKind);
    const colleague = [...pools.values()]
      .filter(({ members }) => members.some(({ repId }) => repId === second.id))
      .flatMap(({ members }) => members)
      .find(({ repId }) => repId !== second.id)?.repId;
    const ofLead = lead().owner;

    const begun = await handOver(second.id, { to: [{ repId: colleague }] }, { email: 'admin@example.com' });
    await runAll();

    expect(begun.body.leads).toBe(1);
    expect((await needs()).map(({ owner }) => owner)).toEqual([colleague]);
    expect(lead().owner).toEqual(ofLead);
  });

  it('is for leaders of the rep, and nobody else’s reps', async () => {
    const { leaver, handOver } = await worldOfLeaver(1);

    const statuses = await Promise.all(
      [
        [leaver, 'leader.south@example.com'],
        ['rep-anh', 'leader.south@example.com'],
        [leaver, 'marketer@example.com'],
        [leaver, 'lan.tran@example.com'],
        [leaver, 'admin@example.com'],
      ].map(async ([repId = '', email = '']) => (await handOver(repId, { check: true, to: 'rules' }, { email })).status),
    );

    expect(statuses).toEqual([200, 404, 404, 404, 200]);
  });
});
