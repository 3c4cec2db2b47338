import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { ReportView } from '../../../api/reports/report-view.ts';
import { createHandler } from '../../../functions/read-reports/app.ts';
import { projectFact, readFacts } from '../../../shared/facts/index.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readHeldBetween } from '../../../shared/quarantine/read-held.ts';
import { quarantineOf } from '../../support/lead-world/quarantine.ts';
import { createWorld, submissionOf } from '../../support/lead-world/world.ts';
import { noSpend, vietnam } from '../../support/reports.ts';
import { runs, seed } from '../../support/seeded.ts';

const sender = { honeypotFilled: true, token: 'absent', addressHash: 'a', agentHash: 'b' } as const;
const campaigns = [undefined, 'tet', 'he'] as const;
const fates = ['waits', 'released', 'rejected', 'rejectedThenReleased'] as const;

const post = fc.record({
  afterHours: fc.nat({ max: 30 }),
  campaign: fc.constantFrom(...campaigns),
  fate: fc.constantFrom(...fates),
  decidedAfterHours: fc.nat({ max: 40 }),
});
type Post = typeof post extends fc.Arbitrary<infer One> ? One : never;

/** Holds posts and decides about them, and notes beside it what happened when. */
async function live(posts: readonly Post[]) {
  const world = createWorld();
  const { release, reject } = quarantineOf(world);
  const told: { readonly campaign: string; readonly what: 'released' | 'rejected' | 'heldStill'; readonly day: string }[] = [];
  const today = () => vietnam.dayOf(world.parts.clock().getTime());
  for (const [number, { afterHours, campaign, fate, decidedAfterHours }] of posts.entries()) {
    world.pass(afterHours * hoursMs);
    const fields = { fullName: 'Trần Văn Bình', email: `binh.${number}@gmail.com`, province: 'TP.HCM' };
    const { context } = submissionOf({ submissionId: 'x', fields: {} });
    const utm = campaign === undefined ? {} : { campaign, source: 'facebook' };
    const ref = world.post(fields, { sender, context: { ...context, utm }, receivedAt: world.parts.clock().toISOString() });
    await world.takeIn(ref);
    const heldOn = today();
    if (fate !== 'waits') world.pass(decidedAfterHours * hoursMs);
    if (fate === 'rejected' || fate === 'rejectedThenReleased') expect((await reject({ ref })).status).toBe(200);
    if (fate === 'released' || fate === 'rejectedThenReleased') {
      expect((await release({ ref })).status).toBe(202);
      await world.takeIn(ref);
    }
    const isReleased = fate === 'released' || fate === 'rejectedThenReleased';
    const what = isReleased ? 'released' : fate === 'rejected' ? 'rejected' : 'heldStill';
    told.push({ campaign: campaign ?? '-', what, day: isReleased ? today() : heldOn });
  }
  for (const { leadId } of world.leads()) await projectFact(leadId, world.parts);
  const handler = createHandler(
    {
      ...world.parts,
      readFacts: (months) => readFacts(months, world),
      readSpend: noSpend,
      readHeld: (span) => readHeldBetween(world.table, span, world.parts.clock()),
    },
    silentLog,
  );
  const show = async (query: Record<string, string>, email = 'admin@example.com', path = '') => {
    const answer = await handler(
      {
        routeKey: `GET /v1/reports/{name}${path}`,
        pathParameters: { name: 'quality' },
        queryStringParameters: query,
        headers: {},
        requestContext: { requestId: 'r', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') as unknown };
  };
  const table = async (query: Record<string, string>, email?: string) => ReportView.strict().parse((await show(query, email)).body);
  return { world, told, table, show };
}

const numbers = (view: ReportView, cells: ReportView['total']['cells']) =>
  Object.fromEntries(
    ['quarantined', 'released', 'rejected', 'heldStill'].map((name) => [
      name,
      cells[view.columns.findIndex((column) => column.name === name)]?.value,
    ]),
  );

const span = { from: '2026-11-22', to: '2026-11-27' };

describe('what quarantine did, in the report of data quality', () => {
  it.each(['campaign', 'day', 'source'])('is what one counts by hand, by %s', (by) =>
    fc.assert(
      fc.asyncProperty(fc.array(post, { maxLength: 6 }), async (posts) => {
        const { told, table } = await live(posts);

        const view = await table({ ...span, by });

        const within = told.filter(({ day }) => day >= span.from && day < span.to);
        const keyOf = (one: (typeof told)[number]) => (by === 'campaign' ? one.campaign : by === 'day' ? one.day : 'form:contact');
        const count = (some: typeof told) => {
          const of = (what: string) => some.filter((one) => one.what === what).length;
          return { quarantined: some.length, released: of('released'), rejected: of('rejected'), heldStill: of('heldStill') };
        };
        expect(numbers(view, view.total.cells)).toEqual(count(within));
        for (const { key, cells } of view.rows) {
          expect([key, numbers(view, cells)]).toEqual([key, count(within.filter((one) => keyOf(one) === key))]);
        }
        expect(view.rows.map(({ key }) => key)).toEqual(expect.arrayContaining([...new Set(within.map(keyOf))]));
      }),
      { seed, numRuns: runs(20, 200) },
    ),
  );

  const three: Post[] = fates.slice(0, 3).map((fate) => ({ afterHours: 1, campaign: 'tet', fate, decidedAfterHours: 0 }));

  it('holds days against those before, each post in its own', async () => {
    const { table } = await live([...three, ...three.map((one) => ({ ...one, afterHours: 24 }))]);

    const view = await table({ from: '2026-11-23', to: '2026-11-26', by: 'none', compare: 'previous' });

    const before = view.total.before ?? [];
    const [now, then] = [numbers(view, view.total.cells), numbers(view, before)];
    expect(Number(now.quarantined) + Number(then.quarantined)).toBe(6);
    expect(then).toMatchObject({ quarantined: 3 });
  });

  it('says nothing where rows are of people alone, and tells of the whole', async () => {
    const { table } = await live(three);

    const view = await table({ ...span, by: 'province' });

    expect(view.rows.map(({ cells }) => numbers(view, cells))).toEqual([
      { quarantined: null, released: 1, rejected: null, heldStill: null },
    ]);
    expect(numbers(view, view.total.cells)).toEqual({ quarantined: 3, released: 1, rejected: 1, heldStill: 1 });
  });

  it('forgets what waited or was rejected after 90 days, and keeps what was released', async () => {
    const { world, table } = await live(three);
    world.pass(91 * daysMs);

    const view = await table(span);

    expect(numbers(view, view.total.cells)).toEqual({ quarantined: 1, released: 1, rejected: 0, heldStill: 0 });
  });

  it('is a lower bound where more is held than a report reads', async () => {
    const { world } = await live(three);
    const all = { from: Date.parse('2026-11-20'), to: Date.parse('2026-12-20') };

    expect(await readHeldBetween(world.table, all, world.parts.clock(), 1)).toMatchObject({ posts: [{}], isWhole: false });
    expect(await readHeldBetween(world.table, all, world.parts.clock(), 2)).toMatchObject({ posts: [{}, {}], isWhole: true });
  });

  it.each(['marketer@example.com', 'manager.south@example.com', 'leader.south@example.com'])(
    'is not shown to %s, who is told so',
    async (email) => {
      const { table, show } = await live(three);

      const view = await table({ ...span, lang: 'en' }, email);

      expect(view.columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['released']));
      expect(view.columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['quarantined']));
      expect(view.scope.note).toMatch(/held in quarantine is shown only/);
      expect((await show({ ...span, column: 'released' }, email, '/leads')).status).toBe(422);
    },
  );

  it('opens the leads of released posts, and no others', async () => {
    const { table, show } = await live(three);
    const view = await table(span);
    const canBeOpened = Object.fromEntries(view.columns.map((column) => [column.name, column.canBeOpened]));

    expect(view.scope.note).toBeUndefined();
    expect(canBeOpened).toMatchObject({ quarantined: false, released: true, rejected: false, heldStill: false });
    expect((await show({ ...span, column: 'released' }, undefined, '/leads')).body).toMatchObject({ total: 1 });
  });
});
