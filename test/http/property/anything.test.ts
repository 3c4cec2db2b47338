import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { Problem } from '../../../api/problem.ts';
import { createHandler as createBacktest } from '../../../functions/backtest-scoring/app.ts';
import { createHandler as createCapture } from '../../../functions/capture-form/app.ts';
import { createHandler as createChange } from '../../../functions/change-leads/app.ts';
import { createHandler as createEdit } from '../../../functions/edit-config/app.ts';
import { createHandler as createShowForm } from '../../../functions/show-form/app.ts';
import type { HttpResponse } from '../../../shared/platform/http.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { sha256Hex } from '../../../shared/platform/secrets.ts';
import { createBorder, formsReader, formsWith, lambdaContext, originSecret, postEvent, startedAt } from '../../support/capture.ts';
import { anyCharacter } from '../../support/characters.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

/** In every text that a caller makes up, so that a log line that repeats one is found. */
const canary = 'kanari';

const lines: string[] = [];
const write =
  (level: string) =>
  (message: string, ...more: unknown[]) =>
    void lines.push(JSON.stringify([level, message, ...more.map((one) => (one instanceof Error ? `${one.message} ${one.stack}` : one))]));
const log = { info: write('info'), warn: write('warn'), error: write('error') } as Log;

const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }).map((some) => `${canary}${some}`),
  fc.constantFrom(
    `${canary}@example.com`,
    `${canary}%zz`,
    `${canary}\r\nset-cookie: a=b`,
    `__proto__ ${canary}`,
    canary,
    '',
    '0912345678',
    '%',
  ),
);
const headerNames = ['accept', 'accept-language', 'content-type', 'idempotency-key', 'referer', 'cookie', 'user-agent'];
const ourHeaderNames = ['x-pheu-host', 'x-pheu-origin', 'x-forwarded-for', 'if-match'];
const someOf = (names: readonly string[], values: fc.Arbitrary<string>) =>
  fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 5 }) as fc.Arbitrary<Record<string, string>>;
const headers = fc
  .tuple(
    someOf([...headerNames, ...ourHeaderNames], text),
    fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=b',
        ),
        accept: fc.constantFrom('application/json', 'text/html'),
        'x-pheu-origin': fc.constant(originSecret),
      },
      { requiredKeys: ['content-type'] },
    ),
  )
  .chain(([any, known]) =>
    fc
      .oneof({ weight: 4, arbitrary: fc.constant({}) }, someOf(['origin', 'sec-fetch-site', 'content-encoding'], text))
      .map((foreign) => ({ ...any, ...known, ...foreign })),
  );
const jsonText = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.stringify({ [canary]: value, fields: value, config: value, visitorId: value, consent: value }) ?? '');
/** A post that nothing is wrong with but, perhaps, its texts. */
const goodText = fc
  .tuple(text, text)
  .map(([one, other]) =>
    JSON.stringify({ submissionId: one, fields: { fullName: other, email: `${canary}@example.com`, message: one, [canary]: other } }),
  );
const body = fc.oneof(
  text,
  jsonText,
  { weight: 5, arbitrary: goodText },
  fc.constantFrom('{', '[]', 'null', '', '--b\r\n\r\n', `fields[${canary}]=1&%=%zz`),
  fc.uint8Array({ maxLength: 60 }),
);
const id = (real: string) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(real) }, text, fc.constantFrom('..', 'L'.repeat(65), `L${'0'.repeat(30)}`));

