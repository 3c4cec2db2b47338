import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { Problem } from '../../../api/problem.ts';
import { createHandler as createAdmission } from '../../../functions/admit-requests/app.ts';
import { createHandler as createBacktest } from '../../../functions/backtest-scoring/app.ts';
import { createHandler as createChange } from '../../../functions/change-leads/app.ts';
import { createHandler as createEdit } from '../../../functions/edit-config/app.ts';
import { createHandler as createRead } from '../../../functions/read-leads/app.ts';
import { createHandler as createReports } from '../../../functions/read-reports/app.ts';
import type { ConfigReader } from '../../../shared/config/index.ts';
import type { HttpResponse } from '../../../shared/platform/http.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { sha256Hex } from '../../../shared/platform/secrets.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { noFacts, noneHeld, noSpend } from '../../support/reports.ts';

/** While secrets are exchanged there are two, the one in force first. */
const originDigests = [sha256Hex('secret'), sha256Hex('the one before')];

const notOurs: [what: string, secret: string | undefined][] = [
  ['no secret', undefined],
  ['an empty secret', ''],
  ['a guessed one', 'guess'],
  ['a digest in place of its secret', sha256Hex('secret')],
  ['both secrets at once', 'secret,the one before'],
];

describe('the authoriser of public routes', () => {
  const admits = (event: unknown) => createAdmission(originDigests)(event);

  it.each(['secret', 'the one before'])('admits what our CDN sends: %s', async (secret) => {
    expect(await admits({ identitySource: [secret] })).toEqual({ isAuthorized: true });
  });

  it.each(notOurs)('refuses %s', async (_, secret) => {
    expect(await admits({ identitySource: secret === undefined ? [] : [secret] })).toEqual({ isAuthorized: false });
  });

  it.each([[null], [{}], [{ identitySource: null }], [{ identitySource: 'secret' }], [{ headers: { 'x-pheu-origin': 'secret' } }]])(
    'decides on nothing but the identity source, by which its answer is kept: %j',
    async (event) => {
      expect(await admits(event)).toEqual({ isAuthorized: false });
    },
  );
});

type Handler = (event: object) => Promise<HttpResponse>;

/** A function with a token route, and what it read of configuration and table. */
function setUp(name: string, digests: readonly string[] | undefined) {
  const reads: string[] = [];
  const world = createWorld();
  const config: ConfigReader = {
    ...world.config,
    current: (kind) => {
      reads.push(kind.name);
      return world.config.current(kind);
    },
  };
  const parts = { ...world.parts, config, originDigests: digests };
  const handlers: Record<string, Handler> = {
    'read-leads': (event) => createRead(parts, silentLog)(event as never, {} as Context),
    'read-reports': (event) =>
      createReports({ ...parts, readFacts: noFacts, readSpend: noSpend, readHeld: noneHeld }, silentLog)(event as never, {} as Context),
    'change-leads': (event) => createChange(parts, silentLog)(event as never, {} as Context),
    'edit-config': (event) => createEdit(parts, silentLog)(event as never, {} as Context),
    'backtest-scoring': (event) => createBacktest({ ...parts, log: silentLog })(event as never, {} as Context),
  };
  const ask = async (secret: string | undefined) => {
    const claims = { token_use: 'id', email: 'admin@example.com', email_verified: 'true' };
    const answer = await handlers[name]?.({
      routeKey: 'GET /v1/leads',
      headers: secret === undefined ? {} : { 'x-pheu-origin': secret },
      requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
    });
    return { status: answer?.statusCode, body: JSON.parse(answer?.body ?? 'null') as unknown };
  };
  return { ask, reads };
}

describe.each(['read-leads', 'read-reports', 'change-leads', 'backtest-scoring', 'edit-config'])('%s, with a good token', (name) => {
  it.each(notOurs)('answers a problem without reading anything for %s', async (_, secret) => {
    const { ask, reads } = setUp(name, originDigests);

    const { status, body } = await ask(secret);

    expect(status).toBe(404);
    expect(Problem.parse(body).type).toBe('/v1/docs#problem-not_found');
    expect(reads).toEqual([]);
  });

  it.each(['secret', 'the one before'])('goes on for what our CDN sends: %s', async (secret) => {
    const { ask, reads } = setUp(name, originDigests);

    await ask(secret);

    expect(reads).toContain('users');
  });

  it('goes on for everybody where no firewall stands', async () => {
    const { ask, reads } = setUp(name, undefined);

    await ask(undefined);

    expect(reads).toContain('users');
  });
});
