import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../support/people.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

/** The shop's own page, as the form lists it. */
const listed = 'http://localhost:8787';
const foreign = 'https://evil.example';

describe('a form across origins', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  const fromBrowser = (origin: string, site = 'cross-site') => ({ origin, 'sec-fetch-site': site });

  it.each([
    { name: 'no browser', headers: {}, status: 202, allowed: null },
    { name: 'a listed page', headers: fromBrowser(listed), status: 202, allowed: listed },
    { name: 'our own site', headers: fromBrowser('https://d1.cloudfront.example', 'same-origin'), status: 202, allowed: null },
    { name: 'a foreign page', headers: fromBrowser(foreign), status: 403, allowed: null },
    { name: 'a page on another port', headers: fromBrowser('http://localhost:9999'), status: 403, allowed: null },
    { name: 'a page with a longer name', headers: fromBrowser('http://localhost:8787.evil.example'), status: 403, allowed: null },
    { name: 'a sandboxed frame', headers: fromBrowser('null'), status: 403, allowed: null },
    { name: 'a page that claims to be self', headers: fromBrowser('self'), status: 403, allowed: null },
  ])('lets a post of $name in with $status', async ({ name, headers, status, allowed }) => {
    const submissionId = `origin-${name.replaceAll(' ', '-')}`;
    const answer = await runtime.post('contact', { submissionId, fields: person(50) }, { headers });
    const preflight = await runtime.request('/v1/forms/contact/submissions', {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, allowed]);
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([status === 202 ? 204 : 403, allowed]);
    expect(preflight.headers.get('access-control-allow-methods')).toBe(allowed === null ? null : 'POST, OPTIONS');
  });

  it('takes a post of our own page from a browser that does not tell where it posts from', async () => {
    const own = new URL(runtime.url).origin;

    const script = await runtime.post('contact', { fields: person(51) }, { headers: { origin: own } });
    const neighbour = await runtime.post('contact', { fields: person(52) }, { headers: { origin: 'http://127.0.0.1:1' } });

    expect([script.status, neighbour.status]).toEqual([202, 403]);
  });

  it.each([
    { way: 'through the site', path: '/v1/forms', origin: 'https://evil.example' },
    { way: 'through the site by another spelling', path: '/v1/%66orms', origin: 'https://evil.example' },
    // The helper that asks the API itself answers the runtime's own pages only.
    { way: 'past the site', path: '/_local/api/v1/forms', origin: undefined },
  ])('believes no host that somebody made up, $way', async ({ path, origin = new URL(runtime.url).origin }) => {
    const headers = { origin, 'x-pheu-host': new URL(origin).host, 'x-pheu-origin': 'guessed' };
    const json = { ...headers, 'content-type': 'application/json' };

    const post = await runtime.request(`${path}/contact/submissions`, { method: 'POST', headers: json, body: '{"fields":{}}' });
    const shown = await runtime.request(`${path}/contact`, { headers });

    expect([post.status, post.body.type]).toEqual([403, '/v1/docs#problem-origin_not_allowed']);
    expect([shown.status, shown.body.type]).toEqual([403, '/v1/docs#problem-origin_not_allowed']);
  });

  it('lets a listed page read why its post was refused', async () => {
    const answer = await runtime.post('contact', { fields: {} }, { headers: fromBrowser(listed) });

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([422, listed]);
  });

  it('describes the form to a listed page: fields, texts with versions, a fresh token, and never a value', async () => {
    const answer = await runtime.get('/v1/forms/contact?visitorId=v1', { headers: fromBrowser(listed) });
    const refused = await runtime.get('/v1/forms/contact', { headers: fromBrowser(foreign) });

    expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')]).toEqual([200, listed, 'Origin']);
    expect(answer.headers.get('cache-control')).toMatch(/no-store/);
    expect(answer.body).toMatchObject({ formId: 'contact', token: expect.stringMatching(/^v1\./) });
    expect(answer.body.fields.map(({ name }: { name: string }) => name)).toEqual([
      'fullName',
      'email',
      'phone',
      'province',
      'company',
      'product',
      'message',
    ]);
    expect(answer.text).toContain('newsletter-2026-12');
    expect(answer.text).not.toMatch(/khach\d|0912000555/);
    expect([refused.status, refused.body.token]).toEqual([403, undefined]);
    expect((await runtime.get('/v1/forms/no-such-form')).status).toBe(404);
  });
});
