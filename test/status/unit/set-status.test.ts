import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { Problem } from '../../../api/problem.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import type { LeadStatus, StatusReason } from '../../../shared/leads/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' };

async function setUp() {
  const world = createWorld();
  const first = world.post(huong);
  await world.takeIn(first);
  await world.assignAll();
  const lead = () => {
    const [only] = world.leads();
    if (!only) throw new Error('no lead');
    return only;
  };
  const handler = createHandler(world.parts, silentLog);
  const set = async (status: LeadStatus, reason: StatusReason, headers: Record<string, string> = {}) => {
    const { leadId } = lead();
    const answer = await handler(
      {
        routeKey: 'POST /v1/leads/{leadId}/status',
        pathParameters: { leadId },
        headers,
        body: JSON.stringify({ status, reason }),
        requestContext: {
          // As the gateway writes it.
          requestId: 'JKJaXmPLvHcESHA=',
          authorizer: { jwt: { claims: { token_use: 'id', email: 'admin@example.com', email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') as unknown };
  };
  const told = () =>
    world.timeline().flatMap(({ type, data, actor }) => (type === 'lead.status_changed' ? [{ ...data, by: actor.id }] : []));
  const postAgain = async () => {
    await world.takeIn(world.post({ ...huong, message: 'Tôi vẫn quan tâm' }));
    await world.assignAll();
  };
  const openTasks = async () => (await readTasks(world.table, lead().leadId)).filter(({ status }) => status === 'open');
  return { world, first, lead, set, told, postAgain, openTasks };
}

describe('a lead that is disqualified', () => {
  it('has no owner, no seat and no task any more, and its history says who had it and why', async () => {
    const { world, lead, set, told, openTasks } = await setUp();
    const { owner, version, leadId } = lead();

    const answer = await set('disqualified', 'wrongNumber', { 'if-match': `"${version}"` });

    expect(answer).toEqual({ status: 200, body: { leadId, status: 'disqualified', version: version + 1 } });
    expect(lead()).toMatchObject({ status: 'disqualified', owner: null, routing: { state: 'ended' }, version: version + 1 });
    expect(await readSeats(world.table, leadId)).toEqual([]);
    expect(await openTasks()).toEqual([]);
    expect(told()).toEqual([{ from: 'active', to: 'disqualified', reason: 'wrongNumber', repId: owner?.repId, by: 'admin' }]);
  });

  it('comes back with the next post, to whoever routing finds', async () => {
    const { lead, set, told, postAgain, openTasks } = await setUp();
    await set('disqualified', 'wrongPerson');

    await postAgain();

    expect(lead()).toMatchObject({ status: 'active', routing: { state: 'owned' } });
    expect(lead().owner).not.toBeNull();
    expect(await openTasks()).toHaveLength(1);
    expect(told().at(-1)).toMatchObject({ from: 'disqualified', to: 'active', reason: 'post', repId: null });
  });

  it.each<StatusReason>(['refusedContact', 'spam'])('stays where it is after another post: %s', async (reason) => {
    const { lead, set, postAgain } = await setUp();
    await set('disqualified', reason);

    await postAgain();

    expect(lead()).toMatchObject({ status: 'disqualified', owner: null, routing: { state: 'ended' } });
  });

  it('keeps a refusal of contact as consent, and a mistake takes it back whole', async () => {
    const { lead, set } = await setUp();

    await set('disqualified', 'refusedContact');
    const refused = lead().consent.contact;
    await set('active', 'mistake');

    expect(refused).toMatchObject({ granted: false, channel: 'manual', sourceId: 'admin' });
    expect(lead()).toMatchObject({ status: 'active', consent: {} });
    expect(lead().consent).not.toHaveProperty('contact');
  });

  it('stays so when an earlier post is delivered once more', async () => {
    const { world, first, lead, set } = await setUp();
    await set('disqualified', 'wrongPerson');

    await world.takeIn(first);

    expect(lead().status).toBe('disqualified');
  });

  it('may be put right by a person, and its pool is asked for an owner', async () => {
    const { world, lead, set } = await setUp();
    await set('disqualified', 'duplicate');

    await set('active', 'mistake');
    await world.assignAll();

    expect(lead()).toMatchObject({ status: 'active', routing: { state: 'owned' } });
  });
});

describe('a lead that is recycled', () => {
  it('is marketing’s, and comes back with the next post', async () => {
    const { lead, set, postAgain, openTasks } = await setUp();
    await set('recycled', 'notNow');
    const recycled = { status: lead().status, state: lead().routing?.state, owner: lead().owner, tasks: await openTasks() };

    await postAgain();

    expect(recycled).toEqual({ status: 'recycled', state: 'marketing', owner: null, tasks: [] });
    expect(lead()).toMatchObject({ status: 'active', routing: { state: 'owned' } });
  });
});

describe('a status that cannot be', () => {
  it.each<[LeadStatus, StatusReason, string]>([
    ['active', 'mistake', 'The lead is active already. Lead đã ở trạng thái đang chăm sóc.'],
    [
      'recycled',
      'spam',
      'The reasons for recycled are notNow, noNeed, unreached, other. Lý do của trạng thái nuôi dưỡng lại: notNow, noNeed, unreached, other.',
    ],
  ])('is refused with what is missing: %s for %s', async (status, reason, detail) => {
    const { lead, set, told } = await setUp();

    const answer = await set(status, reason);

    expect([answer.status, Problem.parse(answer.body).detail]).toEqual([409, detail]);
    expect([lead().status, told()]).toEqual(['active', []]);
  });

  it('is refused for another lead than the person saw', async () => {
    const { lead, set } = await setUp();

    expect((await set('recycled', 'notNow', { 'if-match': `"${lead().version + 1}"` })).status).toBe(412);
  });
});
