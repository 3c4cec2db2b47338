import { describe, expect, it } from '@jest/globals';
import type { LeadListView } from '../../../api/leads/lead-view.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { retryAfterPublication } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { worldOfMarketing } from '../../support/marketing.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { leadsAsked } from '../../support/waiting.ts';

async function setUp(more: Parameters<typeof worldOfMarketing>[1] = {}) {
  const floor = await worldOfMarketing([{ temperature: 'hot' }], more);
  const { world } = floor;
  const { leadId } = await floor.arrive();
  await floor.settle();
  const shop = shopOf(world);
  const ask = (what: string, body: object, user?: string) =>
    shop.ask(`POST /v1/leads/{leadId}/${what}`, { path: { leadId }, body, ...(user === undefined ? {} : { user }) });
  const members = (await world.config.current(poolKind)).documents.get('south')?.members.map(({ repId }) => repId) ?? [];
  const users = [...(await world.config.current(userKind)).documents.values()];
  const emailOf = (role: string) => users.find((user) => user.role === role)?.email ?? '';
  return { ...floor, leadId, shop, ask, members, emailOf, read: readRoutes({ ...world, table: world.table }) };
}

describe('a lead that marketing has', () => {
  it('is a rep’s by somebody’s word, and stays so below the level', async () => {
    const { ask, members, settle, lead, world, told } = await setUp();

    const { status } = await ask('owner', { repId: members[0], reason: 'language' });
    await settle();

    expect([status, lead().routing?.state, lead().owner?.repId, told('lead.ready')]).toEqual([200, 'owned', members[0], []]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('may float by somebody’s word, where its pool lets leads float', async () => {
    const { ask, settle, lead, world } = await setUp({ floating: { perDay: 2 } });

    const { status } = await ask('release', { reason: 'workload' });
    await settle();

    expect([status, lead().routing?.state, lead().owner]).toEqual([200, 'floating', null]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('gets a task or a call back only of a rep who is named, who does not get the lead by it', async () => {
    const { ask, lead, members, settle } = await setUp();
    const task = { kind: 'call', title: 'Gọi lại', dueAt: '2026-12-24T02:00:00.000Z', isCallback: true };

    const nobodys = await ask('tasks', task);
    const named = await ask('tasks', { ...task, repId: members[0] });
    await settle();

    expect([nobodys.status, named.status, lead().routing?.state, lead().owner]).toEqual([409, 201, 'marketing', null]);
  });

  it('is listed for those who lead and for marketing, which is shown no way to reach it; reps see none', async () => {
    const { read, leadId, emailOf, lead } = await setUp();
    const listed = async (email: string) => {
      const answer = await read('/v1/leads', email, { query: { state: 'marketing' } });
      return { ids: (answer.body as LeadListView).items.map((one) => one.leadId), text: answer.text, status: answer.status };
    };

    const [admin, leader, marketer, rep] = await Promise.all(
      ['admin@example.com', 'leader.south@example.com', emailOf('marketer'), emailOf('rep')].map(listed),
    );

    expect([admin?.ids, leader?.ids, marketer?.ids, rep?.ids]).toEqual([[leadId], [leadId], [leadId], []]);
    const { email, phone } = lead();
    expect([leader?.text.includes(String(email)), marketer?.text.includes(String(email)), marketer?.text.includes(String(phone))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('stays with marketing by another post, and rings nobody', async () => {
    const { arrive, settle, lead, world } = await setUp();
    world.pass(3_600_000);

    await arrive();
    await settle();

    expect([world.leads().length, lead().routing?.state, world.sent.notice]).toEqual([1, 'marketing', []]);
  });

  it('is a rep’s once it buys and pays', async () => {
    const { world, settle, shop, told } = await setUp();
    await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
    await settle();
    const before = world.leads().map(({ routing }) => routing?.state);
    const { status } = await shop.order({ facts: [...orderOfHuong.facts, paid(1_500_000)] });
    await settle();

    const buyer = world.leads().at(-1);
    expect([before, status, buyer?.stage, buyer?.routing?.state, told('lead.ready').length]).toEqual([
      ['marketing', 'marketing'],
      200,
      'customer',
      'owned',
      1,
    ]);
  });

  it('is looked for by a rep once somebody opens an opportunity that sales accepts', async () => {
    const { ask, settle, lead } = await setUp();

    const { status } = await ask('opportunities', { product: 'ban-hang', accepted: true });
    await settle();

    expect([status, lead().stage, lead().routing?.state]).toEqual([200, 'sqo', 'owned']);
  });

  it('is left with its rep by a stricter pool that is published later', async () => {
    const { learn, leadId, settle, publish, world, work, lead } = await setUp();
    await learn(leadId, { temperature: 'hot' });
    await settle();
    const repId = lead().owner?.repId;

    publish([{ stage: 'sql' }]);
    world.project();
    work.push(retryAfterPublication('2026-11-23T04:00:00.000Z', new Date('2026-11-23T04:00:00.000Z')));
    await settle();

    expect([lead().routing?.state, lead().owner?.repId]).toEqual(['owned', repId]);
  });

  it('turns hot at night and is first in the morning, before those who wait for longer', async () => {
    const { learn, settle, world, arrive, work, run } = await setUp({ outsideHours: 'wait' });
    // Half past nine on a Sunday evening in Vietnam.
    world.pass(Date.parse('2026-11-22T14:30:00.000Z') - world.parts.clock().getTime());
    const cold = await arrive(2);
    const late = await arrive(3);
    await learn(cold.leadId, { temperature: 'hot' });
    await settle();
    await learn(cold.leadId, { temperature: 'warm' });
    world.pass(60_000);
    await learn(late.leadId, { temperature: 'hot' });
    await settle();
    const atNight = [cold, late].map((one) => world.leads().find(({ leadId: id }) => id === one.leadId)?.routing?.state);
    world.pass(Date.parse('2026-11-23T01:05:00.000Z') - world.parts.clock().getTime());
    world.project();
    work.push(retryAfterPublication('2026-11-23T01:05:00.000Z', new Date('2026-11-23T01:05:00.000Z')));
    await run();
    const asked = leadsAsked(world.sent.assign);
    await world.assignAll();

    expect(atNight).toEqual(['waiting', 'waiting']);
    expect(asked).toEqual([late.leadId, cold.leadId]);
    expect(world.leads().filter(({ routing }) => routing?.state === 'owned')).toHaveLength(2);
  });
});
