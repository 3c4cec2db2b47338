import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { TargetListView } from '../../../api/targets/target-view.ts';
import { createHandler as createEditor } from '../../../functions/edit-config/app.ts';
import { createHandler as createReports } from '../../../functions/read-reports/app.ts';
import type { Fact } from '../../../shared/facts/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { bandOf, percentOf, usualBands } from '../../../shared/targets/rules-bands.ts';
import { factOf, ownershipOf } from '../../support/facts.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { factsReader, noneHeld, noSpend } from '../../support/reports.ts';

const now = Date.parse('2026-11-22T03:00:00.000Z');
const at = (day: string) => Date.parse(`2026-${day}T03:00:00.000Z`);

function setUp(facts: readonly Fact[] = []) {
  const world = createWorld();
  const parts = { ...world.parts, clock: () => new Date(now), readFacts: factsReader(facts), readSpend: noSpend, readHeld: noneHeld };
  const edit = createEditor(parts, silentLog);
  const read = createReports(parts, silentLog);
  const requestContext = (email: string) => ({
    requestId: 'r',
    authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } },
  });
  const set = async (whose: 'reps' | 'pools', id: string, body: object, email = 'admin@example.com', ifMatch?: string) => {
    const name = whose === 'reps' ? 'repId' : 'poolId';
    const answer = await edit(
      {
        routeKey: `PUT /v1/targets/{month}/${whose}/{${name}}`,
        pathParameters: { month: '2026-11', [name]: id },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        requestContext: requestContext(email),
        body: JSON.stringify(body),
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
  };
  const list = async (email = 'admin@example.com', query: Record<string, string> = {}) => {
    const event = { routeKey: 'GET /v1/targets', pathParameters: {}, queryStringParameters: query, headers: {} };
    const answer = await read({ ...event, requestContext: requestContext(email) }, {} as Context);
    expect(answer.statusCode).toBe(200);
    return TargetListView.parse(JSON.parse(answer.body ?? ''));
  };
  return { world, set, list };
}

const goals = (won: number) => ({ goals: [{ metric: 'contacts', amount: won }] });
/** A lead that a rep called and reached on some days. */
const called = (repId: string, poolId: string, ...days: readonly string[]): Fact =>
  factOf({
    id: `${repId}${days.join()}`,
    arrivedAt: at('10-02'),
    owners: [ownershipOf({ repId, poolId, from: at('10-02') })],
    calls: days.map((day) => ({ at: at(day), repId, outcome: 'reached', reached: true })),
  });

describe('a band', () => {
  it.each([
    [0, 100, 0, 'Below'],
    [699, 1_000, 69, 'Below'],
    [70, 100, 70, 'Close'],
    [999, 1_000, 99, 'Close'],
    [100, 100, 100, 'Reached'],
    [125, 100, 125, 'Exceeded'],
    [-5, 100, 0, 'Below'],
  ])('of %d of %d is that of %d percent: %s', (done, amount, percent, name) => {
    expect(percentOf(done, amount)).toBe(percent);
    expect(bandOf(percent, usualBands).en).toBe(name);
  });
});

describe('targets', () => {
  it('are counted on the day of each thing, whenever the lead arrived, for rep and pool', async () => {
    const { set, list } = setUp([called('rep-lan', 'south', '11-03', '11-04', '10-30'), called('rep-phuc', 'south', '11-05')]);
    await set('reps', 'rep-lan', goals(4));
    await set('pools', 'south', goals(2));

    const { month, passedPercent, items } = await list();

    expect([month, passedPercent]).toEqual(['2026-11', 70]);
    expect(items.map(({ kind, id, goals: [goal] }) => [kind, id, goal?.done, goal?.percent, goal?.band.en])).toEqual([
      ['pool', 'south', 3, 150, 'Exceeded'],
      ['rep', 'rep-lan', 2, 50, 'Below'],
    ]);
  });

  it('say of whom the reader may set one, with the version that a change rests on', async () => {
    const { set, list } = setUp();
    await set('reps', 'rep-lan', goals(4));
    await set('reps', 'rep-lan', { goals: [] });
    const of = async (email: string) => (await list(email)).settable.map(({ kind, id, version }) => `${kind} ${id} ${version}`);

    const [admin, leader, rep] = [await of('admin@example.com'), await of('leader.south@example.com'), await of('lan.tran@example.com')];

    expect(admin).toEqual(expect.arrayContaining(['pool north 0', 'pool south 0', 'rep rep-anh 0', 'rep rep-lan 2']));
    expect(leader.filter((one) => one.startsWith('pool'))).toEqual(['pool south 0']);
    expect(leader).toContain('rep rep-lan 2');
    expect(leader).not.toContain('rep rep-anh 0');
    expect(rep).toEqual([]);
    // What is listed is what the routes take: nothing more, and nothing less.
    for (const one of admin) {
      const [kind = '', id = ''] = one.split(' ');
      const { status } = await set(kind === 'rep' ? 'reps' : 'pools', id, goals(1), 'leader.south@example.com');
      expect([one, status]).toEqual([one, leader.includes(one) ? 200 : 404]);
    }
  });

  it('of a manager of regions are those of pools that serve these alone, and of reps in such pools alone', async () => {
    const { set, list } = setUp([called('rep-lan', 'south', '11-03')]);
    await set('pools', 'south', goals(2));
    await set('pools', 'north', goals(2));
    await set('reps', 'rep-lan', goals(2));
    await set('reps', 'rep-anh', goals(2));
    const south = 'manager.south@example.com';

    const { items, settable } = await list(south);

    expect(items.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['pool south', 'rep rep-lan']);
    const listed = settable.map(({ kind, id }) => `${kind} ${id}`);
    expect(listed).toEqual(expect.arrayContaining(['pool south', 'rep rep-lan']));
    // What is listed is what the routes take: nothing more, and nothing less.
    for (const { kind, id } of (await list()).settable) {
      const { status } = await set(kind === 'rep' ? 'reps' : 'pools', id, goals(1), south);
      expect([kind, id, status]).toEqual([kind, id, listed.includes(`${kind} ${id}`) ? 200 : 404]);
    }
  });

  it('name pools and reps in the language of the reader', async () => {
    const { set, list } = setUp();
    await set('pools', 'south', goals(2));
    const nameIn = async (lang: string) => (await list('admin@example.com', { lang })).items.map(({ name }) => name);

    expect([await nameIn('vi'), await nameIn('en')]).toEqual([['Miền Nam'], ['South']]);
  });

  it('keep the bands with which they were set, until somebody names others', async () => {
    const { set } = setUp();
    const bands = [
      { fromPercent: 0, names: { vi: 'Đỏ', en: 'Red' } },
      { fromPercent: 90, names: { vi: 'Xanh', en: 'Green' } },
    ];
    await set('reps', 'rep-lan', { ...goals(4), bands });

    const { body } = await set('reps', 'rep-lan', goals(5));

    expect(body).toMatchObject({ version: 2, bands, goals: [{ amount: 5 }] });
  });

  it('that are set to nothing are listed no more', async () => {
    const { set, list } = setUp();
    await set('reps', 'rep-lan', goals(4));
    await set('reps', 'rep-lan', { goals: [] });

    expect((await list()).items).toEqual([]);
  });

  it('are not overwritten by whoever saw another version', async () => {
    const { set } = setUp();
    await set('reps', 'rep-lan', goals(4), undefined, '"0"');

    expect((await set('reps', 'rep-lan', goals(5), undefined, '"0"')).status).toBe(412);
  });

  it.each([
    ['a rep that there is not', 'reps', 'nobody', goals(1), 404],
    ['a pool that there is not', 'pools', 'nothing', goals(1), 404],
    ['nothing to reach', 'reps', 'rep-lan', { goals: [{ metric: 'won', amount: 0 }] }, 422],
    ['a metric that there is not', 'reps', 'rep-lan', { goals: [{ metric: 'smiles', amount: 1 }] }, 422],
    ['one metric twice', 'reps', 'rep-lan', { goals: [...goals(1).goals, ...goals(2).goals] }, 422],
    ['bands that do not begin at 0', 'reps', 'rep-lan', { ...goals(1), bands: [{ fromPercent: 5, names: { vi: 'A', en: 'A' } }] }, 422],
  ] as const)('of %s are refused', async (_what, whose, id, body, status) => {
    expect((await setUp().set(whose, id, body)).status).toBe(status);
  });
});
