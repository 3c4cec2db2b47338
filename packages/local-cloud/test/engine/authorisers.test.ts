import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, startSample } from '../support/running.ts';

describe('A function that authorises requests', () => {
  let runtime: Running;

  beforeAll(async () => {
    runtime = await startSample();
  });
  afterAll(() => runtime.stop());

  const ask = (path: string, pass?: string, method = 'GET') =>
    runtime.request(`/v1/guarded/${path}`, { method, ...(pass !== undefined && { headers: { 'x-pass': pass } }) });
  const asked = () => runtime.invocations().filter(({ logicalId }) => logicalId.startsWith('Judge')).length;

  it('sees the request without its body and hands on what it says of the caller', async () => {
    const answer = await runtime.request('/v1/guarded/a?as=event', { method: 'POST', body: 'secret', headers: { 'x-pass': 'good' } });

    const { lambda } = answer.body.event.requestContext.authorizer;
    expect(answer.status).toBe(200);
    expect(lambda.type).toBe('REQUEST');
    expect(lambda.routeArn).toMatch(/^arn:aws:execute-api:[a-z0-9-]+:\d{12}:\w+\/\$default\/POST\/v1\/guarded\/a$/);
    expect(lambda.keys.split(' ')).toEqual(
      expect.arrayContaining(['version', 'routeKey', 'rawPath', 'headers', 'requestContext', 'pathParameters', 'identitySource']),
    );
    expect(lambda.keys).not.toMatch(/body|Base64/);
  });

  it.each([
    ['no header', 'a?as=me', undefined],
    ['an empty header', 'a?as=me', ''],
    ['one source of two', 'a', 'good'],
  ])('is not asked where the identity source is missing: %s', async (_, path, pass) => {
    const before = asked();

    const answer = await ask(path, pass);

    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect(asked()).toBe(before);
  });

  it('refuses with 403, and fails with 500 when its answer is none', async () => {
    const refused = await ask('a?as=refused', 'bad');
    const broken = await ask('a?as=broken', 'broken');

    expect([refused.status, refused.body]).toEqual([403, { message: 'Forbidden' }]);
    expect([broken.status, broken.body]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it('is asked once for each identity in its time, on whatever route and method', async () => {
    const before = asked();

    const first = [await ask('a?as=kept', 'good'), await ask('b?as=kept', 'good', 'PUT'), await ask('a?as=kept', 'bad')];
    const again = [await ask('c?as=kept', 'bad'), await ask('a?as=other', 'good')];
    const inTime = asked();
    await runtime.advance('PT61M');
    const later = await ask('a?as=kept', 'good');

    expect([...first, ...again, later].map(({ status }) => status)).toEqual([200, 200, 403, 403, 200, 200]);
    expect([inTime, asked()].map((count) => count - before)).toEqual([3, 4]);
  });
});

describe('An API that may not ask its authoriser', () => {
  it('does not start', async () => {
    await expect(startSample({ variant: 'unasked' })).rejects.toThrow(/AccessDenied.*apigateway.amazonaws.com.*authorizers/);
  });
});
