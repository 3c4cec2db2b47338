import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../../api/problem.ts';
import { TooManyChecksError } from '../../../shared/entering/errors.ts';
import {
  ConfigurationError,
  ConflictError,
  CorruptItemError,
  InvalidInputError,
  NotFoundError,
  UnauthenticatedError,
  UnavailableError,
} from '../../../shared/platform/errors.ts';
import { createHttpHandler, escapeHtml, htmlResponse, jsonResponse, problemTitles } from '../../../shared/platform/http.ts';
import { lambdaContext } from '../../support/capture.ts';

const event = { requestContext: { requestId: 'request-1' } };

async function answerTo(error: unknown) {
  const logged: unknown[] = [];
  const log = { info: () => {}, warn: () => {}, error: (...line: unknown[]) => void logged.push(line) };
  const handler = createHttpHandler(log, async () => {
    throw error;
  });
  const answer = await handler(event, lambdaContext);
  return { answer, problem: Problem.strict().parse(JSON.parse(answer.body ?? '')), logged };
}

describe('an error', () => {
  it.each([
    [new InvalidInputError('wrong', [{ path: 'limit', message: 'too high' }]), 422, 'wrong'],
    [new NotFoundError('no such lead'), 404, 'no such lead'],
    [new UnauthenticatedError('no token'), 401, 'no token'],
    [new ConflictError('changed'), 409, 'changed'],
    [new UnavailableError('busy'), 503, 'busy'],
  ])('of ours, %s, is a problem that says what it is', async (error, status, detail) => {
    const { answer, problem } = await answerTo(error);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' });
    expect(problem).toMatchObject({ status, detail, id: 'request-1', type: `/v1/docs#problem-${error.code}` });
    expect(answer.headers?.['retry-after'] !== undefined).toBe(status === 503);
  });

  it('of ours that knows for how long it turns somebody away says so, in place of the usual seconds', async () => {
    const { answer } = await answerTo(new TooManyChecksError('ask again in 49 min', 2_940));

    expect([answer.statusCode, answer.headers?.['retry-after']]).toEqual([429, '2940']);
  });

  it.each([
    [new Error('lan@example.com')],
    [new ConfigurationError('table-canary')],
    [new CorruptItemError('item-canary')],
    ['thrown text'],
    [undefined],
  ])('of the inside, %s, shows nothing and is logged', async (error) => {
    const { answer, logged } = await answerTo(error);

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/lan@|canary|thrown/);
    expect(logged).toHaveLength(1);
  });
});

describe('answers', () => {
  it('carry the security headers', () => {
    for (const answer of [jsonResponse(200, {}), htmlResponse(200, '')]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'strict-transport-security': expect.stringContaining('max-age='),
        'referrer-policy': expect.any(String),
      });
    }
  });

  it('escape what stands in HTML', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});

/** Codes of errors by which the code that is deployed tells a client that the client has to do something else. */
function codesOfClientErrors(): string[] {
  const root = join(import.meta.dirname, '..', '..', '..');
  const files = ['shared', 'functions'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(root, room, file)),
  );
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bcode(?: =|:) '(\w+)'[;,]\s+(?:readonly )?status(?: =|:) 4\d\d/g)])
    .map(([, code = '']) => code);
}

describe('what a client did wrong', () => {
  it.each([...new Set(codesOfClientErrors())].map((code) => [code]))('has a title of its own: %s', (code) => {
    expect(Object.keys(problemTitles)).toContain(code);
  });

  it('is found where it is thrown', () => {
    expect(codesOfClientErrors()).toEqual(expect.arrayContaining(['impossible_move', 'origin_not_allowed', 'not_found']));
  });
});
