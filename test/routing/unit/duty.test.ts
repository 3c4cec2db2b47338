import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { showPoolDuty } from '../../../shared/reading/index.ts';
import { readDecisions, readPoolState, recordedRules, rerun } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { tellDutyWork } from '../../../shared/routing/tell-duty.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { person } from '../../support/people.ts';
import { worldOfNobody } from '../../support/waiting.ts';

const south = PoolId.parse('south');

/** A Sunday at 10:00 in Vietnam; the pool of the south is one rep. */
async function oneRep() {
  const nobody = await worldOfNobody();
  const { world } = nobody;
  nobody.comeBack();
  world.config.change(poolKind, south, (pool) => ({ ...pool, members: pool.members.filter(({ repId }) => repId === 'rep-lan') }));
  const handler = createHandler({ ...world.parts, originDigests: undefined }, silentLog);
  const put = async (user: string, repId: string, body: unknown) => {
    const claims = { token_use: 'id', email: user, email_verified: 'true' };
    const answer = await handler(
      {
        routeKey: 'PUT /v1/reps/{repId}/duty',
        pathParameters: { repId },
        headers: {},
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
        body: JSON.stringify(body),
      } as never,
      {} as never,
    );
    await world.assignAll();
    return answer.statusCode;
  };
  const putPool = async (user: string, poolId: string, body: unknown, key?: string) => {
    const claims = { token_use: 'id', email: user, email_verified: 'true' };
    const answer = await handler(
      {
        routeKey: 'PUT /v1/pools/{poolId}/duty',
        pathParameters: { poolId },
        headers: key === undefined ? {} : { 'idempotency-key': key },
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
        body: JSON.stringify(body),
      } as never,
      {} as never,
    );
    await world.assignAll();
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) };
  };
  const arrive = async (index: number) => {
    await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
    await world.assignAll();
    return world.leads().at(-1);
  };
  return { ...nobody, put, putPool, arriveOne: arrive };
}

const admin = 'admin@example.com';

describe('a rep off duty', () => {
  it('is off duty in a pool that they join as well', async () => {
    const { world, put, run } = await oneRep();
    await put(admin, 'rep-lan', { on: false });
    const north = PoolId.parse('north');

    world.config.change(poolKind, north, (pool) => ({ ...pool, members: [...pool.members, { repId: RepId.parse('rep-lan'), weight: 1 }] }));
    const tick = world.parts.clock().toISOString();
    await run({ body: { v: 1, kind: 'retryWaiting', request: { poolId: null, tick, after: null } } });
    await world.assignAll();

    expect((await readPoolState(world.table, north)).duty).toEqual({ 'rep-lan': { on: false } });
  });

  it('is given nothing until somebody switches again, and the record says why', async () => {
    const { world, put, arriveOne } = await oneRep();

    expect(await put(admin, 'rep-lan', { on: false, reason: 'họp' })).toBe(200);
    const lead = await arriveOne(1);

    const decisions = lead ? await readDecisions(world.table, lead.leadId) : [];
    const refused = decisions.find(({ poolId }) => poolId === south);
    expect(refused?.candidates).toMatchObject([{ repId: 'rep-lan', rejected: 'offDuty', duty: { on: false } }]);
    expect(lead?.owner?.poolId).toBe('unknown');
    if (refused)
      expect(rerun(refused, await recordedRules(world.config, refused))).toMatchObject({ chosen: null, candidates: refused.candidates });
    expect(world.itemsOf(' DUTY#')).toMatchObject([{ on: false, by: expect.any(String), reason: 'họp' }]);

    expect(await put(admin, 'rep-lan', { on: true })).toBe(200);
    expect((await arriveOne(2))?.owner?.repId).toBe('rep-lan');
    expect((await readPoolState(world.table, south)).duty).toBeUndefined();
  });

  it('is there again at the moment until which they were switched off', async () => {
    const { world, put, arriveOne, timers } = await oneRep();
    await put(admin, 'rep-lan', { on: false, until: '2026-11-22T04:00:00.000Z' });
    expect((await arriveOne(1))?.owner?.repId).not.toBe('rep-lan');

    world.pass(60 * 60_000);

    expect((await arriveOne(2))?.owner?.repId).toBe('rep-lan');
    expect(timers().map(({ dueAt }) => dueAt)).toContain('2026-11-22T04:00:00.000Z');
  });

  it('comes back to what waited meanwhile', async () => {
    const { world, put, arriveOne, timers, run } = await oneRep();
    world.config.change(poolKind, south, (pool) => ({ ...pool, outsideHours: 'wait' as const }));
    await put(admin, 'rep-lan', { on: false });
    expect((await arriveOne(1))?.owner).toBeNull();

    // On a Sunday, so by the switch alone.
    await put(admin, 'rep-lan', { on: true, until: '2026-11-22T09:00:00.000Z' });
    for (const { message } of timers()) await run({ body: message });
    await world.assignAll();

    expect(world.leads().at(-1)?.owner?.repId).toBe('rep-lan');
  });

  it('is off although the messages of two switches come in the wrong order, and twice', async () => {
    const { world, put } = await oneRep();
    await put(admin, 'rep-lan', { on: true });
    await put(admin, 'rep-lan', { on: false });
    world.sent.assign.push({
      body: { v: 1, kind: 'duty', poolId: south, repId: 'rep-lan', at: '2026-11-22T03:00:00.000Z' },
      groupId: south,
      deduplicationId: 'late',
    } as never);
    const before = await readPoolState(world.table, south);

    await world.assignAll();

    expect(await readPoolState(world.table, south)).toEqual(before);
    expect(before.duty).toEqual({ 'rep-lan': { on: false } });
  });
});

