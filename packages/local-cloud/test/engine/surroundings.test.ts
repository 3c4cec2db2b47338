import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonResponse, type Surroundings, type Watcher } from '../../index.ts';
import { type Running, startSample } from '../support/running.ts';

describe('What an application sets up around its cloud', () => {
  let runtime: Running;
  let isClosed = false;
  const pages = mkdtempSync(join(tmpdir(), 'pages-'));
  const heard: Record<keyof Watcher, unknown[]> = { logged: [], published: [], wrote: [], workedOff: [], queueing: [] };
  const ended: (string | undefined)[] = [];

  beforeAll(async () => {
    writeFileSync(join(pages, 'home.html'), '<h1>Home</h1>');
    writeFileSync(join(pages, 'queues.html'), '<h1>Queues</h1>');
    writeFileSync(join(pages, 'page.css'), 'h1 { color: red }');
    const surroundings: Surroundings = {
      watcher: {
        logged: (text) => void heard.logged.push(text),
        published: (event) => void heard.published.push(event),
        wrote: (record) => void heard.wrote.push(record),
        workedOff: (batch) => void heard.workedOff.push(batch),
        queueing(body) {
          heard.queueing.push(body);
          return { ...(body.includes('secret') && { recordedAs: 'nothing kept' }), ended: (messageId) => void ended.push(messageId) };
        },
      },
      routes: {
        'GET weather': (_parts, { query, rest }) => jsonResponse(200, { of: query.get('of'), rest }),
        'GET health': () => jsonResponse(200, { ready: 'as we say' }),
      },
      pages,
      environment: ([siteUrl]) => ({ shopUrl: String(siteUrl) }),
      async close() {
        isClosed = true;
      },
    };
    runtime = await startSample({ surroundings: async () => surroundings });
  });
  afterAll(async () => {
    await runtime.stop();
    rmSync(pages, { recursive: true, force: true });
  });

  const html = { accept: 'text/html' };

  it('answers by its routes before those that every cloud has', async () => {
    expect((await runtime.request('/_local/weather/here?of=today')).body).toEqual({ of: 'today', rest: 'here' });
    expect((await runtime.request('/_local/health')).body).toEqual({ ready: 'as we say' });
    expect((await runtime.request('/_local/nothing')).body.routes).toEqual(expect.arrayContaining(['GET /_local/weather']));
  });

  it('shows its pages to browsers, and leaves routes of the same name to programs', async () => {
    const home = await runtime.request('/_local/');
    const page = await runtime.request('/_local/queues', { headers: html });
    const program = await runtime.request('/_local/queues');
    const style = await runtime.request('/_local/page.css');

    expect([home.text, page.text, style.text]).toEqual(['<h1>Home</h1>', '<h1>Queues</h1>', 'h1 { color: red }']);
    expect(home.headers.get('x-frame-options')).toBe('DENY');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(Array.isArray(program.body)).toBe(true);
  });

  it.each(['..%2fpackage.json', '../../package.json', 'home.html/x'])('has no page at %s', async (path) => {
    const answer = await runtime.request(`/_local/${path}`, { headers: html });

    expect(answer.status).not.toBe(200);
  });

  it('hears of lines, events, writes and batches', async () => {
    await runtime.request('/v1/echo/a?put=STREAM%23heard&publish=H%C3%A0');
    await runtime.request('/v1/events', { method: 'POST', body: 'open' });
    await runtime.idle();

    expect(heard.published).toMatchObject([{ 'detail-type': 'greeting' }]);
    expect(heard.wrote.length).toBeGreaterThan(0);
    expect(heard.workedOff).toContainEqual(expect.objectContaining({ done: [ended.at(-1)], failed: [] }));
    expect(heard.logged.length).toBeGreaterThan(0);
  });

  it('says what of a request stands in the record of messages', async () => {
    await runtime.request('/v1/events', { method: 'POST', body: 'a secret' });
    await runtime.request('/v1/events', { method: 'POST', body: 'a word' });

    const recorded = (await runtime.messages()).map(({ body }) => body);
    expect(heard.queueing.slice(-2)).toEqual(['a secret', 'a word']);
    expect(recorded).toEqual(expect.arrayContaining(['nothing kept', 'a word']));
    expect(recorded).not.toContain('a secret');
  });

  it('is told when the queue takes nothing', async () => {
    runtime.cloud.outages.set('sqs', true);
    const answer = await runtime.request('/v1/events', { method: 'POST', body: 'lost' });
    runtime.cloud.outages.set('sqs', false);

    expect([answer.status, ended.at(-1)]).toEqual([500, undefined]);
  });

  it('tells clients what it wants them to know, and is closed with the cloud', async () => {
    expect(runtime.environment).toMatchObject({ shopUrl: runtime.url });
    const other = await startSample({
      surroundings: async () => ({
        async close() {
          isClosed = true;
        },
      }),
    });
    isClosed = false;
    await other.stop();
    expect(isClosed).toBe(true);
  });
});
