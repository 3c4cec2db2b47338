import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { WorkMessage } from '../../../events/index.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { showPoolDuty } from '../../../shared/reading/index.ts';
import { beginLeaveWork } from '../../../shared/routing/begin-leave.ts';
import { readPoolState } from '../../../shared/routing/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';
const lan = 'lan.tran@example.com';
const south = PoolId.parse('south');
const leader = { role: 'leader', userId: 'leader', pools: [south] } as const;

async function worldOfLeave() {
  const world = createWorld();
  const { parts } = world;
  const handler = createHandler(parts, silentLog);
  const ask = async (method: 'PUT' | 'DELETE', from: string, body?: object, user = lan, repId = 'rep-lan') => {
    const answer = await handler(
      {
        routeKey: `${method} /v1/reps/{repId}/leave/{from}`,
        pathParameters: { repId, from },
        headers: {},
        ...(body ? { body: JSON.stringify(body) } : {}),
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : null };
  };
  const workParts = {
    ...parts,
    queues: { assign: parts.assign, notice: parts.notice, mail: parts.mail, score: parts.score, work: parts.work },
  } as unknown as WorkParts;
  /** Passes to when leave begins, and begins it as often as it is asked to. */
  const begin = async (times = 1) => {
    const timers = world.itemsOf('DUE#').flatMap((item) => (item.groupId === beginLeaveWork.kind ? [Timer.parse(item)] : []));
    const [first] = timers.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
    if (!first) return;
    world.pass(Math.max(0, Date.parse(first.dueAt) - parts.clock().getTime()));
    for (let time = 0; time < times; time += 1) {
      await doWork(WorkMessage.parse(first.message), [beginLeaveWork], workParts);
    }
    // A timer that was sent is gone.
    await world.table.deleteAll([keys.timer(first.dueAt, first.timerId)]);
    await world.assignAll();
  };
  const day = (ahead: number) => new Date(parts.clock().getTime() + 7 * hoursMs + ahead * 24 * hoursMs).toISOString().slice(0, 10);
  const switches = () => world.itemsOf(' DUTY#');
  const dutyInPool = async () => (await readPoolState(world.table, PoolId.parse('south'))).duty?.['rep-lan'];
  return { world, ask, begin, day, switches, dutyInPool };
}

describe('leave that a rep notes ahead', () => {
  it('switches them off duty when it begins, until it is over, once however often it is asked for', async () => {
    const { ask, begin, day, switches, dutyInPool } = await worldOfLeave();
    const [from, to] = [day(2), day(4)];

    const noted = await ask('PUT', from, { to, reason: 'về quê' });
    expect(noted).toMatchObject({ status: 200, body: { repId: 'rep-lan', from, to, by: 'user-lan' } });
    expect(switches()).toEqual([]);
    await begin(3);

    expect(switches()).toHaveLength(1);
    expect(switches()[0]).toMatchObject({ on: false, until: noted.body.endsAt, by: 'user-lan', reason: 'về quê' });
    expect(await dutyInPool()).toEqual({ on: false, until: noted.body.endsAt });
  });

  it('is seen by the leader of a pool beside who is on duty, until it begins', async () => {
    const { world, ask, begin, day } = await worldOfLeave();
    const [from, to] = [day(2), day(4)];
    world.config.change(repKind, 'rep-lan', (rep) => ({
      ...rep,
      leave: [
        { from: day(-3), to: day(-1) },
        { from: day(9), to: day(9) },
      ],
    }));
    await ask('PUT', from, { to, reason: 'về quê' });
    const shown = async () => (await showPoolDuty(south, leader, world.parts)).items.find(({ repId }) => repId === 'rep-lan');

    const configured = { from: day(9), to: day(9), part: null, isPlanned: false };
    expect(await shown()).toMatchObject({ duty: null, leave: [{ from, to, part: null, isPlanned: true }, configured] });
    expect(JSON.stringify(await shown())).not.toContain('quê');
    await begin();
    expect(await shown()).toMatchObject({ duty: { on: false }, leave: [{ from: configured.from }] });
  });

  it('begins no more once it is withdrawn, and cannot be withdrawn once it has begun', async () => {
    const { ask, begin, day, switches } = await worldOfLeave();
    const [gone, stays] = [day(2), day(5)];
    await ask('PUT', gone, {});
    await ask('PUT', stays, { to: stays });

    expect((await ask('DELETE', gone)).status).toBe(204);
    expect((await ask('DELETE', gone)).status).toBe(404);
    await begin();
    expect(switches()).toEqual([]);
    await begin();
    expect(switches()).toHaveLength(1);
    expect((await ask('DELETE', stays)).status).toBe(404);
  });

  it('begins by the clocks that the rep has by then', async () => {
    const { world, ask, begin, day, switches } = await worldOfLeave();
    const from = day(2);
    await ask('PUT', from, { to: from });
    world.config.change(repKind, 'rep-lan', (rep) => ({ ...rep, zone: 'America/New_York' }));

    await begin();
    expect(switches()).toEqual([]);
    await begin();

    expect(switches()).toHaveLength(1);
    const [{ at, until } = {}] = switches();
    expect(Date.parse(String(until)) - Date.parse(`${String(at).slice(0, 19)}Z`)).toBe(24 * hoursMs);
  });

  it('is changed by noting it again, and ends as it was noted last', async () => {
    const { ask, begin, day, switches } = await worldOfLeave();
    const from = day(2);
    await ask('PUT', from, { to: day(9) });
    const { body } = await ask('PUT', from, { to: day(3) });

    await begin();

    expect(switches()).toHaveLength(1);
    expect(switches()[0]).toMatchObject({ until: body.endsAt });
    expect((await ask('DELETE', from)).status).toBe(404);
  });

  it('leaves whoever is off duty for longer as they are', async () => {
    const { world, ask, begin, day, switches } = await worldOfLeave();
    await ask('PUT', day(2), { to: day(3) });
    const handler = createHandler(world.parts, silentLog);
    const claims = { token_use: 'id', email: admin, email_verified: 'true' };
    await handler(
      {
        routeKey: 'PUT /v1/reps/{repId}/duty',
        pathParameters: { repId: 'rep-lan' },
        headers: {},
        body: JSON.stringify({ on: false }),
        requestContext: { requestId: 'request-2', authorizer: { jwt: { claims } } },
      },
      {} as Context,
    );

    await begin();

    expect(switches()).toHaveLength(1);
    expect(switches()[0]).not.toHaveProperty('until');
  });

  it.each<[string, (day: (ahead: number) => string) => [string, string], string]>([
    ['begins today', (day) => [day(0), day(1)], 'from'],
    ['begins in two years', (day) => [day(700), day(701)], 'from'],
    ['ends before it begins', (day) => [day(3), day(2)], 'to'],
    ['lasts a year', (day) => [day(3), day(300)], 'to'],
  ])('is refused where it %s', async (_name, span, path) => {
    const { ask, day, world } = await worldOfLeave();
    const [from, to] = span(day);

    const { status, body } = await ask('PUT', from, { to });

    expect([status, body.errors[0].path]).toEqual([422, path]);
    expect(world.itemsOf(' LEAVE#')).toEqual([]);
  });

  it('is for the rep, a leader of their pools and an admin to note, and nobody else', async () => {
    const { ask, day } = await worldOfLeave();
    const from = day(2);
    const by = async (user: string) => (await ask('PUT', from, { to: from }, user)).status;

    expect([await by(lan), await by('leader.south@example.com'), await by(admin)]).toEqual([200, 200, 200]);
    expect([await by('marketer@example.com'), await by('anh.nguyen@example.com')]).toEqual([404, 404]);
    expect((await ask('PUT', from, { to: from }, admin, 'rep-nobody')).status).toBe(404);
    expect((await ask('PUT', 'tomorrow', { to: from })).status).toBe(404);
  });
});
