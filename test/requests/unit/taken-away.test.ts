import { expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { defaultConfig } from '../../../config/index.ts';
import { createHandler } from '../../../functions/edit-config/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { publishAll } from '../../../shared/config/publish.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { compilers } from '../../support/compilers.ts';
import { digests } from '../../support/digests.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';

const clock = () => new Date('2026-11-22T03:00:00.000Z');
const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;

async function setUp(kind: string) {
  const table = memoryTable();
  const changes = configKinds.map((known) => ({ kind: known, documents: defaults[known.name] ?? [], expectedVersion: 0 }));
  await publishAll(table, clock, configKinds, { changes, by: 'test', compilers });
  const config = createFixedConfig();
  const edit = createHandler({ ...createWorld().parts, table, config, digests, clock }, silentLog);
  const claims = { token_use: 'id', email: 'admin@example.com', email_verified: 'true' };
  const event = {
    routeKey: 'PUT /v1/config/{kind}',
    pathParameters: { kind },
    headers: { 'idempotency-key': 'k', 'if-match': '"1"' },
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
  };
  return {
    config,
    async ask(documents: readonly unknown[] = defaults[kind] ?? []) {
      const { statusCode, body = '' } = await edit({ ...event, body: JSON.stringify({ documents }) }, {} as Context);
      return { statusCode, body };
    },
  };
}

it.each(['users', 'competitors', 'reps'])(
  'answers nobody as before to whom %s are closed since, nor tells whether the key was used',
  async (kind) => {
    const { ask, config } = await setUp(kind);
    const first = await ask();
    config.change(userKind, 'admin', (user) => ({ ...user, role: 'marketer' as const }));

    const again = await ask();
    const other = await ask([]);

    expect([first.statusCode, again.statusCode, other.statusCode]).toEqual([200, 404, 404]);
  },
);

it('answers as before who may still publish the kind in another role', async () => {
  const { ask, config } = await setUp('pools');
  const first = await ask();
  config.change(userKind, 'admin', (user) => ({ ...user, role: 'marketer' as const }));

  expect(await ask()).toEqual(first);
});
