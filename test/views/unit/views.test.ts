import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { SavedView, SavedViewList } from '../../../api/views/views-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { mostViews } from '../../../shared/views/keep-views.ts';
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
});
