import { describe, expect, it } from '@jest/globals';
import { createEdgeFunction } from '../../engine/edge-function.ts';
import type { HttpRequest } from '../../engine/http-message.ts';

const distribution = { ref: 'E1', attributes: { DomainName: 'd1.cloudfront.net' } };
const load = (code: string, runtime = 'cloudfront-js-2.0') =>
  createEdgeFunction({ FunctionCode: code, FunctionConfig: { Runtime: runtime } }, distribution);

const request: HttpRequest = {
  method: 'GET',
  path: '/v1/forms/contact',
  query: 'a=1&a=2',
  headers: [
    ['host', 'www.example.vn'],
    ['accept', 'text/html'],
    ['accept', 'text/plain'],
    ['cookie', 'c=1; d=2'],
  ],
  body: Buffer.from('body'),
  sourceIp: '203.0.113.7',
};

describe('a CloudFront function', () => {
  it('gets the event as CloudFront tells it', async () => {
    const code = `async function handler(event) {
      event.request.headers.seen = { value: JSON.stringify({ ...event, context: event.context.eventType }) };
      return event.request;
    }`;

    const answered = await load(code)(request);

    const seen: unknown = JSON.parse(answered.headers.find(([name]) => name === 'seen')?.[1] ?? '');
    expect(seen).toEqual({
      version: '1.0',
      context: 'viewer-request',
      viewer: { ip: '203.0.113.7' },
      request: {
        method: 'GET',
        uri: '/v1/forms/contact',
        querystring: { a: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } },
        headers: {
          host: { value: 'www.example.vn' },
          accept: { value: 'text/html', multiValue: [{ value: 'text/html' }, { value: 'text/plain' }] },
        },
        cookies: { c: { value: '1' }, d: { value: '2' } },
      },
    });
    expect(answered).toEqual({ ...request, headers: expect.arrayContaining([...request.headers]) });
  });

  it('adds, replaces and takes away headers', async () => {
    const code = `function handler(event) {
      event.request.headers['x-new'] = { value: 'new' };
      delete event.request.headers.accept;
      return event.request;
    }`;

    const { headers } = await load(code)(request);

    expect(headers).toEqual([
      ['host', 'www.example.vn'],
      ['x-new', 'new'],
      ['cookie', 'c=1; d=2'],
    ]);
  });

  it.each([
    ['another host', `event.request.headers.host = { value: 'evil.example' }; return event.request;`, 'changed host'],
    ['no host', 'delete event.request.headers.host; return event.request;', 'changed host'],
    ['another path', `event.request.uri = '/'; return event.request;`, 'changed uri'],
    ['a name in capitals', `event.request.headers['X-New'] = { value: '1' }; return event.request;`, 'lower case'],
    ['a bare value', `event.request.headers['x-new'] = '1'; return event.request;`, 'no value'],
    ['nothing', '', 'no request'],
    ['what is no part of that runtime', 'process.exit(1);', 'process is not defined'],
  ])('fails aloud when it gives back %s', async (_name, body, message) => {
    const run = load(`function handler(event) { ${body} }`);

    await expect(run(request)).rejects.toThrow(message);
  });

  it.each([
    ['function handler(', 'cloudfront-js-2.0', 'does not run'],
    ['var answer = 1;', 'cloudfront-js-2.0', 'no function named handler'],
    ['function handler(event) { return event.request; }', 'cloudfront-js-1.0', 'cloudfront-js-1.0'],
  ])('stops the start for %j on %s', (code, runtime, message) => {
    expect(() => load(code, runtime)).toThrow(message);
  });
});
