import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { listFloating } from '../../../shared/owners/index.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { readPoolState, switchDuty } from '../../../shared/routing/index.ts';
import { readLoads } from '../../../shared/routing/load.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { interrupted } from '../../support/projector.ts';

const south = PoolId.parse('south');
const admin = 'admin@example.com';

async function setUp(count = 1) {
  const world = createWorld();
  world.config.change(poolKind, 'south', (pool) => ({ ...pool, floating: { perDay: 2 } }));
  for (let index = 0; index < count; index += 1) await world.takeIn(world.post(person(index)));
  await world.assignAll();
  const members = (await world.config.current(poolKind)).documents.get('south')?.members.map(({ repId }) => repId) ?? [];
  const users = [...(await world.config.current(userKind)).documents.values()];
  const emailOf = (repId: string | undefined) => users.find((user) => user.repId === repId)?.email ?? '';
  let requests = 0;
  const ask = async (
    what: 'release' | 'claim' | 'owner',
    email: string,
    leadId = only(world).leadId,
    body: object = { reason: 'workload' },
    table = world.table as Table,
  ) => {
    requests += 1;
    const answer = await createHandler({ ...world.parts, table }, silentLog)(
      {
        routeKey: `POST /v1/leads/{leadId}/${what}`,
        pathParameters: { leadId },
        headers: {},
        ...(what === 'claim' ? {} : { body: JSON.stringify(body) }),
        requestContext: {
          requestId: `request-${requests}`,
          authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
  };
  return { world, members, emailOf, ask, lead: () => only(world) };
}

const person = (index: number) => ({ fullName: `Người ${index}`, email: `k${index}@example.com`, province: 'Cần Thơ' });

function only(world: World) {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
}

async function sendBookings(world: World) {
  for (const item of world.itemsOf('DUE#')) {
    const { queue, message } = Timer.parse(item);
    const request = message.request as { groupId: string; deduplicationId: string; body: Record<string, unknown> } | undefined;
    if (queue === 'work' && message.kind === 'forward' && request?.body.kind === 'book') await world.parts.assign.send(request);
  }
  await world.assignAll();
}

describe('a lead that is let go', () => {
  it('floats without owner and seat, and nobody is looked for', async () => {
    const { world, ask, lead, emailOf } = await setUp();
    const { owner, leadId, version } = lead();

    const answer = await ask('release', emailOf(owner?.repId));
    await world.assignAll();

    expect(answer).toEqual({
      status: 200,
      body: { leadId, state: 'floating', poolId: 'south', wasProtectedUntil: null, version: version + 1 },
    });
    expect(lead()).toMatchObject({ owner: null, routing: { state: 'floating' } });
    expect(await readSeats(world.table, leadId)).toEqual([]);
    expect(world.timeline().at(-1)).toMatchObject({
      type: 'lead.unassigned',
      data: { reason: 'floating', repId: owner?.repId, why: 'workload', credit: 'kept' },
    });
  });

  it('goes back to the turn when the person posts again', async () => {
    const { world, ask, lead } = await setUp();
    await ask('release', admin);

    await world.takeIn(world.post({ ...person(0), message: 'Tôi vẫn quan tâm' }));
    await world.assignAll();

    expect(lead()).toMatchObject({ routing: { state: 'owned' }, owner: { poolId: 'south' } });
  });

  it('is sent back to its pool by a leader, and goes to a rep by turn', async () => {
    const { world, ask, lead } = await setUp();
    await ask('release', admin);

    const answer = await ask('owner', 'leader.south@example.com', lead().leadId, { repId: null, reason: 'workload' });
    const again = await ask('owner', 'leader.south@example.com', lead().leadId, { repId: null, reason: 'workload' });
    await world.assignAll();

    expect(answer).toMatchObject({ status: 200, body: { state: 'waiting', poolId: 'south' } });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('looking for somebody already') } });
    expect(lead()).toMatchObject({ routing: { state: 'owned' }, owner: { poolId: 'south' } });
  });

  it('does not float twice, nor where its pool lets nothing float, nor for who has no right to it', async () => {
    const { world, ask, lead, members, emailOf } = await setUp();
    const other = members.find((repId) => repId !== lead().owner?.repId);

    expect((await ask('release', emailOf(other))).status).toBe(404);
    expect((await ask('release', 'marketer@example.com')).status).toBe(404);
    expect((await ask('release', admin)).status).toBe(200);
    expect((await ask('release', admin)).status).toBe(409);
    world.config.change(poolKind, 'south', ({ floating: _floating, ...pool }) => pool);
    expect((await ask('claim', emailOf(other))).status).toBe(404);
  });

  it('stays with a rep who has agreed to call back; their leader may let it go all the same', async () => {
    const { world, ask, lead, emailOf } = await setUp();
    const owner = emailOf(lead().owner?.repId);
    for (const item of world.itemsOf(' TASK#')) world.table.seed({ ...item, reason: 'callback' });

    expect(await ask('release', owner)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('call back') } });
    expect((await ask('release', 'leader.south@example.com')).status).toBe(200);
  });
});

