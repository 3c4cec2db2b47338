import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { bodyTemplate } from '../../../bench/ingest/body-template.ts';
import { drive } from '../../../bench/ingest/drive.ts';
import { loadFigures } from '../../../bench/ingest/load-figures.ts';
import { readLoadOptions, UsageError } from '../../../bench/ingest/load-options.ts';
import { untilRest } from '../../../bench/ingest/until-rest.ts';
import { cpuTicksOf } from '../../../bench/support/process-cpu.ts';

const folder = mkdtempSync(join(tmpdir(), 'pheu-load-'));
const body = join(folder, 'body.json');
const odd = join(folder, 'odd.json');
writeFileSync(body, '{"id":"{{uuid}}"}');
writeFileSync(odd, '{"id":"{{guid}}"}');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the body of a request', () => {
  it('fills each place anew', () => {
    const next = bodyTemplate('{{uuid}} {{uuid}} {{count}} {{random:5}} {{now}} {{nowMs}} {{ no place }}');

    const [first = [], second = []] = [next(), next()].map((text) => text.split(' '));

    expect(new Set([first[0], first[1], second[0], second[1]]).size).toBe(4);
    expect([first[2], second[2]]).toEqual(['1', '2']);
    expect(first[3]).toMatch(/^[0-4]$/);
    expect(new Date(first[4] ?? '').toISOString()).toBe(first[4]);
    expect(Number(first[5])).toBeGreaterThan(0);
    expect(first.slice(6).join(' ')).toBe('{{ no place }}');
  });

  it('names a place that nobody fills', () => {
    expect(() => bodyTemplate('{{uuid}} {{guid}}')).toThrow('nobody fills {{guid}}: there are {{uuid}}, {{now}}');
  });
});

describe('a run', () => {
  it('sends every body once, over as many connections as asked for', async () => {
    const bodies: string[] = [];
    const sockets = new Set<unknown>();
    let answers = 0;
    const server = createServer(async (request, response) => {
      sockets.add(request.socket);
      for await (const chunk of request) bodies.push(`${request.headers['x-name']} ${chunk}`);
      answers += 1;
      response.writeHead(answers % 2 === 0 ? 202 : 429).end('taken');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const url = new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1/events`);
    let count = 0;

    const { latenciesMs, statuses } = await drive(
      { url, headers: { 'x-name': 'me' }, nextBody: () => String(count++) },
      3,
      (sent) => sent >= 10,
    );
    server.close();

    expect(bodies.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `me ${index}`));
    expect(sockets.size).toBe(3);
    expect([latenciesMs.length, statuses.get(202), statuses.get(429)]).toEqual([10, 5, 5]);
  });
});

describe('figures of a run', () => {
  const run = {
    seconds: 2,
    latenciesMs: [4, 1, 3, 2, 100],
    statuses: new Map([
      [202, 3],
      [429, 2],
    ]),
  };

  it('tells rates, times and refusals', () => {
    expect(loadFigures(run, undefined)).toMatchObject({ answeredPerSecond: 2.5, p50Ms: 3, refused: 2, cpuMsPerRequest: undefined });
    expect(loadFigures(run, undefined).p99Ms).toBeCloseTo(96.16, 6);
  });

  it('counts what is done after the answers', () => {
    expect(loadFigures(run, { cpuMs: 20, afterSeconds: 8 })).toMatchObject({ workedOffPerSecond: 0.5, cpuMsPerRequest: 4 });
  });

  it('knows nothing of a run without an answer', () => {
    expect(() => loadFigures({ ...run, latenciesMs: [] }, undefined)).toThrow('no request was answered');
  });
});

describe('CPU time', () => {
  it('is read past the name of the program, with that of ended children', () => {
    expect(cpuTicksOf('7 (node (a) b) S 1 7 7 0 -1 4194304 9 9 9 9 300 40 5 6 20 0 12 0 99')).toBe(351);
  });

  it('counts until the process rests longer than a queue gathers', async () => {
    // Works three seconds, waits six for a batch, works one more.
    const busy = (second: number): boolean => second < 3 || (second >= 9 && second < 10);
    let [passedMs, cpuMs] = [0, 50];
    const wait = async (ms: number): Promise<void> => {
      cpuMs += busy(passedMs / 1000) ? ms : 1;
      passedMs += ms;
    };

    const rest = await untilRest(() => cpuMs, wait);

    expect(rest.workedSeconds).toBe(10);
    expect(rest.cpuMs).toBeGreaterThanOrEqual(50 + 4_000);
  });

  it('does not wait for ever', async () => {
    let cpuMs = 0;

    await expect(
      untilRest(
        () => (cpuMs += 500),
        async () => {},
      ),
    ).rejects.toThrow('did not come to rest within 180 s');
  });
});

describe('the command', () => {
  const good = ['--url', 'http://localhost:8787/v1/events', '--body', body];

  it('reads one target, or two that take turns', () => {
    const one = readLoadOptions([...good, '--header', 'X-Name: a: b', '--pid', '12', '--seconds', '0.5']);
    const two = readLoadOptions([...good, '--other-url', 'https://other.example/', '--other-body', body, '--rounds', '3']);

    expect(one).toMatchObject({ seconds: 0.5, connections: 8, rounds: 1, targets: [{ pid: 12, headers: { 'x-name': 'a: b' } }] });
    expect(two.targets.map(({ url }) => url.href)).toEqual(['http://localhost:8787/v1/events', 'https://other.example/']);
    expect(two.rounds).toBe(3);
  });

  it.each([
    [[], '--url is missing'],
    [['--url', 'localhost', '--body', body], '--url has to be a whole address'],
    [['--url', 'ftp://localhost/', '--body', body], '--url has to be a whole address'],
    [['--url', 'http://localhost/'], '--body is missing'],
    [['--url', 'http://localhost/', '--body', 'nowhere.json'], '--body names nowhere.json, and there is no such file'],
    [['--url', 'http://localhost/', '--body', odd], 'nobody fills {{guid}}'],
    [[...good, '--header', 'x-name'], "a header is written 'name: value'"],
    [[...good, '--pid', 'node'], '--pid has to be a number above 0, not node'],
    [[...good, '--seconds', '0'], '--seconds has to be a number above 0, not 0'],
    [[...good, '--connections', '1.5'], '--connections has to be a whole number, not 1.5'],
    [[...good, '--other-url', 'http://localhost/'], '--other-body is missing'],
    [[...good, '--uri', 'x'], "Unknown option '--uri'"],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readLoadOptions(args)).toThrow(UsageError);
    expect(() => readLoadOptions(args)).toThrow(message);
  });
});
