import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rawStatus } from '../support/raw-request.ts';
import { type Running, startSample } from '../support/running.ts';
import { runs, seed } from '../support/seeded.ts';

/** Pieces that parsers stumble over, each sent as the bytes it stands for. */
const piece = fc.constantFrom(
  ...[
    '%',
    '%2',
    '%zz',
    '%00',
    '%ff',
    '%c3%28',
    '%2e%2e',
    '..',
    '//',
    '\\',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '?',
    '&',
    '=',
    ';',
    ':',
    '@',
    '+',
  ],
  ...['__proto__', 'constructor', 'toString', '_local', 'v1', 'echo', 'a', 'P1D', '-1', '1e999', 'null', '\u00e0', '\u00ff'],
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const path = fc.oneof(
  text,
  text.map((rest) => `/${rest}`),
  text.map((rest) => `/v1/echo/${rest}`),
  text.map((rest) => `/v1/events?${rest}`),
  fc
    .tuple(
      fc.constantFrom('clock', 'faults', 'invoke', 'idle', 'logs', 'visits', 'token', 'mail', 'messages', 'queues', 'env', 'api'),
      text,
    )
    .map(([route, rest]) => `/_local/${route}${rest}`),
);
const body = fc.oneof(
  text,
  fc.constantFrom(
    '{}',
    '[]',
    'null',
    '0',
    '""',
    '{"advance":"P99999999999D"}',
    '{"advance":7}',
    '{"rate":1,"modes":["none"]}',
    '{"fate":[]}',
  ),
);
const header = fc
  .tuple(
    fc.constantFrom(
      'content-type',
      'x-forwarded-for',
      'authorization',
      'cookie',
      'if-none-match',
      'accept',
      'origin',
      '__proto__',
      'constructor',
    ),
    text,
  )
  .map(([name, value]) => `${name}: ${value}`);

describe('The local runtime and what no client should send', () => {
  let runtime: Running;

  beforeAll(async () => {
    runtime = await startSample();
  });
  afterAll(() => runtime.stop());

  const status = (start: string, { headers = [] as readonly string[], content = '' } = {}): Promise<number> => {
    const lines = [start, 'host: localhost', 'connection: close', `content-length: ${Buffer.byteLength(content, 'latin1')}`, ...headers];
    return rawStatus(Number(new URL(runtime.url).port), `${lines.join('\r\n')}\r\n\r\n${content}`);
  };

  it.each([
    ['broken percent-encoding', 'GET /% HTTP/1.1', 400],
    ['bytes that are no UTF-8', 'GET /%ff HTTP/1.1', 400],
    ['an address in place of a path', 'GET http://localhost/ HTTP/1.1', 400],
    ['no path at all', 'OPTIONS * HTTP/1.1', 400],
    ['a file of another folder', 'GET /../../etc/passwd HTTP/1.1', 403],
    ['a wait without a number', 'GET /_local/idle?timeout=x HTTP/1.1', 400],
  ])('answers %s plainly', async (_, start, expected) => {
    expect(await status(start)).toBe(expected);
  });

  it.each([
    ['clock', '{"advance":"P99999999999D"}'],
    ['faults', '{"rate":1,"modes":["none"]}'],
    ['faults', '{"rate":"often","modes":["before"]}'],
    ['clock', '{'],
  ])('refuses what /_local/%s can not do: %s', async (route, content) => {
    expect(await status(`POST /_local/${route} HTTP/1.1`, { content })).toBe(400);
  });

  it('reads a parameter by any name', async () => {
    const answer = await runtime.request('/v1/echo/a?constructor=1&toString=2');

    expect(answer.body.event.queryStringParameters).toEqual({ constructor: '1', toString: '2' });
  });

  it('says no, and never fails, whatever the path, the headers and the body are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'),
        path,
        fc.array(header, { maxLength: 3 }),
        body,
        async (method, target, headers, content) => {
          const answered = await status(`${method} ${target} HTTP/1.1`, { headers, content });

          expect(answered === 503 || answered < 500).toBe(true);
        },
      ),
      { numRuns: runs(400, 20_000), seed },
    );
  });
});
