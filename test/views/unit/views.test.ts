import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { SavedView, SavedViewList } from '../../../api/views/views-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { mostViews } from '../../../shared/views/keep-views.ts';
import { asksAs } from '../../support/as-user.ts';
import { digests } from '../../support/digests.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';
const leader = 'leader.south@example.com';
const marketer = 'marketer@example.com';
/** Of the south, and of the north. */
const [lan, other] = ['lan.tran@example.com', 'anh.nguyen@example.com'];
const hot = { name: 'Nóng', query: { temperature: 'hot', sort: 'activity' } };

function setUp() {
  const world = createWorld();
  const handler = createHandler({ ...world.parts, digests } as never, silentLog);
  const act = async (method: 'PUT' | 'DELETE', user: string, viewId: string, body?: object, more: object = {}) => {
    const claims = { token_use: 'id', email: user, email_verified: 'true' };
    const { statusCode, body: text } = await handler(
      {
        routeKey: `${method} /v1/views/{viewId}`,
        pathParameters: { viewId },
        headers: {},
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
        ...more,
      },
      {} as Context,
    );
    return { status: statusCode, body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined };
  };
  const list = async (user: string) => SavedViewList.parse((await readRoutes(world)('/v1/views', user)).body).items;
  return { world, act, list, idsOf: async (user: string) => (await list(user)).map(({ viewId }) => viewId) };
}

describe('a saved view', () => {
  it('is kept for whoever saved it, and for nobody else', async () => {
    const { act, list, idsOf } = setUp();

    const saved = SavedView.parse((await act('PUT', lan, 'nong', hot)).body);
    await act('PUT', other, 'nong', { ...hot, name: 'Của tôi' });

    expect(saved).toMatchObject({ viewId: 'nong', name: 'Nóng', poolId: null, mine: true, version: 1 });
    expect(await list(lan)).toEqual([saved]);
    expect((await list(other)).map(({ name }) => name)).toEqual(['Của tôi']);
    expect(await idsOf(admin)).toEqual([]);
  });

  it('is what the list takes: saved and asked, it lists', async () => {
    const { world, act, list } = setUp();
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' }));
    await act('PUT', admin, 'mien-nam', { name: 'Miền Nam', query: { region: 'south' } });

    const [view] = await list(admin);
    const { status, body } = await readRoutes(world)('/v1/leads', admin, { query: Object(view?.query) });

    expect([status, body]).toMatchObject([200, { items: [{ fullName: 'Nguyễn Thị Hường' }] }]);
  });

  it('lists who was merged as the one that is left, and again as two once they part', async () => {
    const { world, act, list } = setUp();
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: 'lan@example.com', province: 'TP.HCM' }));
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: 'work@example.com', province: 'TP.HCM' }));
    await world.assignAll();
    await act('PUT', admin, 'mien-nam', { name: 'Miền Nam', query: { region: 'south' } });
    const [one, two] = world.leads().map(({ leadId }) => leadId);
    const ask = (route: string) =>
      asksAs(world, admin)(`POST /v1/leads/{leadId}/${route}`, { path: { leadId: String(one) }, body: { otherLeadId: two } });
    const listed = async () => {
      const query = Object((await list(admin))[0]?.query);
      return Object((await readRoutes(world)('/v1/leads', admin, { query })).body).items.map(({ leadId }: { leadId: string }) => leadId);
    };

    const before = await listed();
    await ask('merge');
    world.pass(60_000);
    const merged = await listed();
    await ask('merge/undo');

    expect([before, merged, await listed()]).toEqual([[two, one], [one], [two, one]]);
  });

  it.each([
    ['a filter that there is not', { colour: 'red' }, 'query.colour'],
    ['a person', { q: 'Hường' }, 'query.q'],
    ['an address', { email: 'huong@example.com' }, 'query.email'],
    ['a number', { phone: '0912345678' }, 'query.phone'],
    ['a region that there is not', { region: 'Atlantis' }, 'query.region'],
    ['a segment that there is not', { segment: 'nobody' }, 'query.segment'],
    ['an order that there is not', { waiting: 'true', sort: 'activity' }, 'query.sort'],
    ['an empty span', { createdFrom: '2026-02-01T00:00:00Z', createdTo: '2026-01-01T00:00:00Z' }, 'query.createdTo'],
  ])('asks for no %s', async (_what, query, path) => {
    const { act, idsOf } = setUp();

    const { status, body } = await act('PUT', admin, 'mine', { name: 'Mine', query });

    expect([status, body]).toMatchObject([422, { errors: [{ path }] }]);
    expect(await idsOf(admin)).toEqual([]);
  });

  it('is replaced on the version that was seen, and by nobody who saw another', async () => {
    const { act } = setUp();
    await act('PUT', lan, 'nong', hot);
    const seen = (version: string) => ({ headers: { 'if-match': version } });

    const again = await act('PUT', lan, 'nong', { ...hot, name: 'Rất nóng' }, seen('"1"'));
    const late = await act('PUT', lan, 'nong', { ...hot, name: 'Nguội' }, seen('"1"'));

    expect([again.status, again.body?.version, late.status]).toEqual([200, 2, 412]);
  });

  it('is one of fifty at most', async () => {
    const { act, idsOf } = setUp();
    for (let number = 0; number < mostViews; number += 1) await act('PUT', lan, `view-${number}`, hot);

    expect((await act('PUT', lan, 'one-more', hot)).status).toBe(409);
    expect((await act('PUT', lan, 'view-7', hot)).status).toBe(200);
    expect(await idsOf(lan)).toHaveLength(mostViews);
  });

  it('goes when it is deleted, and only where it lies', async () => {
    const { act, idsOf } = setUp();
    await act('PUT', lan, 'nong', hot);

    expect((await act('DELETE', other, 'nong')).status).toBe(404);
    expect((await act('DELETE', admin, 'nong')).status).toBe(404);
    expect((await act('DELETE', lan, 'nong')).status).toBe(204);
    expect([(await act('DELETE', lan, 'nong')).status, await idsOf(lan)]).toEqual([404, []]);
  });
});

