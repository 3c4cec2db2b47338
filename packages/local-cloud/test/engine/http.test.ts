import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, startSample } from '../support/running.ts';

describe('The local runtime speaks HTTP like CloudFront and an HTTP API', () => {
  let runtime: Running;

  beforeAll(async () => {
    runtime = await startSample();
  });
  afterAll(() => runtime.stop());

  it('serves the site with its type and headers, and answers 304 to a known tag', async () => {
    const first = await runtime.request('/');
    const tag = first.headers.get('etag') ?? '';

    const second = await runtime.request('/', { headers: { 'if-none-match': tag } });

    expect(first.text).toContain('<h1>Sample</h1>');
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect([second.status, second.text]).toEqual([304, '']);
  });

  it('answers like a bucket without list rights for a file that is not there', async () => {
    const answer = await runtime.request('/nothing.html');

    expect(answer.status).toBe(403);
    expect(answer.text).toContain('AccessDenied');
  });

  it('hands a request to the function in payload format 2.0', async () => {
    const answer = await runtime.request('/v1/echo/h%C3%A0?a=1&a=2&b=%C4%91', {
      method: 'PUT',
      body: '{"x":1}',
      headers: { 'content-type': 'application/json', cookie: 'c=1; d=2', 'X-Custom': 'yes' },
      ip: '203.0.113.9',
    });

    const { event } = answer.body;
    expect(answer.status).toBe(200);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /v1/echo/{name}',
      rawPath: '/v1/echo/hà',
      rawQueryString: 'a=1&a=2&b=%C4%91',
      queryStringParameters: { a: '1,2', b: 'đ' },
      pathParameters: { name: 'hà' },
      cookies: ['c=1', 'd=2'],
      body: '{"x":1}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'PUT' }, stage: '$default' },
    });
    expect(event.headers).toMatchObject({ 'x-custom': 'yes', 'x-origin-secret': 'secret-Create' });
  });

  it('dates what the API answers by its own clock, of errors as well', async () => {
    await runtime.advance('PT3H');

    const answers = await Promise.all(['/v1/echo/a', '/v1/nowhere'].map((path) => runtime.request(path)));

    for (const { headers } of answers) {
      const aheadMs = Date.parse(headers.get('date') ?? '') - runtime.cloud.clock.now();
      expect(Math.abs(aheadMs)).toBeLessThan(60_000);
    }
  });

  it('appends the edge to the address that the client sent, so that a test can be many people', async () => {
    const answer = await runtime.request('/v1/echo/a', { ip: '203.0.113.9' });

    const addresses = answer.body.event.headers['x-forwarded-for'].split(', ');
    expect(addresses).toHaveLength(2);
    expect(addresses[0]).toBe('203.0.113.9');
    expect(answer.body.event.requestContext.http.sourceIp).toBe(addresses[1]);
  });

  it('replaces an origin secret that a client made up', async () => {
    const answer = await runtime.request('/v1/echo/a', { headers: { 'x-origin-secret': 'guess' } });

    expect(answer.body.event.headers['x-origin-secret']).toBe('secret-Create');
  });

  it('gives no secret to who asks the API past the distribution', async () => {
    const answer = await runtime.request('/_local/api/v1/echo/a', { headers: { 'x-origin-secret': 'guess' } });

    expect(answer.body.event.headers['x-origin-secret']).toBe('guess');
  });

  it('encodes forms and files in base64, as the service does', async () => {
    const form = new FormData();
    form.set('name', 'Hường');

    const multipart = await runtime.request('/v1/echo/a', { method: 'POST', body: form });
    const urlencoded = await runtime.request('/v1/echo/a', { method: 'POST', body: new URLSearchParams({ name: 'Hường' }) });

    for (const { body } of [multipart, urlencoded]) expect(body.event.isBase64Encoded).toBe(true);
    expect(Buffer.from(multipart.body.event.body, 'base64').toString('utf8')).toContain('Hường');
  });

  it('sends back several cookies as several headers', async () => {
    const answer = await runtime.request('/v1/echo/a');

    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('answers 404 where no route is, 413 above ten megabytes, 500 when the function runs out of time', async () => {
    const missing = await runtime.request('/v1/nothing');
    const large = await runtime.request('/v1/echo/a', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    const slow = await runtime.request('/v1/slow');

    expect([missing.status, missing.body]).toEqual([404, { message: 'Not Found' }]);
    expect(large.status).toBe(413);
    expect([slow.status, slow.body]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it.each([
    ['no token', undefined],
    ['nonsense', 'Bearer nonsense'],
  ])('refuses a protected route with %s', async (_, authorization) => {
    const answer = await runtime.request('/v1/private', authorization === undefined ? {} : { headers: { authorization } });

    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('hands the claims of a token on as text, and refuses the token when its hour is over', async () => {
    const token = (await runtime.request('/_local/token?user=rep@example.com')).text;
    const headers = { authorization: `Bearer ${token}` };

    const fresh = await runtime.request('/v1/private', { headers });
    await runtime.advance('PT61M');
    const stale = await runtime.request('/v1/private', { headers });

    const { claims } = fresh.body.event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ email: 'rep@example.com', email_verified: 'true', token_use: 'id' });
    expect(stale.status).toBe(401);
  });

  it('puts a body onto a queue without a function', async () => {
    const answer = await runtime.request('/v1/events', { method: 'POST', body: '{"consent":true}' });

    const sent = await runtime.messages();
    expect(answer.status).toBe(200);
    expect(sent.map(({ body }) => body)).toContain('{"consent":true}');
  });
});
