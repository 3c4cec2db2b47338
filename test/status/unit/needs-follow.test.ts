import { describe, expect, it } from '@jest/globals';
import type { LeadStatus, StatusReason } from '../../../shared/leads/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { comeBack } from '../../../shared/status/index.ts';
import { parseTask } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { forwardWork } from '../../../shared/work/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { askAs } from '../../support/opportunities.ts';
import { withOneNeed, withTwoTeams } from '../../support/two-teams.ts';
import { workWorld } from '../../support/work.ts';

const admin = 'admin@example.com';
const dueAt = '2026-12-01T02:00:00.000Z';

type Story = Awaited<ReturnType<typeof withOneNeed>>;

/** What a test does with a person's needs, and how they stand. */
function acts({ world, lead }: Story) {
  const { leadId } = lead();
  const work = workWorld(world.table);
  const ask = (user: string, route: string, body: object) => askAs(world, user)(route, { leadId }, body);
  return {
    ask,
    set: (status: LeadStatus, reason: StatusReason) => ask(admin, 'POST /v1/leads/{leadId}/status', { status, reason }),
    /** Sends what timers of changes send, and has the pools answer. */
    async settle() {
      const timers = world.itemsOf('DUE#').map((item) => Timer.parse(item));
      const forwards = timers.filter(({ groupId }) => groupId === 'forward');
      await world.table.deleteAll(forwards.map(({ dueAt: at, timerId }) => keys.timer(at, timerId)));
      for (const { message } of forwards) {
        const { request } = Object(message);
        await forwardWork.run(request, { ...work.parts, queues: { ...work.parts.queues, assign: world.parts.assign } });
      }
      await world.assignAll();
    },
    open: () =>
      world
        .itemsOf(' TASK#')
        .map(parseTask)
        .filter(({ status }) => status === 'open')
        .map(({ subject, ownerRepId, reason }) => ({ subject, ownerRepId, reason })),
    listed: () => world.itemsOf(' ASSIGN#').map(({ sk, state, gsi3pk }) => [sk, state, gsi3pk !== undefined]),
    isSeenBy: async (user: string) => (await readRoutes(world)('/v1/leads/{leadId}', user, { path: { leadId } })).status === 200,
  };
}

async function setUp() {
  const story = await withTwoTeams();
  const done = acts(story);
  await done.ask(story.second.email, 'POST /v1/leads/{leadId}/tasks', { kind: 'mail', dueAt });
  return { ...story, ...done, subject: story.need.subject };
}

describe('the needs of a lead that have owners of their own', () => {
  it.each<[LeadStatus, StatusReason]>([
    ['disqualified', 'wrongNumber'],
    ['recycled', 'notNow'],
  ])('end with a lead that is %s, with their tasks, and are nobody’s then', async (status, reason) => {
    const { world, set, settle, open, needs, second, isSeenBy, subject } = await setUp();
    const before = [await isSeenBy(second.email), open().filter((task) => task.subject === subject).length];

    expect((await set(status, reason)).status).toBe(200);
    await settle();

    expect(before).toEqual([true, 2]);
    expect(open()).toEqual([]);
    expect((await needs()).map(({ owner, state }) => [owner, state])).toEqual([[null, 'open']]);
    expect(await isSeenBy(second.email)).toBe(false);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('end by a call of either team in which the person refuses to be contacted', async () => {
    const { ask, settle, open, needs, lead, second } = await setUp();

    await ask(second.email, 'POST /v1/leads/{leadId}/calls', { outcome: 'refusedContact' });
    await settle();

    expect([lead().status, lead().owner, open()]).toEqual(['disqualified', null, []]);
    expect((await needs()).map(({ owner }) => owner)).toEqual([null]);
  });

  it('are given away again when the lead comes back, each with a first contact', async () => {
    const { world, set, settle, open, needs, lead, subject } = await setUp();
    await set('disqualified', 'wrongNumber');
    await settle();

    await set('active', 'mistake');
    await settle();

    const [need] = await needs();
    expect(need?.owner).toEqual(expect.any(String));
    expect(open()).toEqual(
      expect.arrayContaining([
        { subject, ownerRepId: need?.owner, reason: 'firstContact' },
        { subject: 'lead', ownerRepId: lead().owner?.repId, reason: 'firstContact' },
      ]),
    );
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('come back with a lead that a post or its heat brings back', async () => {
    const { world, set, settle, needs, lead } = await setUp();
    await set('recycled', 'notNow');
    await settle();
    world.pass(86_400_000);

    const at = world.parts.clock().toISOString();
    await comeBack({ leadId: lead().leadId, by: 'heat', at, actor: { kind: 'system', id: 'status' }, correlationId: 'heat' }, world.parts);
    await settle();

    expect((await needs()).map(({ owner }) => owner)).toEqual([expect.any(String)]);
  });

  it('stay where a mistake is taken back before anybody came to take them', async () => {
    const { world, set, settle, needs, open, second, subject } = await setUp();

    await set('disqualified', 'wrongNumber');
    world.pass(1_000);
    await set('active', 'mistake');
    await settle();

    expect((await needs()).map(({ owner }) => owner)).toEqual([second.id]);
    expect(open().filter((task) => task.subject === subject)).toHaveLength(2);
  });

  it('wait for nobody while nobody works with the lead, and wait again when it comes back', async () => {
    const story = await withOneNeed();
    const { world, post, needs } = story;
    const { set, settle, listed } = acts(story);
    const repIds = [...(await world.config.current(repKind)).documents.keys()];
    for (const id of repIds) world.config.change(repKind, id, (rep) => ({ ...rep, active: false }));
    await post('kho-san-xuat');
    await world.assignAll();
    const [need] = await needs();
    const sk = `ASSIGN#${need?.subject}`;

    await set('disqualified', 'wrongNumber');
    await settle();
    const apart = listed();
    await set('active', 'mistake');
    await settle();

    expect(apart).toContainEqual([sk, 'ended', false]);
    expect(listed()).toContainEqual([sk, 'waiting', true]);
  });

  it('take no new task while the lead is disqualified', async () => {
    const { set, settle, ask, subject } = await setUp();
    await set('disqualified', 'wrongNumber');
    await settle();

    expect((await ask(admin, 'POST /v1/leads/{leadId}/tasks', { kind: 'mail', dueAt, subject, repId: 'rep-lan' })).status).toBe(409);
  });
});

describe('a lead without other needs', () => {
  it('has no timer more for its status', async () => {
    const story = await withOneNeed();
    const { set } = acts(story);

    await set('disqualified', 'wrongNumber');

    expect(story.world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'forward')).toEqual([]);
  });
});
