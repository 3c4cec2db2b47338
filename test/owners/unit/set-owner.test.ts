import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { LeadId, leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { isOwned, protectAssignment, readAssignment, readPoolState } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { worldOfMarketing } from '../../support/marketing.ts';
import { OfferedWorld } from '../../support/offers.ts';

const south = PoolId.parse('south');

async function setUp(count = 1) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) {
    await world.takeIn(world.post({ fullName: `Người ${index}`, email: `k${index}@example.com`, province: 'Cần Thơ' }));
  }
  await world.assignAll();
  const members = (await world.config.current(poolKind)).documents.get('south')?.members.map(({ repId }) => repId) ?? [];
  return { world, members, lead: () => only(world) };
}

function only(world: World) {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
}

let requests = 0;
async function give(world: World, body: object, { email = 'admin@example.com', ...headers }: Record<string, string> = {}) {
  requests += 1;
  const answer = await createHandler(world.parts, silentLog)(
    {
      routeKey: 'POST /v1/leads/{leadId}/owner',
      pathParameters: { leadId: only(world).leadId },
      headers,
      body: JSON.stringify({ reason: 'language', ...body }),
      requestContext: {
        requestId: `request-${requests}`,
        authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } },
      },
    },
    {} as Context,
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}

/** Sends what timers have for the pools, as often as told: a queue delivers at least once. */
async function sendBookings(world: World, times = 1) {
  const timers = world.itemsOf('DUE#').flatMap((item) => {
    const { queue, message } = Timer.parse(item);
    return queue === 'work' && message.kind === 'forward' ? [message as never] : [];
  });
  for (let time = 0; time < times; time += 1) {
    for (const message of timers) {
      const { request } = message as { request: { groupId: string; deduplicationId: string; body: Record<string, unknown> } };
      if (request.body.kind === 'book') await world.parts.assign.send(request);
    }
    await world.assignAll();
  }
}

const ledgerOf = async (world: World, poolId = south) => (await readPoolState(world.table, poolId)).members;

