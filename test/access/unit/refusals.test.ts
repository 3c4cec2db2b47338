import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler as createBacktest } from '../../../functions/backtest-scoring/app.ts';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../../functions/read-leads/app.ts';
import type { RequestEvent } from '../../../shared/http/index.ts';
import { type Log, type LogFields, silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const account = '6f1f3c1e-0000-4000-8000-00000000abcd';

/** A lead, and each token route with what it logs; an error in the log would ring. */
async function setUp() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'Hà Nội' }));
  await world.assignAll();
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('no lead with an owner');
  const refused: LogFields[] = [];
  const log: Log = {
    ...silentLog,
    info: (message, fields = {}) => void (message === 'refused' && refused.push(fields)),
    error: (message) => {
      throw new Error(message);
    },
  };
  const [read, change, backtest] = [
    createReader(world.parts, log),
    createChanger(world.parts, log),
    createBacktest({ ...world.parts, log }),
  ];
  const handlers = {
    read: (event: RequestEvent) => read(event, {} as Context),
    change: (event: RequestEvent) => change(event, {} as Context),
    backtest: (event: RequestEvent) => backtest(event, {} as Context),
  };
  const reps = [...(await world.config.current(repKind)).documents.values()];
  const otherRep = reps.find(({ id }) => id !== lead.owner?.repId);
  const ask = async (
    name: keyof typeof handlers,
    routeKey: string,
    email: string | null,
    path: Record<string, string> = {},
    body?: unknown,
  ) => {
    const claims = { token_use: 'id', sub: account, email, email_verified: 'true' };
    const answer = await handlers[name]({
      routeKey,
      pathParameters: path,
      ...(routeKey === 'GET /v1/leads' ? { queryStringParameters: { phone: '0912345678' } } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {},
      requestContext: { requestId: 'request-1', ...(email === null ? {} : { authorizer: { jwt: { claims } } }) },
    });
    return answer.statusCode;
  };
  return { ask, refused, leadId: lead.leadId, otherRep: { userId: otherRep?.id, email: otherRep?.email ?? '' } };
}

const unlink = 'DELETE /v1/leads/{leadId}/visitors/{visitorId}';

describe('what a user is refused leaves one line', () => {
  it('of who asked for which lead by which route', async () => {
    const { ask, refused, leadId, otherRep } = await setUp();

    const status = await ask('change', unlink, otherRep.email, { leadId, visitorId: 'visitor-1' });

    expect(status).toBe(404);
    expect(refused).toEqual([
      {
        userId: expect.any(String),
        role: 'rep',
        route: unlink,
        leadId,
        account: null,
        requestId: 'request-1',
        reason: 'no such lead',
      },
    ]);
  });

  it.each([
    ['read', 'GET /v1/leads/{leadId}', 'manager.south@example.com', 404, { role: 'manager', account: null }],
    ['change', unlink, 'marketer@example.com', 404, { role: 'marketer', account: null }],
    ['backtest', 'POST /v1/scoring/backtest', 'manager.south@example.com', 404, { role: 'manager', account: null }],
    ['read', 'GET /v1/leads/{leadId}', 'nobody@example.com', 404, { userId: null, role: null, account }],
    ['backtest', 'POST /v1/scoring/backtest', null, 401, { userId: null, role: null, account: null }],
    ['change', unlink, null, 401, { userId: null, role: null, account: null }],
    ['read', 'GET /v1/leads', null, 401, { userId: null, role: null, account: null }],
  ] as const)('by %s, %s, for %s', async (name, route, email, status, said) => {
    const { ask, refused, leadId } = await setUp();

    expect(await ask(name, route, email, { leadId, visitorId: 'visitor-1' })).toBe(status);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ route, ...said });
    expect(JSON.stringify(refused)).not.toMatch(/0912345678|@/);
  });

  it.each(['0912345678', 'huong@example.com', 'Nguyễn Thị Hường', 'x'.repeat(500), ''])(
    'that does not repeat what was typed in place of an id: %s',
    async (leadId) => {
      const { ask, refused } = await setUp();

      expect(await ask('read', 'GET /v1/leads/{leadId}/score', 'admin@example.com', { leadId })).not.toBe(200);

      expect(JSON.stringify(refused)).not.toMatch(/0912345678|@|Hường|xxx/);
    },
  );

  it.each([
    ['read', 'GET /v1/leads', undefined],
    ['backtest', 'POST /v1/scoring/backtest', { cursor: '2026-11-20T03:00:00.000Z#L1' }],
  ] as const)('that tells which question a role may not ask, without what was asked: %s, %s', async (name, route, body) => {
    const { ask, refused } = await setUp();

    expect(await ask(name, route, 'marketer@example.com', {}, body)).toBe(422);

    expect(refused).toMatchObject([{ role: 'marketer', route, leadId: null, reason: expect.stringMatching(/^this role does not /) }]);
    expect(JSON.stringify(refused)).not.toMatch(/0912345678|2026-11-20/);
  });

  it.each([
    ['read', 'GET /v1/leads', 'admin@example.com', undefined],
    ['backtest', 'POST /v1/scoring/backtest', 'marketer@example.com', { limit: 0 }],
  ] as const)('and a slip is none: %s, %s', async (name, route, email, body) => {
    const { ask, refused } = await setUp();

    await ask(name, route, email, {}, body);

    expect(refused).toEqual([]);
  });

  it('and nothing is written of what is answered', async () => {
    const { ask, refused, leadId } = await setUp();

    await ask('backtest', 'POST /v1/scoring/backtest', 'marketer@example.com', { leadId });

    expect(refused).toEqual([]);
  });
});