describe('several publications close together', () => {
  it('leave no pool that a rep joined without what is switched for them', async () => {
    const { world, put, run } = await oneRep();
    await put(admin, 'rep-lan', { on: false });
    await put(admin, 'rep-phuc', { on: false });
    world.config.stampBy(world.parts.clock);
    const north = PoolId.parse('north');
    const join = (poolId: PoolId, repId: string) =>
      world.config.change(poolKind, poolId, ({ members, ...pool }) => ({
        ...pool,
        members: [...members.filter((one) => one.repId !== repId), { repId: RepId.parse(repId), weight: 1 }],
      }));

    // Three within a minute, of which one look tells: two reps join, and the last one changes nothing of it.
    join(north, 'rep-lan');
    world.pass(20_000);
    join(north, 'rep-phuc');
    world.pass(20_000);
    world.config.change(poolKind, south, (pool) => ({ ...pool, name: { vi: 'Nam', en: 'South' } }));
    const tick = world.parts.clock().toISOString();
    const look = { body: { v: 1, kind: 'retryWaiting', request: { poolId: null, tick, after: null } } };
    await run(look);
    await world.assignAll();
    const told = (await readPoolState(world.table, north)).duty;
    await run(look);
    await world.assignAll();

    expect(told).toEqual({ 'rep-lan': { on: false }, 'rep-phuc': { on: false } });
    expect((await readPoolState(world.table, north)).duty).toEqual(told);
  });
});