describe('a lead that is given to another rep by hand', () => {
  it('is theirs with seat and open tasks, and its history says who gave it, from whom and why', async () => {
    const { world, members, lead } = await setUp();
    const { owner, leadId, version } = lead();
    const to = members.find((repId) => repId !== owner?.repId) ?? '';

    const answer = await give(world, { repId: to }, { 'if-match': `"${version}"` });

    expect(answer).toEqual({
      status: 200,
      body: {
        leadId,
        opportunityId: null,
        state: 'owned',
        repId: to,
        poolId: 'south',
        credit: 'moved',
        wasProtectedUntil: null,
        version: version + 1,
      },
    });
    expect(lead()).toMatchObject({ owner: { repId: to, poolId: 'south' }, routing: { state: 'owned' }, version: version + 1 });
    expect((await readSeats(world.table, leadId)).map(({ repId }) => repId)).toEqual([to]);
    const open = (await readTasks(world.table, leadId)).filter(({ status }) => status === 'open');
    expect(open.length).toBeGreaterThan(0);
    expect(open.every(({ ownerRepId }) => ownerRepId === to)).toBe(true);
    const told = world.timeline().filter(({ type, data }) => type === 'lead.assigned' && data.how === 'hand');
    expect(told.map(({ data, actor }) => ({ ...data, by: actor.id }))).toEqual([
      expect.objectContaining({ by: 'admin', repId: to, fromRepId: owner?.repId, why: 'language', credit: 'moved' }),
    ]);
  });

  it('is taken from who protects it all the same, and that is said', async () => {
    const { world, members, lead } = await setUp();
    const { owner, leadId } = lead();
    const assignment = await readAssignment(world.table, leadId, leadSubject);
    if (!assignment || !isOwned(assignment)) throw new Error('nobody has the lead');
    await world.table.transact([protectAssignment(assignment, '2027-01-01T00:00:00.000Z')]);

    const answer = await give(world, { repId: members.find((repId) => repId !== owner?.repId) });

    expect(answer).toMatchObject({ status: 200, body: { wasProtectedUntil: '2027-01-01T00:00:00.000Z' } });
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.assigned', data: { wasProtectedUntil: '2027-01-01T00:00:00.000Z' } });
    expect(await readAssignment(world.table, leadId, leadSubject)).not.toHaveProperty('protectedUntil');
  });

  it('has the new owner notified, by a timer of the same transaction', async () => {
    const { world, members, lead } = await setUp();
    const from = lead().owner?.repId;
    const to = members.find((repId) => repId !== from);

    await give(world, { repId: to });

    const { decisionId } = lead().owner ?? {};
    const notices = world
      .itemsOf('DUE#')
      .filter(({ queue, message }) => queue === 'notice' && JSON.stringify(message).includes('assignedNotice'));
    expect(notices.map(({ message }) => message)).toEqual([expect.objectContaining({ subject: 'lead', decisionId })]);
    const losers = world.itemsOf('DUE#').flatMap(({ message }) => ((message as { kind?: string }).kind === 'takenNotice' ? [message] : []));
    expect(losers).toEqual([expect.objectContaining({ repId: from, count: 1, leads: [lead().leadId] })]);
  });

  it('counts for the new owner instead, once, however often the ledger is told; the window is as it was', async () => {
    const { world, members, lead } = await setUp();
    const from = lead().owner?.repId ?? '';
    const to = members.find((repId) => repId !== from) ?? '';
    const before = await ledgerOf(world);

    await give(world, { repId: to });
    await sendBookings(world, 3);

    const after = await ledgerOf(world);
    expect(after[from]).toMatchObject({ credits: (before[from]?.credits ?? 0) - 1, level: before[from]?.level });
    expect(after[to]).toMatchObject({ credits: (before[to]?.credits ?? 0) + 1, level: before[to]?.level });
    expect(after[from]?.owed).toBeCloseTo((before[from]?.owed ?? 0) + 1, 5);
    expect(after[to]?.owed).toBeCloseTo((before[to]?.owed ?? 0) - 1, 5);
    expect(Object.values(after).reduce((sum, { owed }) => sum + owed, 0)).toBeCloseTo(0, 4);
  });

  it('goes on counting for who had it where that is asked for, and then for nobody else', async () => {
    const { world, members, lead } = await setUp();
    const [second = '', third = ''] = members.filter((repId) => repId !== lead().owner?.repId);
    const before = await ledgerOf(world);

    await give(world, { repId: second, credit: 'keep' });
    await give(world, { repId: third });
    await sendBookings(world);

    expect(await ledgerOf(world)).toEqual(before);
  });

  it('comes to a rep of another pool by that pool, each ledger told of its own', async () => {
    const { world, lead } = await setUp();
    const from = lead().owner?.repId ?? '';
    const pools = (await world.config.current(poolKind)).documents;
    const ofSouth = pools.get('south')?.members.map(({ repId }) => repId) ?? [];
    const to = pools.get('north')?.members.find(({ repId }) => !ofSouth.includes(repId))?.repId ?? '';

    await give(world, { repId: to });
    await sendBookings(world);

    expect(lead().owner).toMatchObject({ repId: to, poolId: 'north' });
    expect((await ledgerOf(world, PoolId.parse('north')))[to]).toMatchObject({ credits: 1 });
    expect((await ledgerOf(world))[from]).toMatchObject({ credits: 0 });
  });

  it('is refused where they have it already, where nobody works with it, and by another version', async () => {
    const { world, members, lead } = await setUp();
    const { owner } = lead();
    const other = members.find((repId) => repId !== owner?.repId);

    expect(await give(world, { repId: owner?.repId })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already') } });
    expect(await give(world, { repId: other }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await give(world, { repId: 'nobody' })).toMatchObject({ status: 422 });
    expect(await give(world, {})).toMatchObject({ status: 422 });
    expect(await give(world, { repId: other, pool: 'north' })).toMatchObject({ status: 422 });
    expect(lead().owner).toEqual(owner);
  });
});

describe('a lead that is sent back', () => {
  it('is asked for in its own pool again, and goes on counting for who had it', async () => {
    const { world, lead } = await setUp();
    const from = lead().owner?.repId;

    const answer = await give(world, { repId: null });

    expect(answer.body).toMatchObject({ state: 'waiting', repId: null, poolId: 'south', credit: 'kept' });
    await world.assignAll();
    expect(lead().owner?.repId).not.toBe(from);
    expect(lead()).toMatchObject({ routing: { state: 'owned', poolId: 'south' } });
  });

  it('to another pool is given by that pool, and stays in its charge', async () => {
    const { world, lead } = await setUp();

    expect((await give(world, { pool: 'north' })).body).toMatchObject({ state: 'waiting', poolId: 'north' });
    await world.assignAll();

    expect(lead()).toMatchObject({ owner: { poolId: 'north' }, routing: { poolId: 'north', state: 'owned' } });
    expect(await readAssignment(world.table, LeadId.parse(lead().leadId), leadSubject)).toMatchObject({ poolId: 'north' });
  });
});

it('sends to its pool what marketing has, once somebody says so', async () => {
  const { world, arrive, settle, lead } = await worldOfMarketing();
  await arrive();
  await settle();
  const { state } = lead().routing ?? {};

  const answer = await give(world, { repId: null });
  await settle();

  expect([state, answer.status, answer.body.state]).toEqual(['marketing', 200, 'waiting']);
  expect(lead()).toMatchObject({ routing: { state: 'owned' }, owner: { repId: expect.any(String) } });
});

describe('a lead that is offered', () => {
  it('is theirs once its leader gives it to the rep to whom it is offered; the rep accepts it instead', async () => {
    const offered = await OfferedWorld.create({}, { repsMayPassOn: true });
    const { world } = offered;
    const { repId } = await offered.assignment();
    const users = [...(await world.config.current(userKind)).documents.values()];
    const email = users.find((user) => user.repId === repId)?.email ?? '';
    const credits = async () => (await readPoolState(world.table, offered.lead.routing?.poolId ?? south)).members[repId ?? '']?.credits;
    const before = await credits();

    expect(await give(world, { repId }, { email })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('accept it') } });
    expect(await give(world, { repId })).toMatchObject({ status: 200, body: { state: 'owned', repId } });
    expect(await give(world, { repId })).toMatchObject({ status: 409 });
    await sendBookings(world);
    await offered.expire();

    expect(await offered.assignment()).toMatchObject({ state: 'owned', repId, given: { how: 'hand', credit: 1 } });
    expect(offered.told()).toEqual(['lead.created', 'lead.offered', 'lead.accepted']);
    const tasks = await readTasks(world.table, offered.lead.leadId);
    expect(tasks.map(({ reason, status }) => `${reason} ${status}`)).toEqual(['accept done', 'firstContact open']);
    expect(await readSeats(world.table, offered.lead.leadId)).toHaveLength(1);
    expect(await credits()).toBe(before);
  });
});

