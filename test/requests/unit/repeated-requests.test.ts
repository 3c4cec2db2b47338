import { describe, expect, it } from '@jest/globals';
import { contracts } from '../../../api/contracts.ts';
import { routeKeyOf } from '../../../api/route.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { keptDays } from '../../../shared/requests/index.ts';
import { weakened } from '../../faults/guards/weakened-table.ts';
import { killAt } from '../../support/effects.ts';
import { writingRoutes } from './repeatable.ts';

const key = '8c0e9d7e-0b9a-4a55-9b7b-5f0a5a3f2f10';
const isGuard = ({ pk }: { readonly pk: string }) => pk.startsWith('REQUEST#');

it('has a case for every route with a token that writes, and each of them takes the header', () => {
  // What is long only counts, and a preview only shows.
  const looks = new Set(['POST /v1/templates/preview', 'POST /v1/routing/dry-run', 'POST /v1/connectors/{connectorId}/preview']);
  const writing = contracts.filter(
    (contract) =>
      contract.access === 'token' &&
      contract.method !== 'GET' &&
      contract.kind !== 'long' &&
      // A kept answer would keep the number; within a visit asking again changes nothing (test/revealing).
      !contract.reveals &&
      !looks.has(routeKeyOf(contract)),
  );

  const written = writing.map(routeKeyOf);
  const untried = written.filter((route) => !Object.hasOwn(writingRoutes, route));
  const keyless = writing.filter(({ headers }) => !headers?.shape['Idempotency-Key']).map(routeKeyOf);

  expect(untried.map((route) => `${route}: add a case in its room under test/requests/unit/repeatable/`)).toEqual([]);
  expect(keyless.map((route) => `${route}: its contract wants headers: z.object(idempotencyKey)`)).toEqual([]);
  expect(Object.keys(writingRoutes).filter((route) => !written.includes(route))).toEqual([]);
});

/** What holds ids alone, and is asked for when the lead is gone. */
const outliveLeads = new Set(['DELETE /v1/leads/{leadId}', 'POST /v1/rights/requests', 'PATCH /v1/rights/requests/{requestId}']);

