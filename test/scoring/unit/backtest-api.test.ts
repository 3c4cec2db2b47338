import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { Problem } from '../../../api/problem.ts';
import { Backtest, BlurredBacktest } from '../../../api/scoring/backtest-view.ts';
import { createHandler } from '../../../functions/backtest-scoring/app.ts';
import { randomIds } from '../../../shared/platform/ids.ts';
import { type Log, type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { memoryAddresses, memoryObjects } from '../../support/objects.ts';
import { unheardQueue } from '../../support/queues.ts';
import { defaultRules } from '../../support/scoring/past-leads.ts';
import { letHappen, pastPeople } from '../../support/scoring/past-people.ts';

const until = new Date('2026-11-22T00:00:00.000Z');
const marketer = 'marketer@example.com';

let world: World;
const lines: { message: string; fields: LogFields }[] = [];
const log: Log = { ...silentLog, info: (message, fields = {}) => void lines.push({ message, fields }) };

beforeAll(async () => {
  world = createWorld();
  await letHappen(pastPeople(11, 12, until), world.parts, until);
  world.project();
});

async function ask(body: unknown, email: string | null = 'admin@example.com') {
  const handler = createHandler({
    objects: memoryObjects(),
    addresses: memoryAddresses,
    tokenKey: 'key-of-the-tests',
    table: world.table,
    cursors: world.parts.cursors,
    config: world.config,
    clock: () => until,
    ids: randomIds,
    work: unheardQueue,
    log,
  });
  const claims = { token_use: 'id', email, email_verified: 'true' };
  const answer = await handler(
    {
      routeKey: 'POST /v1/scoring/backtest',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      requestContext: { requestId: 'request-1', ...(email === null ? {} : { authorizer: { jwt: { claims } } }) },
    },
    {} as Context,
  );
  return { status: answer.statusCode, headers: answer.headers, text: answer.body ?? '', body: JSON.parse(answer.body ?? '') as unknown };
}

describe('POST /v1/scoring/backtest', () => {
  it('tries the rules in force alone when there is no draft, and no body', async () => {
    for (const body of [undefined, '', {}]) {
      const { status, headers, body: said } = await ask(body);

      const answer = Backtest.parse(said);
      expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
      expect([answer.leads, answer.draft.version, answer.inForce.version]).toEqual([12, 1, 1]);
      expect(answer.changes.leads).toBe(0);
    }
  });

  it('tries a draft, and lists every lead of the answer that would change', async () => {
    const { temperature } = defaultRules;
    const config = {
      ...defaultRules,
      temperature: { ...temperature, warm: { ...temperature.warm, interest: { enter: 0.001, leave: 0.001 } } },
    };

    const answer = Backtest.parse((await ask({ config, limit: 8 })).body);

    expect([answer.draft.version, answer.leads, answer.cut]).toEqual([null, 8, 'limit']);
    expect(answer.changes.leads).toBeGreaterThan(0);
    expect([answer.changes.items.length, answer.changes.more]).toEqual([answer.changes.leads, 0]);
  });

  it('goes on where the answer before ended, for the same user and draft only', async () => {
    const config = { ...defaultRules, halfLifeDays: 7 };
    const first = Backtest.parse((await ask({ config, limit: 8 })).body);
    const next = { config, limit: 100, cursor: first.nextCursor };
    const { halfLifeDays, ...others } = config;

    const rest = await ask(next);
    const foreign = [
      await ask({ ...next, config: { ...config, halfLifeDays: 8 } }),
      await ask({ ...next, config: undefined }),
      await ask({ ...next, to: until.toISOString() }),
    ];

    expect([first.leads, Backtest.parse(rest.body).leads, Backtest.parse(rest.body).nextCursor]).toEqual([8, 4, null]);
    expect((await ask({ ...next, config: { ...others, halfLifeDays } })).status).toBe(200);
    expect(foreign.map(({ status, body }) => [status, Problem.parse(body).errors?.map(({ path }) => path)])).toEqual(
      Array(3).fill([422, ['cursor']]),
    );
    expect(first.nextCursor).not.toMatch(/2026|#|L0/);
  });

  it('says nothing of a person, neither in the answer nor in the log', async () => {
    lines.length = 0;
    const { text } = await ask({});

    expect(`${text} ${JSON.stringify(lines)}`).not.toMatch(/@example\.com|khach\d|Cửa hàng \d|09\d{8}|\+84|past-visitor/);
    expect(lines).toEqual([
      { message: 'back-test run', fields: { userId: 'admin', isDraft: false, leads: 12, judged: 12, cut: null, rulesVersion: 1 } },
    ]);
  });

  it.each([
    ['an admin', 'admin@example.com', [200, 400, 422]],
    ['a marketer', marketer, [200, 400, 422]],
    // What is wrong with a request is nobody else's business.
    ['a manager', 'manager.south@example.com', [404, 404, 404]],
    ['a rep', 'rep', [404, 404, 404]],
    ['somebody unknown', 'nobody@example.com', [404, 404, 404]],
    ['somebody without a token', null, [401, 401, 401]],
  ])('answers %s as their role allows', async (_name, user, statuses) => {
    const [rep] = (await world.config.current(repKind)).documents.values();

    const answers = await Promise.all([{}, '{', { config: {} }].map((body) => ask(body, user === 'rep' ? (rep?.email ?? '') : user)));

    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it('names every fault of a draft by its path, misspelt names included', async () => {
    const [rule] = defaultRules.interest;
    const config = {
      ...defaultRules,
      halfLifeDays: 0,
      colour: 'red',
      interest: [{ ...rule, points: 0 }, rule],
      temperature: { warm: defaultRules.temperature.hot, hot: defaultRules.temperature.warm },
    };

    const { status, body } = await ask({ config });
    const unknown = await ask({ config: { ...defaultRules, colour: 'red' } });

    expect(status).toBe(422);
    expect(Problem.parse(body).errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['config.halfLifeDays', 'config.interest[0].points']),
    );
    expect(Problem.parse(unknown.body).errors).toEqual([{ path: 'config.colour', message: 'there is no such setting' }]);
  });

  it.each<[string, unknown, number, string[]]>([
    ['a body that is no JSON', '{"config":', 400, []],
    ['a list', [], 422, ['']],
    ['an unknown field', { draft: {} }, 422, ['draft']],
    ['a draft that is no document', { config: 'hot' }, 422, ['config']],
    ['a day without a time', { from: '2026-11-01' }, 422, ['from']],
    ['a span that ends before it begins', { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }, 422, ['to']],
    ['too many leads at once', { limit: 2_001 }, 422, ['limit']],
    ['a cursor that was made up', { cursor: 'x' }, 422, ['cursor']],
    ['a body of a megabyte', { config: 'x'.repeat(1_048_576) }, 413, []],
  ])('refuses %s', async (_name, body, status, paths) => {
    const answer = await ask(body);

    expect([answer.status, Problem.parse(answer.body).errors?.map(({ path }) => path) ?? []]).toEqual([status, paths]);
  });
});

describe('what a role without contact details is told', () => {
  it('no lead by itself, no place to go on from, and no figure of so few leads', async () => {
    const { temperature } = defaultRules;
    const warm = { ...temperature.warm, interest: { enter: 0.001, leave: 0.001 } };

    const { status, text, body } = await ask({ config: { ...defaultRules, temperature: { ...temperature, warm } }, limit: 8 }, marketer);

    const answer = BlurredBacktest.parse(body);
    expect([status, answer.leads, answer.changes.items, answer.nextCursor]).toEqual([200, 12, [], null]);
    expect(text).not.toMatch(/L0{5}/);
    // Of twelve leads every cell, or what it leaves, is under ten.
    const groups = [...answer.draft.bands, ...answer.draft.scores, ...answer.inForce.bands, ...answer.rules];
    expect(groups.every(({ leads, sql, customer }) => leads === null && sql === null && customer === null)).toBe(true);
    expect(
      Object.values(answer.changes.matrix)
        .flatMap((row) => Object.values(row))
        .every((cell) => cell === null),
    ).toBe(true);
  });

  it('whole days and hundreds of leads: a span or limit that differs by one lead gives the same answer', async () => {
    const [one, other] = [
      await ask({ to: '2026-11-20T03:00:00Z', limit: 3 }, marketer),
      await ask({ to: '2026-11-20T17:30:00Z', limit: 4 }, marketer),
    ];
    const paged = await ask({ cursor: '2026-11-20T03:00:00.000Z#L1' }, marketer);

    expect([one.status, one.text]).toEqual([200, other.text]);
    expect([paged.status, Problem.parse(paged.body).errors?.map(({ path }) => path)]).toEqual([422, ['cursor']]);
  });
});
