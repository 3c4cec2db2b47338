import { describe, expect, it } from '@jest/globals';
import { Cron } from 'croner';
import { durationMs } from '../../engine/duration.ts';
import { fromProxyResult } from '../../engine/http-event.ts';
import { fillTemplate, transformInput } from '../../engine/input-transformer.ts';
import { mapParameter } from '../../engine/queue-integration.ts';
import { createRouter } from '../../engine/routes.ts';
import { readSchedule, translateCron } from '../../engine/schedule-expression.ts';
import { failedItems } from '../../engine/sqs-mapping.ts';
import { openTokens } from '../../engine/tokens.ts';

describe('Routes', () => {
  const keys = [
    '$default',
    'GET /v1/leads/{leadId}',
    'GET /v1/leads/export',
    'ANY /v1/{proxy+}',
    'POST /v1/leads/{leadId}/stage',
    'ANY /v1/leads/{leadId}',
  ];
  const choose = createRouter(keys.map((routeKey) => ({ routeKey })));

  it.each([
    ['GET', '/v1/leads/export', 'GET /v1/leads/export', {}],
    ['GET', '/v1/leads/L%201', 'GET /v1/leads/{leadId}', { leadId: 'L 1' }],
    ['DELETE', '/v1/leads/L1', 'ANY /v1/leads/{leadId}', { leadId: 'L1' }],
    ['POST', '/v1/leads/L1/stage', 'POST /v1/leads/{leadId}/stage', { leadId: 'L1' }],
    ['GET', '/v1/leads/L1/stage', 'ANY /v1/{proxy+}', { proxy: 'leads/L1/stage' }],
    ['GET', '/other', '$default', {}],
  ])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
    expect(choose(method, path)).toEqual({ route: { routeKey }, pathParameters });
  });

  it('finds nothing when no route fits and none is the default', () => {
    expect(createRouter([{ routeKey: 'GET /a' }])('POST', '/a')).toBeUndefined();
  });
});

describe('Schedules', () => {
  it.each([
    ['0 8 ? * MON-FRI *', '2026-11-22T00:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['0 8 ? * 2-6 *', '2026-11-22T00:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['0 18 ? * 6L *', '2026-11-01T00:00:00Z', '2026-11-27T18:00:00.000Z'],
    ['0/15 * * * ? *', '2026-11-22T10:01:00Z', '2026-11-22T10:15:00.000Z'],
    ['0 10 L * ? *', '2026-11-22T00:00:00Z', '2026-11-30T10:00:00.000Z'],
    ['0 9 ? * 2#1 *', '2026-11-22T00:00:00Z', '2026-12-07T09:00:00.000Z'],
  ])('cron(%s) after %s fires at %s', (fields, after, expected) => {
    const next = new Cron(translateCron(fields), { timezone: 'UTC' }).nextRun(new Date(after));

    expect(next?.toISOString()).toBe(expected);
  });

  it('reads rates and single times', () => {
    expect(readSchedule('rate(1 minute)')).toEqual({ kind: 'every', period: 60_000 });
    expect(readSchedule('at(2026-11-22T08:00:00)', 'Asia/Ho_Chi_Minh')).toEqual({ kind: 'once', atMs: Date.parse('2026-11-22T01:00:00Z') });
    expect(() => readSchedule('every day')).toThrow(/every day/);
  });

  it.each([
    ['P2D', 172_800_000],
    ['PT1H30M', 5_400_000],
    ['P1W', 604_800_000],
    ['PT0.5S', 500],
    ['P', undefined],
    ['PT', undefined],
    ['2 days', undefined],
    ['P1M', undefined],
  ])('reads the duration %s as %s ms', (text, expected) => {
    expect(durationMs(text)).toBe(expected);
  });
});

describe('What a target gets from an event', () => {
  const event = { id: '1', source: 's', detail: { name: 'a "b"', count: 3, tags: ['x', 'y'] } };
  const rule = { name: 'rule', arn: 'arn:rule' };
  const shaped = (definition: Parameters<typeof transformInput>[0]) => transformInput(definition, event, rule);

  it('is the event, a constant, or a part of it', () => {
    expect(shaped({})).toEqual(event);
    expect(shaped({ Input: '{"a":1}' })).toEqual({ a: 1 });
    expect(shaped({ InputPath: '$.detail.tags[1]' })).toBe('y');
  });

  it('fills a template: JSON outside quotes, text inside', () => {
    const InputPathsMap = { name: '$.detail.name', count: '$.detail.count', none: '$.detail.none' };
    const InputTemplate = '{"n":<name>,"text":"<name> has <count>","c":<count>,"missing":"<none>","rule":"<aws.events.rule-name>"}';

    expect(shaped({ InputTransformer: { InputPathsMap, InputTemplate } })).toEqual({
      n: 'a "b"',
      text: 'a "b" has 3',
      c: 3,
      missing: '',
      rule: 'rule',
    });
  });

  it('leaves text that only looks like a variable alone', () => {
    expect(fillTemplate('"1 < 2 and <a b>"', new Map())).toBe('"1 < 2 and <a b>"');
  });
});

describe('What a function answers', () => {
  it.each([
    [null, new Set()],
    [{ batchItemFailures: [] }, new Set()],
    [{ batchItemFailures: [{ itemIdentifier: 'a' }] }, new Set(['a'])],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }, 'all'],
    [{ batchItemFailures: [{}] }, 'all'],
    ['nonsense', 'all'],
  ])('to a batch: %j means %j', (payload, expected) => {
    expect(failedItems(payload)).toEqual(expected);
  });

  it('to a request: a status makes a response, anything else is a 200 with its JSON', () => {
    expect(fromProxyResult({ statusCode: 303, headers: { Location: '/' }, cookies: ['a=1'] })).toEqual({
      status: 303,
      headers: [
        ['location', '/'],
        ['content-type', 'text/plain;charset=utf-8'],
        ['set-cookie', 'a=1'],
      ],
      body: '',
    });
    expect(fromProxyResult({ hello: 1 })).toMatchObject({ status: 200, body: '{"hello":1}' });
    expect(fromProxyResult({ statusCode: 'x' }).status).toBe(500);
    expect(fromProxyResult({ statusCode: 200, body: 'xJE=', isBase64Encoded: true }).body).toEqual(Buffer.from('đ'));
  });
});

