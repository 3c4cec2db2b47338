import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { BehindView } from '../../../api/reports/list-behind.ts';
import { ReportView } from '../../../api/reports/report-view.ts';
import { createHandler } from '../../../functions/read-reports/app.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import type { Fact, Need } from '../../../shared/facts/index.ts';
import { pipelineKind } from '../../../shared/opportunities/pipeline-config.ts';
import { type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import { readHeldBetween } from '../../../shared/quarantine/index.ts';
import { keepForecast } from '../../../shared/reports/forecast-store.ts';
import { ForecastRun } from '../../../shared/reports/rules-snapshot.ts';
import { readDaysOfSpend } from '../../../shared/spend/index.ts';
import { factNeedOf, factOf, ownershipOf, touchOf } from '../../support/facts.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { at, factsReader } from '../../support/reports.ts';

const now = at('02-20 10:00');

function setUp(facts: readonly Fact[], clock: () => number = () => now) {
  const world = createWorld();
  const logged: LogFields[] = [];
  const asked: string[][] = [];
  const read = factsReader(facts);
  const parts = {
    ...world.parts,
    clock: () => new Date(clock()),
    readSpend: (from: string, to: string) => readDaysOfSpend(world.table, from, to),
    readHeld: (span: { readonly from: number; readonly to: number }) => readHeldBetween(world.table, span, new Date(clock())),
    readFacts: (months: readonly string[]) => {
      asked.push([...months]);
      return read(months);
    },
  };
  const handler = createHandler(parts, { ...silentLog, info: (_message, fields = {}) => void logged.push(fields) });
  const ask = async (
    path: string,
    query: Record<string, string> = {},
    email = 'admin@example.com',
    headers: Record<string, string> = {},
  ) => {
    const [, , , name = '', leads] = path.split('/');
    const answer = await handler(
      {
        routeKey: leads === undefined ? 'GET /v1/reports/{name}' : 'GET /v1/reports/{name}/leads',
        pathParameters: { name },
        queryStringParameters: query,
        headers,
        requestContext: { requestId: 'r', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
      },
      {} as Context,
    );
    return { status: answer.statusCode, headers: answer.headers, text: answer.body ?? '' };
  };
  const table = async (name: string, query: Record<string, string> = {}, email?: string) => {
    const { status, text } = await ask(`/v1/reports/${name}`, query, email);
    expect([status, status === 200 ? '' : text]).toEqual([200, '']);
    return ReportView.strict().parse(JSON.parse(text));
  };
  const behind = async (name: string, query: Record<string, string>, email?: string) =>
    BehindView.parse(JSON.parse((await ask(`/v1/reports/${name}/leads`, query, email)).text));
  return { world, ask, table, behind, logged, asked };
}

let made = 0;
const lead = (arrived: string, said: Parameters<typeof factOf>[0] = {}): Fact => {
  made += 1;
  return factOf({ id: `L${String(made).padStart(6, '0')}`, arrivedAt: at(arrived), ...said });
};
const cell = ({ columns, total }: ReportView, column: string) => total.cells[columns.findIndex(({ name }) => name === column)];

describe('GET /v1/reports/{name}', () => {
  it('answers this month to today where no days are asked for', async () => {
    const view = await setUp([lead('02-03 09:00'), lead('01-03 09:00')]).table('overview', { lang: 'vi' });

    expect(view).toMatchObject({ from: '2027-02-01', to: '2027-02-21', isOpen: true, timeZone: 'Asia/Ho_Chi_Minh', title: 'Tổng quan' });
    expect(cell(view, 'leads')).toEqual({ value: 1 });
  });

  it('names rows as the company does', async () => {
    const { table, world } = setUp([lead('02-03 09:00', { first: touchOf({ channel: 'connector', sourceId: 'shop-hcm' }) })]);
    world.config.change(companyKind, 'company', (company) => ({
      ...company,
      sourceNames: { 'shop-hcm': { vi: 'Cửa hàng Sài Gòn', en: 'Saigon shop' } },
    }));

    const [vi, en] = [await table('sources', { lang: 'vi' }), await table('sources', { lang: 'en' })];

    expect([vi.rows[0]?.label, en.rows[0]?.label]).toEqual(['Cửa hàng Sài Gòn (kết nối)', 'Saigon shop (connector)']);
  });

  it('shows a day that is not over as open, and none that is', async () => {
    const { rows } = await setUp([]).table('overview', { by: 'day', from: '2027-02-18', to: '2027-02-21' });

    expect(rows.map(({ key, isOpen }) => [key, isOpen])).toEqual([
      ['2027-02-18', false],
      ['2027-02-19', false],
      ['2027-02-20', true],
    ]);
  });

  it('holds a month against the month before, with what each was', async () => {
    const view = await setUp([lead('02-03 09:00'), lead('01-03 09:00'), lead('01-04 09:00')]).table('overview', {
      from: '2027-02-01',
      to: '2027-03-01',
      compare: 'previous',
    });

    // Nobody came before January the third.
    expect(view.compared).toMatchObject({ from: '2027-01-01', to: '2027-02-01' });
    expect([view.total.cells[0], view.total.before?.[0]]).toEqual([{ value: 1 }, { value: 2 }]);
  });

  it.each(['event', 'arrival'])('by %s says of days before anybody came that there is nothing to compare with', async (basis) => {
    const query = { from: '2027-02-01', to: '2027-03-01', compare: 'previous', basis };
    const { table, ask } = setUp([lead('02-03 09:00')]);
    const view = await table('overview', { ...query, by: 'source', lang: 'en' });
    const csv = await ask('/v1/reports/overview', { ...query, lang: 'en', format: 'csv' });

    expect(view.compared?.note).toBe('Nobody had come in the days before, so there is nothing to compare with.');
    expect([view.total.before, ...view.rows.map(({ before }) => before)]).toEqual([null, null]);
    expect(csv.text).toMatch(/\r\n"?Total"?,"?1"?,"?"?,/);
  });

  it('says from when on there are numbers where the days before are not whole, and nothing where they are', async () => {
    const query = { from: '2027-02-01', to: '2027-03-01', compare: 'previous', lang: 'en' };
    const noteOf = async (...arrived: string[]) =>
      (await setUp(arrived.map((moment) => lead(moment))).table('overview', query)).compared?.note;

    expect(await noteOf('01-20 09:00', '02-03 09:00')).toBe(
      'Numbers begin on 2027-01-20: the days before are not whole, so a comparison says little.',
    );
    expect(await noteOf('01-01 09:00', '02-03 09:00')).toBeUndefined();
  });

  it('reads the months of the days alone by arrival, and all to this one by event', async () => {
    const { table, asked } = setUp([lead('02-03 09:00')]);

    await table('sources', { basis: 'arrival', from: '2027-01-15', to: '2027-02-15' });
    await table('sources', { basis: 'event', from: '2027-01-15', to: '2027-02-15' });

    expect(asked[0]).toEqual(['2027-01', '2027-02']);
    expect(asked[1]).toContain('2027-02');
    expect(asked.at(-1)?.at(-1)).toBe('2025-04');
  });

  it('counts a purchase of today of who came three years ago', async () => {
    const old = factOf({ id: 'LOLD', arrivedAt: Date.parse('2024-05-03T02:00:00Z'), t: { contactedAt: at('02-05 09:00') } });
    const between = Array.from({ length: 36 }, (_, index) => factOf({ id: `LM${index}`, arrivedAt: Date.UTC(2024, 4 + index, 15), t: {} }));

    expect(cell(await setUp([old, ...between]).table('overview'), 'contacted')).toEqual({ value: 1 });
  });

  it('fixes days that are over by the zone of then', async () => {
    const { table, world } = setUp([lead('02-03 23:30')]);
    world.config.stampBy(() => new Date(at('02-10 00:00')));
    world.config.change(companyKind, 'company', (company) => ({ ...company, timeZone: 'Asia/Tokyo' }));

    const view = await table('overview', { by: 'day', from: '2027-02-03', to: '2027-02-05' });

    expect(view.rows.map(({ cells }) => cells[0]?.value)).toEqual([1, 0]);
    expect(view.timeZone).toBe('Asia/Tokyo');
  });

  it('is a file of CSV for who asks for one', async () => {
    const { ask } = setUp([lead('02-03 09:00'), lead('02-04 09:00', { products: ['=1+1'] })]);

    const byHeader = await ask('/v1/reports/overview', { lang: 'vi', by: 'product' }, undefined, { accept: 'text/csv' });
    const byQuery = await ask('/v1/reports/overview', { lang: 'vi', by: 'product', format: 'csv' });

    expect(byHeader.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="overview-2027-02-01.csv"',
    });
    expect(byQuery.text).toBe(byHeader.text);
    const lines = byHeader.text.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff"Sản phẩm";"Khách mới";/);
    expect(lines.at(-2)).toMatch(/^"Tổng";"2";/);
    expect(byHeader.text).not.toMatch(/(^|;)"?=/m);
  });

  it('says in one answer that nothing changed', async () => {
    const { ask } = setUp([lead('02-03 09:00')]);
    const { headers } = await ask('/v1/reports/overview');

    expect(await ask('/v1/reports/overview', {}, undefined, { 'if-none-match': String(headers.etag) })).toMatchObject({
      status: 304,
      text: '',
    });
  });

  it.each([
    [{ from: '2027-02-05', to: '2027-02-05' }, 'to', /behind from/],
    [{ from: '2019-02-05', to: '2027-02-05' }, 'from', /1830 days at most/],
    [{ from: '2025-02-05', to: '2027-02-05', by: 'day' }, 'by', /week or month/],
    [{ by: 'colour' }, 'by', /this report knows: none, day/],
    [{ within: '30' }, 'within', /does not know it/],
    [{ from: '5/2/2027' }, 'from', /write a day/],
    [{ color: 'red' }, 'color', /unknown parameter/],
  ])('refuses %j with what to do', async (query, path, message) => {
    const { status, text } = await setUp([]).ask('/v1/reports/overview', query as Record<string, string>);

    expect(status).toBe(422);
    expect(JSON.parse(text).errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  it('has no report of another name', async () => {
    expect((await setUp([]).ask('/v1/reports/secrets')).status).toBe(404);
  });

  it('lists no role without contact details who said what, or what somebody earns', async () => {
    const { ask } = setUp([lead('02-03 09:00')]);
    const marketer = 'marketer@example.com';

    expect((await ask('/v1/reports/feedback', {}, marketer)).status).toBe(200);
    expect((await ask('/v1/reports/feedback/leads', { column: 'saidBy' }, marketer)).status).toBe(422);
    expect((await ask('/v1/reports/feedback/leads', { column: 'saidBy', by: 'product' }, marketer)).status).toBe(200);
    expect((await ask('/v1/reports/profile', { by: 'incomeBand' }, marketer)).status).toBe(422);
    expect((await ask('/v1/reports/profile', { by: 'ageBand' }, marketer)).status).toBe(200);
  });

  it('tells a role without contact details no rep', async () => {
    const { ask } = setUp([lead('02-03 09:00')]);

    expect((await ask('/v1/reports/overview', { by: 'rep' }, 'marketer@example.com')).status).toBe(422);
    expect((await ask('/v1/reports/distribution', {}, 'marketer@example.com')).status).toBe(422);
    expect((await ask('/v1/reports/distribution', { by: 'pool' }, 'marketer@example.com')).status).toBe(200);
  });
});

describe('GET /v1/reports/{name}/leads', () => {
  it('pages through what is behind a number, each once, whatever comes meanwhile', async () => {
    const facts = Array.from({ length: 230 }, (_, index) => lead(`02-0${1 + (index % 9)} 09:00`));
    const { behind } = setUp(facts);

    const ids: (string | null)[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: BehindView = await behind('overview', { column: 'leads', ...(cursor === null ? {} : { cursor }) });
      if (pages === 0) facts.push(lead('02-15 09:00'));
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);

    expect(pages).toBe(3);
    expect(new Set(ids).size).toBe(230);
    expect(ids).toHaveLength(230);
  });

  it('names nobody who was erased, and counts them', async () => {
    const { behind } = setUp([lead('02-03 09:00', { erased: true })]);

    expect(await behind('overview', { column: 'leads' })).toMatchObject({ items: [{ id: null, value: 1 }], total: 1, nextCursor: null });
  });

  it('says who read of which leads', async () => {
    const fact = lead('02-03 09:00');
    const { behind, logged } = setUp([fact]);

    await behind('overview', { column: 'leads' });

    expect(logged).toContainEqual(expect.objectContaining({ what: 'report overview', leadIds: [fact.id] }));
  });

  it.each([
    ['pipeline', 'openNeeds'],
    ['forecast', 'amount:VND'],
    ['ageing', 'standing'],
  ])('goes on as of its first page where %s tells how things stand, however long somebody reads', async (name, column) => {
    const need = factNeedOf({ openedAt: at('02-02 09:00'), amount: 5_000_000, currency: 'VND' });
    const facts = Array.from({ length: 5 }, () =>
      lead('02-01 09:00', { needs: [need], stages: [{ stage: 'lead', at: at('02-01 09:00') }] }),
    );
    let reading = 0;
    const { behind } = setUp(facts, () => now + 60_000 * reading++);

    const found: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: BehindView = await behind(name, { column, limit: '2', ...(cursor === null ? {} : { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(found).toEqual(facts.map(({ id }) => id).toSorted());
  });

  it('refuses the cursor of another number', async () => {
    const { ask, behind } = setUp(Array.from({ length: 3 }, () => lead('02-03 09:00')));
    const { nextCursor } = await behind('overview', { column: 'leads', limit: '1' });

    expect((await ask('/v1/reports/overview/leads', { column: 'contacted', limit: '1', cursor: nextCursor ?? '' })).status).toBe(422);
    expect((await ask('/v1/reports/sources/leads', { column: 'leads', limit: '1', cursor: nextCursor ?? '' })).status).toBe(422);
  });

  it.each(['colour', 'difference'])('says of a column %s what there is', async (column) => {
    const { status, text } = await setUp([]).ask('/v1/reports/distribution/leads', { column });

    expect([status, JSON.parse(text).errors]).toEqual([
      422,
      [{ path: 'column', message: expect.stringMatching(/there are: given, byTurn/) }],
    ]);
  });
});

describe('rights', () => {
  const south = () => lead('02-03 09:00', { owners: [ownershipOf({ poolId: 'south', from: at('02-03 09:01') })], macroRegion: 'south' });
  const north = () => lead('02-03 09:00', { poolId: 'north', provinceCode: '01', macroRegion: 'north' });

  it('shows each role the leads that it answers for, and says which', async () => {
    const { table, ask } = setUp([south(), south(), north()]);

    const of = async (email: string) => {
      const view = await table('overview', { lang: 'en' }, email);
      return [cell(view, 'leads'), view.scope];
    };

    expect(await of('admin@example.com')).toEqual([{ value: 3 }, { kind: 'all', text: 'the whole company' }]);
    expect(await of('marketer@example.com')).toEqual([{ value: 3 }, { kind: 'all', text: 'the whole company' }]);
    expect(await of('manager.south@example.com')).toEqual([{ value: 2 }, { kind: 'regions', text: 'regions: South' }]);
    expect(await of('leader.south@example.com')).toEqual([{ value: 2 }, { kind: 'pools', text: expect.stringMatching(/^pools: /) }]);
    expect(await of('lan.tran@example.com')).toEqual([{ value: 2 }, { kind: 'own', text: 'your own' }]);
    expect(await of('manh.vu@example.com')).toEqual([{ value: 0 }, { kind: 'own', text: 'your own' }]);
    expect((await ask('/v1/reports/overview', {}, 'nobody@example.com')).status).toBe(404);
  });
});

describe('GET /v1/reports/forecast', () => {
  const stood = { openedAt: at('01-10 09:00'), stages: [{ stage: 'new', at: at('01-10 09:00') }], amount: 1_000, currency: 'VND' };
  const closed = (result: 'won' | 'lost', moment: string) =>
    factNeedOf({ ...stood, state: result, closes: [{ result, at: at(moment), reason: null, repId: 'rep-lan' }] });

  it('says the same before the first night of a deployment as behind it, of each number and what it is made of', async () => {
    const facts = [
      lead('01-05 09:00', { needs: [factNeedOf({ ...stood, expectedClose: '2027-02-25' })] }),
      ...Array.from({ length: 20 }, () => lead('01-05 09:00', { needs: [closed('won', '02-10 09:00'), closed('lost', '02-11 09:00')] })),
      // Of today: no rate knows of it before midnight.
      lead('01-05 09:00', { needs: [closed('won', '02-20 08:00')] }),
    ];
    const { table, behind, world } = setUp(facts);
    const of = async () => {
      const { columns, total } = await table('forecast', { lang: 'en' });
      const { items } = await behind('forecast', { column: 'forecast:VND' });
      return [total.cells[columns.findIndex(({ name }) => name === 'forecast:VND')]?.value, ...items.map(({ value }) => value)];
    };

    const before = await of();
    const { documents } = await world.config.current(pipelineKind);
    const run = new ForecastRun(at('02-20 00:00'), documents);
    for (const fact of facts) run.take(fact);
    await keepForecast(world.table, '2027-02-20', run.forecast());

    expect(before).toEqual([500, 500]);
    expect(await of()).toEqual(before);
  });

  it('goes by the closes of the last night, and shows what was forecast when the month began', async () => {
    const need = (said: Partial<Need>) =>
      factNeedOf({
        openedAt: at('01-10 09:00'),
        stages: [{ stage: 'new', at: at('01-10 09:00') }],
        amount: 1_000,
        currency: 'VND',
        ...said,
      });
    const facts = [lead('01-05 09:00', { needs: [need({ expectedClose: '2027-02-25' })] })];
    const { table, world } = setUp(facts);
    const pipelines = new Map([['sales', { id: 'sales', stages: [{ id: 'new', probability: 20 }] }]]);
    for (const day of ['2027-02-01', '2027-02-19']) {
      const run = new ForecastRun(at(`${day.slice(5)} 00:00`), pipelines);
      for (const fact of facts) run.take(fact);
      const won = { closed: 50, won: 25 };
      const closes = day === '2027-02-01' ? new Map() : new Map([['sales', { whole: won, stages: new Map([['new', won]]) }]]);
      await keepForecast(world.table, day, { ...run.forecast(), closes });
    }

    const view = await table('forecast', { lang: 'en' });

    const month = view.rows.find(({ key }) => key === '2027-02');
    const of = (column: string) => month?.cells[view.columns.findIndex(({ name }) => name === column)]?.value;
    expect([of('forecast:VND'), of('forecastThen:VND'), of('wonLessForecast:VND')]).toEqual([500, 200, -200]);
    expect(view).toMatchObject({ title: 'Forecast', by: 'closeMonth' });
  });
});