describe('a rep who has left the pool', () => {
  /** Takes a rep out of the pool that gave the lead, and perhaps into another one. */
  const leave = (world: World, repId: string, poolId: string, to?: string) => {
    world.config.change(poolKind, poolId, (pool) => ({ ...pool, members: pool.members.filter((member) => member.repId !== repId) }));
    if (to)
      world.config.change(poolKind, to, (pool) => ({ ...pool, members: [...pool.members, { repId: RepId.parse(repId), weight: 1 }] }));
  };

  it('gets what still counts for its owner by a pool that they are in now, and no ledger moves; in none they get nothing', async () => {
    const { world, members, lead } = await setUp();
    const to = members.find((repId) => repId !== lead().owner?.repId) ?? '';
    leave(world, to, 'south');
    const nowhere = await give(world, { repId: to, credit: 'keep' });
    leave(world, to, 'south', 'north');
    const before = await ledgerOf(world);

    const answer = await give(world, { repId: to, credit: 'keep' });
    await sendBookings(world);

    expect(nowhere).toMatchObject({ status: 422, body: { errors: [{ path: 'repId' }] } });
    expect(answer).toMatchObject({ status: 200, body: { repId: to, poolId: 'north', credit: 'kept' } });
    expect(await readAssignment(world.table, lead().leadId, leadSubject)).toMatchObject({ given: { credit: 0 } });
    expect([await ledgerOf(world), await ledgerOf(world, PoolId.parse('north'))]).toEqual([before, {}]);
  });

  it('has what was offered to them credited where it was offered, and nowhere else when it is given on', async () => {
    const offered = await OfferedWorld.create({});
    const { world } = offered;
    const { repId, poolId } = await offered.assignment();
    const before = await ledgerOf(world, poolId);
    leave(world, repId ?? '', poolId, 'north');
    const other = (await world.config.current(poolKind)).documents.get(poolId)?.members[0]?.repId;

    const answer = await give(world, { repId, credit: 'keep' });
    const given = await offered.assignment();
    await give(world, { repId: other });
    await sendBookings(world);

    expect(answer).toMatchObject({ status: 200, body: { repId, poolId: 'north' } });
    expect(given).toMatchObject({ poolId: 'north', given: { credit: 0 } });
    expect([await ledgerOf(world, poolId), await ledgerOf(world, PoolId.parse('north'))]).toEqual([before, {}]);
  });
});

describe('who may give what', () => {
  const emailOf = async (world: World, repId: string | undefined) =>
    [...(await world.config.current(userKind)).documents.values()].find((user) => user.repId === repId)?.email ?? '';

  it('a leader gives within pools that they lead, and not out of them', async () => {
    const { world, members, lead } = await setUp();
    const email = 'leader.south@example.com';
    const to = members.find((repId) => repId !== lead().owner?.repId);
    const ofSouth = new Set<string>(members);
    const outside = (await world.config.current(poolKind)).documents.get('north')?.members.find(({ repId }) => !ofSouth.has(repId))?.repId;

    expect(await give(world, { repId: outside }, { email })).toMatchObject({ status: 422 });
    expect(await give(world, { pool: 'north' }, { email })).toMatchObject({ status: 422 });
    expect(await give(world, { repId: to }, { email })).toMatchObject({ status: 200 });
  });

  it('a rep passes on what is theirs only where the pool lets them, and to colleagues', async () => {
    const { world, members, lead } = await setUp();
    const email = await emailOf(world, lead().owner?.repId);
    const others = members.filter((repId) => repId !== lead().owner?.repId);

    expect(await give(world, { repId: others[0] }, { email })).toMatchObject({ status: 409 });
    expect(await give(world, { repId: lead().owner?.repId }, { email: await emailOf(world, others[0]) })).toMatchObject({ status: 404 });

    world.config.change(poolKind, 'south', (pool) => ({ ...pool, repsMayPassOn: true }));
    expect(await give(world, { repId: null }, { email })).toMatchObject({ status: 409 });
    expect(await give(world, { repId: others[0] }, { email })).toMatchObject({ status: 200 });
    expect(await give(world, { repId: others[1] }, { email })).toMatchObject({ status: 404 });
  });
});
