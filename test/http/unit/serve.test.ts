import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { LeadIdInPath } from '../../../api/ids.ts';
import { Problem } from '../../../api/problem.ts';
import { defineRoute, returns } from '../../../api/route.ts';
import { found, on, serve } from '../../../shared/http/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const route = defineRoute({
  id: 'tryOut',
  method: 'PUT',
  path: '/v1/leads/{leadId}/try-out',
  kind: 'change',
  access: 'token',
  right: 'config.publish',
  missing: 'lead',
  throttle: 1,
  params: z.object({ leadId: LeadIdInPath }),
  query: z.strictObject({ check: z.enum(['true', 'false']).default('false') }),
  headers: z.object({ 'If-Match': z.string().max(5).optional() }),
  body: z.strictObject({
    points: z.number(),
    rows: z.array(z.strictObject({ part: z.strictObject({ kind: z.string() }).optional() })).optional(),
  }),
  maxBodyKb: 1,
  answer: returns<{ readonly seen: unknown }>(),
});

/** Asks the route; the handler answers with what it was given. */
async function ask(event: object, email: string | null = 'admin@example.com', routeKey = 'PUT /v1/leads/{leadId}/try-out') {
  const { config, table } = createWorld();
  const handler = serve(
    [
      on(route, async ({ principal, params, query, headers, body, requestId }) =>
        found({ seen: [principal.userId, requestId, params, query, headers, body] }, { etag: '"1"' }),
      ),
    ],
    { config, table, log: silentLog },
  );
  const claims = { token_use: 'id', email, email_verified: 'true' };
  const {
    statusCode,
    headers,
    body = '',
  } = await handler(
    {
      routeKey,
      pathParameters: { leadId: 'L1' },
      body: '{"points":3}',
      ...event,
      requestContext: { requestId: 'request-1', ...(email === null ? {} : { authorizer: { jwt: { claims } } }) },
    },
    {} as Context,
  );
  return { status: statusCode, headers, body: JSON.parse(body) as unknown };
}

const faultsOf = (body: unknown) => Problem.parse(body).errors?.map(({ path, message }) => `${path}: ${message}`);

describe('a request of a user', () => {
  it('reaches its handler parsed by the contract, whose answer goes out as JSON', async () => {
    const { status, headers, body } = await ask({ headers: { 'if-match': '"3"', cookie: 'a=1' } });

    expect([status, headers.etag, headers['content-type']]).toEqual([200, '"1"', 'application/json; charset=utf-8']);
    expect(body).toEqual({ seen: ['admin', 'request-1', { leadId: 'L1' }, { check: 'false' }, { 'If-Match': '"3"' }, { points: 3 }] });
  });

  it.each([
    ['an unknown parameter', { queryStringParameters: { sheck: 'true' } }, 422, ['sheck: unknown parameter; there are: check']],
    ['an unknown field', { body: '{"points":3,"pionts":3}' }, 422, ['pionts: unknown field; there are: points, rows']],
    [
      'an unknown field further in',
      { body: '{"points":3,"rows":[{},{"part":{"kind":"a","kidn":"b"}}]}' },
      422,
      ['rows.1.part.kidn: unknown field; there are: kind'],
    ],
    ['a field of another type', { body: '{"points":"3"}' }, 422, [expect.stringMatching(/^points: /)]],
    ['a header that is too long', { headers: { 'if-match': '"30000"' } }, 422, [expect.stringMatching(/^If-Match: /)]],
    ['no JSON', { body: '{' }, 400, undefined],
    ['more than the route takes', { body: JSON.stringify({ points: 3, more: 'x'.repeat(1_024) }) }, 413, undefined],
    ['an id that cannot be one', { pathParameters: { leadId: 'L'.repeat(65) } }, 404, undefined],
    ['no id', { pathParameters: {} }, 404, undefined],
  ])('is refused with %s', async (_, event, status, faults) => {
    const answer = await ask(event);

    expect([answer.status, faultsOf(answer.body)]).toEqual([status, faults]);
  });

  it('is answered as for what is not there where the role has no right, whatever is wrong with it', async () => {
    const missing = Problem.parse((await ask({ pathParameters: { leadId: '' } })).body);

    for (const event of [{}, { body: '{' }, { queryStringParameters: { sheck: '1' } }]) {
      expect((await ask(event, 'manager.south@example.com')).body).toEqual(missing);
    }
  });

  it('without a good token is asked for one before its route is looked for', async () => {
    expect((await ask({}, null, 'GET /v1/nowhere')).status).toBe(401);
    expect((await ask({}, 'admin@example.com', 'GET /v1/nowhere')).status).toBe(404);
  });
});

describe('the compiler', () => {
  it('holds a handler to the contract', () => {
    // @ts-expect-error: the answer is another one
    on(route, async () => found({ saw: 1 }));
    // @ts-expect-error: the body has no such field
    on(route, async ({ body: { pionts } }) => found({ seen: pionts }));
    // @ts-expect-error: the route takes no such parameter
    on(route, async ({ query: { version } }) => found({ seen: version }));

    expect(on(route, async ({ params: { leadId } }) => found({ seen: leadId })).route).toBe(route);
  });
});