describe('a lead that somebody takes', () => {
  it('is the first one’s of a thousand who ask at once; the others are told that it is taken', async () => {
    const { world, ask, members, lead, emailOf } = await setUp();
    await ask('release', admin);

    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => ask('claim', emailOf(members[index % members.length]))));

    const [won, ...again] = answers.filter(({ status }) => status === 200);
    // Of ten reps who press so often, the one who has it is told so each time.
    expect(again).toEqual(again.map(() => won));
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.length + again.length).toBe(999);
    expect(refused.length).toBeGreaterThanOrEqual(1_000 - Math.ceil(1_000 / members.length));
    expect(refused.every(({ body }) => /already|taken/.test(body.detail))).toBe(true);
    expect(lead().owner?.repId).toBe(won?.body.repId);
    expect((await readSeats(world.table, lead().leadId)).map(({ repId }) => repId)).toEqual([won?.body.repId]);
    expect(world.timeline().filter(({ data }) => data.how === 'claim')).toHaveLength(1);
    expect(world.itemsOf(' TAKEN#').map(({ taken }) => taken)).toEqual([1]);
  });

  it.each(['claim', 'owner'] as const)(
    'has one owner, and each who asks a clear answer, wherever another takes it between two reads of %s',
    async (what) => {
      const reached: number[] = [];
      for (let point = 1; point <= 24; point += 1) {
        const { world, ask, lead, members, emailOf } = await setUp();
        await ask('release', admin);
        const [quick, late] = members;
        const { leadId } = lead();
        const between = async (call: { readonly point: number }) => {
          if (call.point !== point) return;
          reached.push(point);
          expect((await ask('claim', emailOf(quick), leadId)).status).toBe(200);
        };
        const asker = what === 'claim' ? emailOf(late) : admin;

        const { status } = await ask(what, asker, leadId, { repId: late, reason: 'workload' }, interrupted(world.table, between));

        const isFirst = what === 'claim' && reached.includes(point);
        expect([point, status, lead().owner?.repId]).toEqual([point, isFirst ? 409 : 200, isFirst ? quick : late]);
      }
      expect(reached.length).toBeGreaterThan(6);
      expect(reached.length).toBeLessThan(24);
    },
  );

  it('counts once in the ledger of the pool, and its list has it no more', async () => {
    const { world, ask, members, lead, emailOf } = await setUp();
    await ask('release', admin);
    const taker = members.find((repId) => repId !== lead().owner?.repId) ?? '';
    const before = (await readPoolState(world.table, south)).members[taker]?.credits ?? 0;
    const rep: Principal = { role: 'rep', userId: 'rep', repId: taker as never };
    const listed = () => listFloating(south, rep, { limit: 10 }, world.parts);
    const { leadId } = lead();

    world.project();
    const byState = async (state: string) =>
      (await listLeads({ ...world.parts, log: silentLog }, { role: 'admin', userId: 'admin' }, ListLeadsQuery.parse({ state }))).leads
        .length;
    const found = [await byState('floating'), await byState('owned')];
    const floating = await listed();
    const asAdmin = await listFloating(south, { role: 'admin', userId: 'admin' }, { limit: 10 }, world.parts);
    await ask('claim', emailOf(taker));
    const perDay = floating.mine?.perDay ?? 0;
    expect([floating.mine?.leftToday, (await listed()).mine, asAdmin.mine]).toEqual([perDay, { perDay, leftToday: perDay - 1 }, null]);
    await sendBookings(world);
    await sendBookings(world);

    expect(found).toEqual([1, 0]);
    expect(floating.items).toEqual([expect.objectContaining({ leadId, provinceName: expect.stringContaining('Cần Thơ') })]);
    expect(JSON.stringify(floating)).not.toMatch(/Người|example\.com/);
    expect((await listed()).items).toEqual([]);
    expect((await readPoolState(world.table, south)).members[taker]?.credits).toBe(before + 1);
  });

  it.each(['claim', 'hand'] as const)('counts by %s what the pool says that such a lead counts', async (how) => {
    const { world, ask, members, lead, emailOf } = await setUp();
    await ask('release', admin);
    const taker = members.find((repId) => repId !== lead().owner?.repId) ?? '';
    const before = (await readPoolState(world.table, south)).members[taker]?.credits ?? 0;
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, credits: [{ credit: 5, when: { languages: ['vi' as const] } }] }));

    await (how === 'claim' ? ask('claim', emailOf(taker)) : ask('owner', admin, lead().leadId, { repId: taker, reason: 'workload' }));
    await sendBookings(world);

    expect(lead().owner?.repId).toBe(taker);
    expect((await readPoolState(world.table, south)).members[taker]?.credits).toBe(before + 5);
  });

  it('is theirs off duty and beyond their caps, and counts in their hand', async () => {
    const { world, ask, members, emailOf } = await setUp(2);
    const [first, second] = world.leads().map(({ leadId }) => leadId);
    const taker = members[0] ?? '';
    for (const leadId of [first, second]) await ask('release', admin, leadId);
    world.config.change(repKind, taker, (rep) => ({ ...rep, caps: { open: 1 } }));
    const off = { repId: RepId.parse(taker), on: false, until: undefined, by: 'admin', reason: undefined };
    await switchDuty([off], () => [], world.parts);

    expect((await ask('claim', emailOf(taker), first)).status).toBe(200);
    expect((await ask('claim', emailOf(taker), second)).status).toBe(200);
    expect((await readLoads(world.table, [RepId.parse(taker)])).get(RepId.parse(taker))?.open).toBe(2);
  });

  it('is no more than a rep may take on a day; the next day they may again', async () => {
    const { world, ask, members, emailOf } = await setUp(4);
    const leads = world.leads();
    for (const { leadId } of leads) await ask('release', admin, leadId);
    const taker = emailOf(members[0]);
    const [first, second, third] = leads.map(({ leadId }) => leadId);

    expect((await ask('claim', taker, first)).body).toMatchObject({ leftToday: 1 });
    expect((await ask('claim', taker, second)).body).toMatchObject({ leftToday: 0 });
    expect(await ask('claim', taker, third)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('taken 2 today') } });
    world.pass(24 * 3_600_000);
    expect((await ask('claim', taker, third)).status).toBe(200);
  });

  it('is no more than that of several which a rep takes at once', async () => {
    const { world, ask, members, emailOf } = await setUp(6);
    const leads = world.leads();
    for (const { leadId } of leads) await ask('release', admin, leadId);
    const taker = emailOf(members[0]);

    const answers = await Promise.all(leads.map(({ leadId }) => ask('claim', taker, leadId)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(world.leads().filter(({ owner }) => owner?.repId === members[0])).toHaveLength(2);
    expect(world.itemsOf(' TAKEN#').map(({ taken }) => taken)).toEqual([2]);
  });

  it('is nobody’s who is not active any more', async () => {
    const { world, ask, members, emailOf } = await setUp();
    await ask('release', admin);
    world.config.change(repKind, members[0] ?? '', (rep) => ({ ...rep, active: false }));

    expect((await ask('claim', emailOf(members[0]))).status).toBe(404);
  });

  it('is nobody’s of another pool, nor a leader’s', async () => {
    const { world, ask, members, emailOf } = await setUp();
    await ask('release', admin);
    const ofSouth = new Set<string>(members);
    const north = (await world.config.current(poolKind)).documents.get('north')?.members.find(({ repId }) => !ofSouth.has(repId))?.repId;

    expect((await ask('claim', emailOf(north))).status).toBe(404);
    expect((await ask('claim', 'leader.south@example.com')).status).toBe(404);
    const outsider: Principal = { role: 'rep', userId: 'rep', repId: north as never };
    await expect(listFloating(south, outsider, { limit: 10 }, world.parts)).rejects.toThrow(NotFoundError);

    world.config.change(poolKind, 'south', (pool) => ({ ...pool, floating: { perDay: 2, takers: [PoolId.parse('north')] } }));
    expect((await ask('claim', emailOf(north))).body).toMatchObject({ repId: north, poolId: 'north' });
  });
});
