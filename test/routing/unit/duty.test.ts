import { describe, expect, it } from '@jest/globals';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readDecisions, readPoolState, recordedRules, rerun } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
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
  const arrive = async (index: number) => {
    await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
    await world.assignAll();
    return world.leads().at(-1);
  };
  return { ...nobody, put, arriveOne: arrive };
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