/** Ours, in words, whatever was asked; nothing that was typed is in the log, and nothing rings. */
function expectOurs({ statusCode, headers: said, body: answered = '' }: HttpResponse, allowed: readonly number[]): void {
  expect(allowed).toContain(statusCode);
  if (statusCode >= 400 && !said['content-type']?.startsWith('text/html')) {
    expect(said['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(Problem.parse(JSON.parse(answered)).status).toBe(statusCode);
  }
  for (const value of Object.values(said)) expect(value).not.toMatch(/[\r\n]/);
  expect(lines.filter((line) => line.toLowerCase().includes(canary) || /0912345678|"error"/.test(line))).toEqual([]);
  lines.length = 0;
}

const statuses = new Map<string, number>();
const count = (route: string, { statusCode }: HttpResponse) =>
  statuses.set(`${route} ${statusCode}`, (statuses.get(`${route} ${statusCode}`) ?? 0) + 1);

/** Stands for the id of the lead, which is known when the tests run. */
const itsLead = 'its-lead';
const numRuns = runs(150, 10_000);
const forms = formsWith('contact', { addressLimitPer10Minutes: 1_000_000 });
const originDigests = [sha256Hex(originSecret)];
const world = createWorld(log);
let leadId = '';

beforeAll(async () => {
  await postFromDevice(world, { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' });
  await world.assignAll();
  leadId = world.leads()[0]?.leadId ?? '';
});
beforeEach(() => {
  lines.length = 0;
});

/** What an event of the gateway is made of, in any words. */
const asked = fc.record({
  formId: id('contact'),
  method: fc.constantFrom('POST', 'GET', 'OPTIONS'),
  headers,
  body,
  isBase64Encoded: fc.boolean(),
  query: fc.option(fc.dictionary(fc.constantFrom('visitorId', 'lang', '__proto__', canary), fc.oneof(text, fc.constant('visitor-1'))), {
    nil: undefined,
  }),
});

function eventOf({ body: sent, query, isBase64Encoded, ...request }: typeof asked extends fc.Arbitrary<infer One> ? One : never) {
  const event = postEvent(typeof sent === 'string' ? { ...request, body: sent } : { ...request, bytes: sent });
  return { ...event, ...(query ? { queryStringParameters: query } : {}), ...(typeof sent === 'string' ? { isBase64Encoded } : {}) };
}

describe('whatever is sent to', () => {
  it('a form, it is taken or refused in words, and the log repeats none of it', async () => {
    const border = createBorder(forms);
    const capture = createCapture(border.parts, { originDigests }, log);
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const answer = await capture(eventOf({ ...request, method: request.method === 'GET' ? 'POST' : request.method }), lambdaContext);

        count(request.method === 'OPTIONS' ? 'OPTIONS form' : 'POST form', answer);
        expectOurs(answer, [202, 204, 303, 400, 403, 404, 413, 415, 422]);
      }),
      { numRuns, seed },
    );
  });

  it('a form that is asked for itself, likewise', async () => {
    const parts = {
      config: formsReader(forms),
      table: world.table,
      formTokenKey: 'a'.repeat(43),
      originDigests,
      clock: () => startedAt,
      nonce: () => 'n',
    };
    const show = createShowForm(parts, log);
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const answer = await show(eventOf({ ...request, method: request.method === 'POST' ? 'GET' : request.method }), lambdaContext);

        count('GET form', answer);
        expectOurs(answer, [200, 204, 403, 404]);
      }),
      { numRuns, seed },
    );
  });

  it('the routes of the configuration, likewise, and nothing is published', async () => {
    const table = memoryTable();
    const edit = createEdit({ ...world.parts, table }, log);
    const request = fc.record({
      user: fc.constantFrom('admin@example.com', 'marketer@example.com', 'manager.south@example.com', `${canary}@example.com`),
      routeKey: fc.constantFrom('GET /v1/config/{kind}', 'GET /v1/config/{kind}/diff', 'PUT /v1/config/{kind}'),
      kind: fc.oneof(id('pools'), fc.constantFrom('users', 'scoring', 'constructor')),
      query: fc.dictionary(
        fc.constantFrom('version', 'from', 'to', 'check', canary),
        fc.oneof(text, fc.constantFrom('0', '1', '-1', '1e9', 'true')),
      ),
      headers: fc.oneof(headers, fc.record({ 'if-match': fc.constantFrom('"0"', '"1"', '*', canary) })),
      body: fc.oneof(
        body,
        fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ documents: [value, { id: canary, name: value }] })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ user, kind, query, body: sent, ...rest }) => {
        const claims = { token_use: 'id', email: user, email_verified: 'true', sub: canary };
        const answer = await edit(
          {
            ...rest,
            pathParameters: { kind },
            queryStringParameters: query,
            body: typeof sent === 'string' ? sent : Buffer.from(sent).toString('base64'),
            isBase64Encoded: typeof sent !== 'string',
            requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
          } as never,
          {} as Context,
        );

        count(rest.routeKey, answer);
        expectOurs(answer, [200, 400, 404, 412, 422, 428]);
        expect(table.all()).toEqual([]);
      }),
      { numRuns, seed },
    );
  });

  it('the routes that change a lead or try rules, likewise', async () => {
    const unlink = 'DELETE /v1/leads/{leadId}/visitors/{visitorId}';
    const handlers = { change: createChange(world.parts, log), backtest: createBacktest({ ...world.parts, log }) };
    const users = fc.constantFrom('admin@example.com', 'marketer@example.com', 'manager.south@example.com', `${canary}@example.com`, '');
    const request = fc.record({
      user: users,
      headers,
      body,
      visitor: id('visitor-2'),
      lead: id(itsLead),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('change', 'backtest'), request, async (name, { user, body: sent, visitor, lead, ...rest }) => {
        const claims = { token_use: 'id', email: user, email_verified: 'true', sub: canary };
        const answer = await handlers[name as keyof typeof handlers](
          {
            ...rest,
            routeKey: name === 'change' ? unlink : 'POST /v1/scoring/backtest',
            pathParameters: { leadId: lead === itsLead ? leadId : lead, visitorId: visitor },
            body: typeof sent === 'string' ? sent : Buffer.from(sent).toString('base64'),
            isBase64Encoded: typeof sent !== 'string',
            requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
          } as never,
          {} as Context,
        );

        count(name, answer);
        expectOurs(answer, [200, 204, 400, 401, 404, 413, 422]);
      }),
      { numRuns, seed },
    );
    report(`answers to anything: ${JSON.stringify(Object.fromEntries(statuses))}, seed ${seed}`);
  });
});
