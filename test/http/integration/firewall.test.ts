import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../../local/synthesis/synthesise.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Any will do: what makes a firewall stand before the distribution is the setting. */
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pheu/0b7d6c1e';

const post = { submissionId: 'a', fields: { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678' } };
const beacon = JSON.stringify({ consent: 'given', visitorId: 'x'.repeat(22), events: [] });

const publicRequests: [method: string, path: string, init: RequestInit][] = [
  ['POST', '/v1/forms/contact/submissions', { body: JSON.stringify(post), headers: { 'content-type': 'application/json' } }],
  ['OPTIONS', '/v1/forms/contact/submissions', {}],
  ['GET', '/v1/forms/contact', {}],
  ['OPTIONS', '/v1/forms/contact', {}],
  ['POST', '/v1/events', { body: beacon, headers: { 'content-type': 'text/plain' } }],
  ['GET', '/v1/openapi.json', {}],
  ['GET', '/v1/docs', {}],
];

describe('Where a firewall stands before the distribution', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    const assembly = await synthesise({ root, directory: join(root, '.pheu', 'assembly-firewall'), settings: { webAclArn } });
    runtime = await startRuntime({ assembly });
  });
  afterAll(() => runtime.stop());

  /** Past the distribution, at the API's own host. */
  const goRound = (method: string, path: string, { headers, ...init }: RequestInit, secret?: string) =>
    runtime.request(`/_local/api${path}`, {
      ...init,
      method,
      headers: { ...Object.fromEntries(new Headers(headers)), ...(secret !== undefined && { 'x-pheu-origin': secret }) },
    });
  /** Of functions that answer; timers that are due at this time of day go on beside them. */
  const askedFor = async () => (await runtime.calls()).filter(({ principal }) => !/find-due-timers|run-timers|do-work/.test(principal));
  const sent = async () => (await runtime.messages()).filter(({ queue }) => /intake|beacons/.test(queue));

  it.each(publicRequests)('%s %s cannot be asked round it, and leaves no trace', async (method, path, init) => {
    await runtime.resetCalls();

    const without = await goRound(method, path, init);
    const guessed = await goRound(method, path, init, 'guess');

    expect([without.status, without.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect([guessed.status, guessed.body]).toEqual([403, { message: 'Forbidden' }]);
    expect(await askedFor()).toEqual([]);
    expect(await sent()).toEqual([]);
  });

  it.each([
    ['GET', '/v1/leads'],
    ['GET', '/v1/forms/contact/submissions/a'],
    ['DELETE', '/v1/leads/L1/visitors/V1'],
    ['POST', '/v1/scoring/backtest'],
  ])('%s %s cannot be asked round it with a good token', async (method, path) => {
    const authorization = `Bearer ${await runtime.token('admin@example.com')}`;
    // What a function reads at its start is no answer to anybody.
    await goRound(method, path, { headers: { authorization } }, 'guess');
    await runtime.resetCalls();

    const answer = await goRound(method, path, { headers: { authorization } }, 'guess');

    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(answer.body.detail).toContain('the address of the site');
    expect(await askedFor()).toEqual([]);
  });

  it('lets forms, preflights, beacons and reps through the distribution, asking its authoriser once', async () => {
    await runtime.resetCalls();
    const origin = 'http://localhost:8787';
    const asking = { origin, 'access-control-request-method': 'POST' };

    const accepted = await runtime.post('contact', post);
    const shown = await runtime.get('/v1/forms/contact');
    const preflight = await runtime.request('/v1/forms/contact/submissions', { method: 'OPTIONS', headers: asking });
    const noted = await runtime.request('/v1/events', { method: 'POST', body: beacon });
    const docs = await runtime.get('/v1/docs');
    await runtime.settle();
    const leads = await runtime.get('/v1/leads', { user: 'admin@example.com' });

    expect([accepted, shown, noted, docs, leads].map(({ status }) => status)).toEqual([202, 200, 200, 200, 200]);
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(leads.body.items).toMatchObject([{ email: 'huong@example.com' }]);
    const asked = (await runtime.invocations()).filter(({ functionName }) => functionName.endsWith('admit-requests'));
    expect(asked).toHaveLength(1);
  });
});