describe('the reps of a pool', () => {
  const leader = { role: 'leader', userId: 'leader', pools: [south] } as const;

  it('are switched at once, with one answer for each, and in each of their pools', async () => {
    const { world, putPool } = await oneRep();
    const north = PoolId.parse('north');
    const lan = { repId: RepId.parse('rep-lan'), weight: 1 };
    const phuc = { repId: RepId.parse('rep-phuc'), weight: 1 };
    world.config.change(poolKind, south, (pool) => ({ ...pool, members: [lan, phuc] }));
    world.config.change(poolKind, north, (pool) => ({ ...pool, members: [lan] }));
    const until = '2026-11-22T09:00:00.000Z';
    const body = {
      reps: [
        { repId: 'rep-lan', on: false },
        { repId: 'rep-nobody', on: false },
        { repId: 'rep-phuc', on: true, until },
      ],
    };

    const first = await putPool(admin, south, body, 'key-of-a-switch-1');
    const again = await putPool(admin, south, body, 'key-of-a-switch-1');

    expect(first.status).toBe(200);
    expect(first.body.items).toMatchObject([
      { repId: 'rep-lan', outcome: 'switched', duty: { on: false, until: null } },
      { repId: 'rep-nobody', outcome: 'notInPool', duty: null },
      { repId: 'rep-phuc', outcome: 'switched', duty: { on: true, until } },
    ]);
    expect(again).toEqual(first);
    expect(world.itemsOf(' DUTY#')).toHaveLength(2);
    const duties = await Promise.all([south, north].map(async (poolId) => (await readPoolState(world.table, poolId)).duty));
    expect(duties).toEqual([{ 'rep-lan': { on: false }, 'rep-phuc': { on: true, until } }, { 'rep-lan': { on: false } }]);
    const shown = await showPoolDuty(south, leader, world.parts);
    expect(shown.items.map(({ repId, duty }) => [repId, duty?.on, duty?.until])).toEqual([
      ['rep-lan', false, null],
      ['rep-phuc', true, until],
    ]);
    world.pass(24 * 60 * 60_000);
    expect((await showPoolDuty(south, leader, world.parts)).items.map(({ duty }) => duty?.on)).toEqual([false, undefined]);
  });

  it('are left as they are where one moment does not fit, and the answer names it', async () => {
    const { world, putPool } = await oneRep();
    world.config.change(poolKind, south, (pool) => ({
      ...pool,
      members: [...pool.members, { repId: RepId.parse('rep-phuc'), weight: 1 }],
    }));

    const refused = await putPool(admin, south, {
      reps: [
        { repId: 'rep-lan', on: false },
        { repId: 'rep-phuc', on: false, until: '2026-11-22T02:00:00.000Z' },
      ],
    });
    const twice = await putPool(admin, south, {
      reps: [
        { repId: 'rep-lan', on: false },
        { repId: 'rep-lan', on: true },
      ],
    });

    expect([refused.status, twice.status]).toEqual([422, 422]);
    expect(refused.body.errors).toMatchObject([{ path: 'reps.1.until' }]);
    expect(world.itemsOf(' DUTY#')).toEqual([]);
  });

  it.each([
    ['a rep', 'lan.tran@example.com', 'south'],
    ['an admin for a pool that is none', admin, 'no-such-pool'],
  ])('are not switched by %s', async (_who, user, poolId) => {
    const { putPool } = await oneRep();

    expect((await putPool(user, poolId, { reps: [{ repId: 'rep-lan', on: false }] })).status).toBe(404);
  });
});

describe('a switch', () => {
  it.each([
    ['themselves', 'rep-lan', 200],
    ['a colleague', 'rep-phuc', 404],
    ['somebody who is none', 'rep-nobody', 404],
  ])('of %s by a rep is answered %d', async (_whom, repId, status) => {
    const { put } = await oneRep();

    expect(await put('lan.tran@example.com', repId, { on: false })).toBe(status);
  });

  it.each(['2026-11-22T02:00:00.000Z', '2029-01-01T00:00:00.000Z'])('until %s is refused', async (until) => {
    const { world, put } = await oneRep();

    expect(await put(admin, 'rep-lan', { on: false, until })).toBe(422);
    expect(world.itemsOf(' DUTY#')).toEqual([]);
  });
});

describe('a switch whose caller is gone before the pools are told', () => {
  it('is taken over by the timer of its transaction, and once where both tell', async () => {
    const { world, parts } = await oneRep();
    const gone = { send: () => Promise.reject(new Error('gone')), sendAll: () => Promise.reject(new Error('gone')) };
    const handler = createHandler({ ...world.parts, originDigests: undefined, assign: gone } as never, silentLog);
    const claims = { token_use: 'id', email: admin, email_verified: 'true' };
    const ask = { routeKey: 'PUT /v1/reps/{repId}/duty', pathParameters: { repId: 'rep-lan' }, headers: {} };
    const requestContext = { requestId: 'request-1', authorizer: { jwt: { claims } } };

    const answer = await handler({ ...ask, requestContext, body: JSON.stringify({ on: false }) } as never, {} as never);
    const untold = (await readPoolState(world.table, south)).duty;
    const timers = world.itemsOf('DUE#').flatMap((item) => (item.groupId === tellDutyWork.kind ? [Timer.parse(item)] : []));
    const fire = async () => {
      for (const { message } of timers) await doWork(WorkMessage.parse(message), [tellDutyWork], parts);
      await world.assignAll();
      return readPoolState(world.table, south);
    };
    const told = await fire();

    expect([answer.statusCode, untold]).toEqual([500, undefined]);
    expect(told.duty).toEqual({ 'rep-lan': { on: false } });
    expect(await fire()).toEqual(told);
  });
});
