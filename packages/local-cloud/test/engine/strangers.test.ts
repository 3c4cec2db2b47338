import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rawRequest } from '../support/raw-request.ts';
import { type Running, startSample } from '../support/running.ts';

describe('The local runtime keeps web pages of strangers out', () => {
  let runtime: Running;
  let own = '';
  let aws = '';

  beforeAll(async () => {
    runtime = await startSample();
    own = new URL(runtime.url).origin;
    aws = String(runtime.environment.endpointUrl);
  });
  afterAll(() => runtime.stop());

  it.each(['/', '/v1/echo/a', '/_local/token?user=admin@example.com', '/_local/mail', '/_local/health'])(
    'tells nothing of %s to a page whose name was made to point to this machine',
    async (path) => {
      const answer = await rawRequest(`${own}${path}`, { headers: { host: `rebound.example:${new URL(own).port}` } });

      expect(answer.status).toBe(421);
      expect(JSON.parse(answer.text).message).toContain('rebound.example');
    },
  );

  it('answers under each name of the loopback', async () => {
    const { port } = new URL(own);

    const answers = await Promise.all(
      [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].map((host) => rawRequest(`${own}/_local/health`, { headers: { host } })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it.each([
    ['POST', 'clock', '{"advance":"P2D"}'],
    ['POST', 'invoke', '{"function":"Echo","event":{}}'],
    ['POST', 'faults', '{"rate":1,"modes":["before"]}'],
    ['POST', 'api/v1/echo/a', '{}'],
    ['GET', 'token?user=admin@example.com', undefined],
  ])('refuses %s %s from a page elsewhere, also as the simple request that no browser asks about first', async (method, path, body) => {
    const before = (await runtime.request('/_local/clock')).body.now;
    const send = (headers: Record<string, string>) =>
      rawRequest(`${own}/_local/${path}`, {
        method,
        headers: { 'content-type': 'text/plain', ...headers },
        ...(body !== undefined && { body }),
      });

    const answers = await Promise.all([
      send({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
      send({ origin: 'http://localhost:3000' }),
      send({ origin: 'null' }),
      send({ 'sec-fetch-site': 'cross-site' }),
      send({ 'sec-fetch-site': 'same-site' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(Date.parse((await runtime.request('/_local/clock')).body.now) - Date.parse(before)).toBeLessThan(3_600_000);
    expect(runtime.cloud.faults.count()).toMatchObject({ before: 0 });
  });

  it('answers its own pages and programs', async () => {
    const page = await rawRequest(`${own}/_local/clock`, {
      method: 'POST',
      headers: { origin: own, 'sec-fetch-site': 'same-origin' },
      body: '{"advance":"PT1S"}',
    });
    const program = await rawRequest(`${own}/_local/clock`);

    expect([page.status, program.status]).toEqual([200, 200]);
  });

  it.each(['', 'mailbox', 'token?user=a@example.com', 'nothing', 'api/v1/echo/a'])(
    'lets no page put /_local/%s into a frame',
    async (path) => {
      const answer = await rawRequest(`${own}/_local/${path}`);

      expect(answer.headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
    },
  );

  it('leaves foreign origins of the API to the functions', async () => {
    const answer = await rawRequest(`${own}/v1/echo/a`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' },
      body: 'x',
    });

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).event.headers.origin).toBe('https://shop.example');
  });

  it('serves AWS to SDK clients only', async () => {
    const call = {
      method: 'POST',
      body: JSON.stringify({ TableName: runtime.tableName }),
      headers: {
        'x-amz-target': 'DynamoDB_20120810.Scan',
        authorization: `AWS4-HMAC-SHA256 Credential=${runtime.environment.accessKeyId}/20260101/ap-southeast-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x`,
      },
    };

    const client = await rawRequest(aws, call);
    const rebound = await rawRequest(aws, { ...call, headers: { ...call.headers, host: 'rebound.example' } });
    const foreign = await rawRequest(aws, { ...call, headers: { ...call.headers, origin: 'https://evil.example' } });
    const framed = await rawRequest(aws, { ...call, headers: { ...call.headers, 'sec-fetch-site': 'cross-site' } });

    expect([client.status, rebound.status, foreign.status, framed.status]).toEqual([200, 421, 403, 403]);
  });
});