describe('Parameter mappings', () => {
  const request = {
    method: 'POST',
    path: '/v1/events',
    query: 'site=a%20b',
    headers: [['x-id', '7']] as const,
    body: Buffer.from('{"a":{"b":[1]}}'),
    sourceIp: '203.0.113.9',
  };
  const context = { requestId: 'r', pathParameters: { id: 'p' }, claims: { email: 'e' } };

  it.each([
    ['$request.body', '{"a":{"b":[1]}}'],
    ['$request.body.a.b', '[1]'],
    ['$request.header.X-Id', '7'],
    ['$request.querystring.site', 'a b'],
    ['$request.path.id', 'p'],
    ['$context.requestId', 'r'],
    ['$context.identity.sourceIp', '203.0.113.9'],
    ['$context.authorizer.claims.email', 'e'],
    ['constant', 'constant'],
    ['id-${request.header.x-id}', 'id-7'],
  ])('%s gives %s', (source, expected) => {
    expect(mapParameter(source, request, context)).toBe(expected);
  });
});

describe('Tokens', () => {
  const request = { issuer: 'https://pool', clientId: 'client', email: 'rep@example.com' };
  const expected = { issuer: 'https://pool', audience: ['client'] };

  it.each([
    ['another issuer', { ...expected, issuer: 'https://other' }],
    ['another audience', { ...expected, audience: ['other'] }],
  ])('are refused for %s', async (_, wanted) => {
    const tokens = await openTokens(() => 1_800_000_000_000);

    expect(await tokens.verify(await tokens.sign(request), wanted)).toHaveProperty('refused');
  });

  it('are refused when another key signed them', async () => {
    const [ours, theirs] = await Promise.all([openTokens(Date.now), openTokens(Date.now)]);

    expect(await ours.verify(await theirs.sign(request), expected)).toHaveProperty('refused');
  });

  it('give their claims as text', async () => {
    const tokens = await openTokens(() => 1_800_000_000_000);
    const token = await tokens.sign({ ...request, claims: { 'cognito:groups': ['a', 'b'] } });

    expect(await tokens.verify(token, expected)).toMatchObject({
      claims: { email_verified: 'true', exp: '1800003600', 'cognito:groups': '[a b]' },
    });
  });
});