describe.each(Object.entries(writingRoutes))('%s', (route, setUp) => {
  it('answers a request that comes again as before, and makes its change once', async () => {
    const { ask, made } = await setUp();

    const first = await ask({ key });
    const second = await ask({ key });

    expect(first.status).toBeLessThan(300);
    expect(second).toEqual(first);
    expect(made().changes).toBe(1);
  });

  it('takes each request without a key for a new one, unless it names itself', async () => {
    const { ask, made, world, isNewEachTime = false, namesItself = false } = await setUp();

    const answers = [await ask(), await ask()];

    expect(answers.map(({ status }) => status < 300)).toEqual([true, isNewEachTime || namesItself]);
    expect(made().changes).toBe(isNewEachTime ? 2 : 1);
    expect(world.itemsOf('REQUEST#')).toEqual([]);
  });

  it('gives two that come at the same time the same answer', async () => {
    const { ask, made } = await setUp();

    const answers = await Promise.all([ask({ key }), ask({ key }), ask({ key })]);

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
    expect(made().changes).toBe(1);
  });

  it('refuses the key for another request, also at the same time', async () => {
    const { ask, made, isNewEachTime = false } = await setUp();
    const first = await ask({ key });

    const other = await ask({ key, what: 'other' });
    const [one, another] = await Promise.all([ask({ key: 'k2', what: 'other' }), ask({ key: 'k2' })]);

    expect([first.status < 300, other.status]).toEqual([true, 422]);
    expect(JSON.parse(other.body)).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] });
    expect([one.status, another.status].filter((status) => status < 300).length).toBeLessThanOrEqual(1);
    expect(made().changes).toBe(isNewEachTime ? 2 : 1);
  });

  it('keeps no error: the request is tried anew', async () => {
    const { ask, made, world } = await setUp();
    world.fail({
      before({ what }) {
        if (what === 'transact') throw new Error('the table is away');
      },
    });
    const failed = await ask({ key });
    world.fail({});

    const second = await ask({ key });

    expect([failed.status, second.status < 300]).toEqual([500, true]);
    expect(made().changes).toBe(1);
  });

  it('takes the same key of another user for another request', async () => {
    const { ask, world } = await setUp();
    await ask({ key });

    const other = await ask({ key, user: 'nobody@example.com' });

    expect(other.status).toBe(404);
    expect(world.itemsOf('REQUEST#')).toHaveLength(1);
  });

  it('takes it for a new request after eight days, while the answer is still there', async () => {
    const { ask, made, world, isNewEachTime = false, namesItself = false, isKeyKept = false } = await setUp();
    const first = await ask({ key });
    world.pass(keptDays * daysMs - 60_000);
    const inTime = await ask({ key });
    world.pass(2 * 60_000);

    const late = await ask({ key });

    expect(inTime).toEqual(first);
    expect(late.status < 300).toBe(isNewEachTime || namesItself);
    expect(world.itemsOf('REQUEST#')).toHaveLength(1);
    expect(made().changes).toBe(isNewEachTime && !isKeyKept ? 2 : 1);
  });

  it('is answered and done once, wherever the first try ended', async () => {
    const undisturbed = await setUp();
    await undisturbed.ask({ key });
    let isReached = true;
    for (let point = 1; isReached; point += 1) {
      const { ask, made, world } = await setUp();
      world.fail(killAt(point));
      const first = await ask({ key });
      world.fail({});

      const second = await ask({ key });

      expect([point, second.status < 300, made().changes]).toEqual([point, true, 1]);
      expect(made().messages).toBeGreaterThanOrEqual(undisturbed.made().messages);
      isReached = first.status >= 500;
    }
  });

  it.each(['', 'x'.repeat(256), 'a\u0007b'])('refuses a key that is none: %j', async (none) => {
    const { ask, made } = await setUp();

    const answer = await ask({ key: none });

    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body)).toMatchObject({
      errors: [{ path: 'Idempotency-Key', message: 'Use 1 to 255 printable characters' }],
    });
    expect(made().changes).toBe(0);
  });

  it('keeps no more than the answer, under a key that tells nothing', async () => {
    const { ask, world } = await setUp();

    const { headers, status } = await ask({ key: 'huong@example.com 0912345678' });

    const [kept] = world.itemsOf('REQUEST#');
    expect(kept).toMatchObject({ status, headers });
    expect(
      Object.keys(kept ?? {})
        .filter((name) => !['body', 'gsi1pk', 'gsi1sk'].includes(name))
        .sort(),
    ).toEqual(['bodyHash', 'expiresAt', 'headers', 'pk', 'sk', 'status'].sort());
    // By this it goes with the lead that it tells of.
    if (route.includes('{leadId}') && !outliveLeads.has(route)) expect(kept?.gsi1pk).toMatch(/^PASSING#L/);
    if (outliveLeads.has(route)) expect(kept).not.toHaveProperty('gsi1pk');
    expect(JSON.stringify(kept)).not.toMatch(/huong|0912345678|admin/);
  });

  it('would answer otherwise the second time, were the guard not in the transaction of the change and the request did not name itself', async () => {
    const { ask, world, isNewEachTime = false, namesItself = false } = await setUp();
    const table = weakened(world.table, { forgets: isGuard });

    const [first, second] = [await ask({ key }, table), await ask({ key }, table)];

    expect([first.status < 300, second.status < 300]).toEqual([true, isNewEachTime || namesItself]);
  });
});

describe('a version that was published with a key', () => {
  const setUp = writingRoutes['PUT /v1/config/{kind}'];

  it('is answered the same when others have published since', async () => {
    const { ask, made } = await setUp();
    const first = await ask({ key });
    await ask({ what: 'other', ifMatch: '"2"' });

    const again = await ask({ key });
    const unreadable = await ask({ key, ifMatch: 'the last one' });
    const unsaid = await ask();

    expect(first.headers.etag).toBe('"2"');
    expect([again, unreadable]).toEqual([first, first]);
    expect(unsaid.status).toBe(412);
    expect(made().changes).toBe(2);
  });

  it('can be tried again with the same key after it was made on an old one', async () => {
    const { ask } = await setUp();

    const old = await ask({ key, ifMatch: '"7"' });
    const second = await ask({ key });

    expect([old.status, second.status]).toEqual([412, 200]);
  });

  it('can be published again with the same key eight days later', async () => {
    const { ask, made, world } = await setUp();
    await ask({ key });
    world.pass(keptDays * daysMs + 1_000);

    const later = await ask({ key, ifMatch: '"2"' });
    const again = await ask({ key });

    expect([later.status, later.headers.etag]).toEqual([200, '"3"']);
    expect(again).toEqual(later);
    expect(made().changes).toBe(2);
  });
});

describe('a device that was taken off a lead with a key', () => {
  it('has its scores asked for again with each repeat, because the first try may have ended before', async () => {
    const { ask, made } = await writingRoutes['DELETE /v1/leads/{leadId}/visitors/{visitorId}']();
    await ask({ key });
    const before = made().messages;

    await ask({ key });

    expect(made().messages).toBeGreaterThan(before);
  });
});