describe('a view of a pool', () => {
  const shared = { ...hot, poolId: 'south' };
  const inPool = { queryStringParameters: { poolId: 'south' } };

  it('is shared by who leads it, with who works in it', async () => {
    const { act, list, idsOf } = setUp();

    expect((await act('PUT', leader, 'nong', shared)).status).toBe(200);

    expect(await list(lan)).toMatchObject([{ viewId: 'nong', poolId: 'south', mine: false }]);
    expect(await list(leader)).toMatchObject([{ viewId: 'nong', poolId: 'south', mine: true }]);
    expect([await idsOf(other), await idsOf(marketer), await idsOf(admin)]).toEqual([[], [], ['nong']]);
  });

  it.each([
    ['a rep of it', lan, 'south'],
    ['a marketer', marketer, 'south'],
    ['a manager', 'manager.south@example.com', 'south'],
    ['a leader of another', leader, 'north'],
    ['an admin, of a pool that there is not', admin, 'atlantis'],
  ])('is not shared by %s', async (_who, user, poolId) => {
    const { act, idsOf } = setUp();

    const { status, body } = await act('PUT', user, 'nong', { ...hot, poolId });

    expect([status, body?.detail]).toEqual([404, 'no such pool']);
    expect(await idsOf(admin)).toEqual([]);
  });

  it('is changed and deleted by who saved it, or an admin, and by nobody else', async () => {
    const { world, act, list } = setUp();
    await act('PUT', admin, 'cua-sep', shared);

    const [over, gone] = [
      await act('PUT', leader, 'cua-sep', { ...shared, name: 'Của tôi' }),
      await act('DELETE', leader, 'cua-sep', undefined, inPool),
    ];
    const reps = [await act('DELETE', lan, 'cua-sep', undefined, inPool), await act('PUT', lan, 'cua-sep', shared)];

    expect([over.status, gone.status, ...reps.map(({ status }) => status)]).toEqual([409, 404, 404, 404]);
    expect((await list(leader)).map(({ name }) => name)).toEqual(['Nóng']);
    await act('PUT', leader, 'cua-doi', shared);
    expect((await act('DELETE', admin, 'cua-doi', undefined, inPool)).status).toBe(204);
    expect(world.itemsOf('VIEWS#POOL#south').map(({ sk }) => sk)).toEqual(['VIEW#cua-sep']);
  });

  /** The leader of the south leads the north alone from now on, and somebody else the south. */
  const passOn = ({ world }: ReturnType<typeof setUp>, change: object) => {
    world.config.change(userKind, 'leader-south', (user) => ({ ...user, ...change }));
    world.config.add(userKind, [userKind.schema.parse({ id: 'next', email: next, role: 'leader', pools: ['south'] })]);
  };
  const next = 'next.leader@example.com';

  it('is of whoever leads the pool next, once who saved it leads it no more', async () => {
    const set = setUp();
    const { act, list, idsOf } = set;
    await act('PUT', leader, 'nong', shared);
    await act('PUT', leader, 'rieng', hot);
    passOn(set, { pools: [PoolId.parse('north')] });

    const former = [await act('PUT', leader, 'nong', shared), await act('DELETE', leader, 'nong', undefined, inPool)];
    expect(former.map(({ status }) => status)).toEqual([404, 404]);
    expect([await idsOf(leader), await idsOf(lan)]).toEqual([['rieng'], ['nong']]);
    expect(await list(next)).toMatchObject([{ viewId: 'nong', mine: true }]);
    expect((await act('PUT', next, 'nong', { ...shared, name: 'Của đội' })).status).toBe(200);
    // It is theirs now: whoever had it comes back and finds a colleague's.
    set.world.config.change(userKind, 'leader-south', (user) => ({ ...user, pools: [PoolId.parse('south')] }));
    expect((await act('PUT', leader, 'nong', shared)).status).toBe(409);
    expect((await act('DELETE', next, 'nong', undefined, inPool)).status).toBe(204);
  });

  it('is not changed by who saved it and is a rep of the pool now, and is not said to be theirs', async () => {
    const set = setUp();
    const { act, list } = set;
    await act('PUT', leader, 'nong', shared);
    passOn(set, { role: 'rep', repId: RepId.parse('rep-lan'), pools: undefined });

    expect(await list(leader)).toMatchObject([{ viewId: 'nong', mine: false }]);
    expect((await act('PUT', leader, 'nong', shared)).status).toBe(404);
    expect((await act('DELETE', leader, 'nong', undefined, inPool)).status).toBe(404);
  });

  const everybody = { admin, leader, manager: 'manager.south@example.com', marketer, lan, other };
  it.each(Object.entries(everybody))('and one of their own: of what others keep %s writes nothing', async (who, user) => {
    const { world, act } = setUp();
    for (const one of Object.values(everybody)) await act('PUT', one, `cua-${one.slice(0, 3)}`, hot);
    await act('PUT', admin, 'doi', shared);
    const stood = world.itemsOf('VIEWS#');

    const others = Object.values(everybody).filter((one) => one !== user);
    for (const one of others) expect((await act('DELETE', user, `cua-${one.slice(0, 3)}`)).status).toBe(404);
    const inTeam = [await act('PUT', user, 'doi', { ...shared, name: 'x' }), await act('DELETE', user, 'doi', undefined, inPool)];

    expect(inTeam.map(({ status }) => status)).toEqual(who === 'admin' ? [200, 204] : who === 'leader' ? [409, 404] : [404, 404]);
    if (who !== 'admin') expect(world.itemsOf('VIEWS#')).toEqual(stood);
  });
});
