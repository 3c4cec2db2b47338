import type { ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CallFault, type OutgoingRequest, openClient, publicOnly, type Resolve, urlFault } from '../../../shared/calls/index.ts';
import { certificateFor } from '../../support/calls/certificate.ts';
import { type Endpoint, host, openEndpoint } from '../../support/calls/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.heard.length = 0;
  endpoint.answer((response) => void response.writeHead(204).end());
});

const now = new Date('2026-11-27T00:00:00.000Z');
const post = (url = endpoint.url): OutgoingRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"é":1}',
});
const open = (more: { resolve?: Resolve; ca?: string; timeoutMs?: number } = {}) =>
  openClient({ clock: () => now, resolve: endpoint.resolve, ca: endpoint.ca, ...more });
const fault = (name: CallFault) => ({ status: null, fault: name, retryAfterSeconds: null, body: null });

describe('a call', () => {
  it('arrives as its kind made it, and gives the status', async () => {
    const outcome = await open()(post());

    expect(outcome).toEqual({ status: 204, fault: null, retryAfterSeconds: null, body: null });
    expect(endpoint.heard).toMatchObject([
      {
        method: 'POST',
        path: '/in?key=secret',
        body: '{"é":1}',
        headers: { 'content-type': 'application/json', 'content-length': '8', 'user-agent': 'Pheu/1', connection: 'close' },
      },
    ]);
  });

  it.each([
    ['seconds', '120', 120],
    ['a date', 'Fri, 27 Nov 2026 00:05:00 GMT', 300],
    ['nonsense', 'soon', null],
  ])('is told by %s when to come back', async (_what, header, seconds) => {
    endpoint.answer((response) => void response.writeHead(429, { 'retry-after': header }).end());

    expect(await open()(post())).toMatchObject({ status: 429, fault: null, retryAfterSeconds: seconds });
  });

  it.each([301, 302, 307, 308])('follows no redirect (%i)', async (status) => {
    endpoint.answer((response) => void response.writeHead(status, { location: `https://${host}:${endpoint.port}/elsewhere` }).end());

    expect(await open()(post())).toMatchObject({ status });
    expect(endpoint.heard.map(({ path }) => path)).toEqual(['/in?key=secret']);
  });

  it('waits for no end of an answer that has none', async () => {
    endpoint.answer((response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(more));
    });

    expect(await open()(post())).toMatchObject({ status: 200 });
  });

  it('brings what was said, as far as somebody wants to know', async () => {
    endpoint.answer((response) => void response.writeHead(200).end('Đã nhận'));

    const [unread, read] = [await open()(post()), await open()(post(), { longestBytes: 100 })];

    expect([unread.body, read]).toEqual([null, { status: 200, fault: null, retryAfterSeconds: null, body: 'Đã nhận' }]);
  });

  it('takes no answer that is a byte too long, however it comes', async () => {
    endpoint.answer((response) => void response.writeHead(200).end('x'.repeat(11)));

    expect(await open()(post(), { longestBytes: 10 })).toEqual(fault('tooLarge'));
    expect(await open()(post(), { longestBytes: 11 })).toMatchObject({ status: 200, body: 'x'.repeat(11) });
  });

  it.each([302, 404, 429, 503])('reads nothing of what comes with %i, however long it is', async (status) => {
    endpoint.answer((response) => void response.writeHead(status).end('x'.repeat(11)));

    expect(await open()(post(), { longestBytes: 10 })).toEqual({ status, fault: null, retryAfterSeconds: null, body: null });
  });

  it.each([
    ['says how long to wait', 429, '{"parameters":{"retry_after":7}}', '{"parameters":{"retry_after":7}}'],
    ['is refused', 403, '{"ok":false}', null],
    ['is a page instead of a line', 503, 'x'.repeat(5_000), null],
  ])('reads of calls that may be made again what a line holds: one that %s', async (_what, status, said, body) => {
    endpoint.answer((response) => void response.writeHead(status).end(said));

    expect(await open()(post(), { ofPassing: true })).toEqual({ status, fault: null, retryAfterSeconds: null, body });
  });

  it('takes no packed answer for what it is unpacked', async () => {
    const packed = gzipSync('x'.repeat(1_000_000));
    endpoint.answer((response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));

    const { body } = await open()(post(), { longestBytes: 10_000 });

    expect(body?.length).toBeLessThan(10_000);
    expect(endpoint.heard[0]?.headers['accept-encoding']).toBe('identity');
  });

  it.each([
    [
      'breaks off',
      (response: ServerResponse) => response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy()),
      {},
      'connection',
    ],
    ['has no end', (response: ServerResponse) => response.writeHead(200).write('half'), { timeoutMs: 300 }, 'timeout'],
  ] as const)('is no answer when its body %s', async (_what, answer, limits, why) => {
    endpoint.answer((response) => void answer(response));

    expect(await open(limits)(post(), { longestBytes: 100 })).toEqual(fault(why));
  });

  it('does not take headers without end', async () => {
    endpoint.answer((response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end());

    expect(await open()(post())).toEqual(fault('connection'));
  });

  it('ends when its time is over, whatever trickles in', async () => {
    endpoint.answer((response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\nx-slow: ');
      const more = setInterval(() => response.socket?.write('x'), 10);
      response.on('close', () => clearInterval(more));
    });

    expect(await open({ timeoutMs: 150 })(post())).toEqual(fault('timeout'));
  });

  it('ends when the other side wants to speak something else from now on', async () => {
    endpoint.answer(
      (response) => void response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    );

    expect(await open()(post())).toEqual(fault('connection'));
  });

  it('ends when its time is over and nobody says anything', async () => {
    endpoint.answer(() => {});

    expect(await open({ timeoutMs: 100 })(post())).toEqual(fault('timeout'));
  });

  it('keeps no connection: each looks anew where the name leads', async () => {
    const before = endpoint.connections();
    const send = open();

    await send(post());
    await send(post());

    expect(endpoint.connections() - before).toBe(2);
  });
});

describe('whom a call trusts', () => {
  it.each([
    ['nobody knows the certificate', () => open({ ca: certificateFor(host).cert })],
    ['Node knows only public ones', () => openClient({ clock: () => now, resolve: endpoint.resolve })],
  ])('is nobody, when %s', async (_what, client) => {
    expect(await client()(post())).toEqual(fault('tls'));
    expect(endpoint.heard).toEqual([]);
  });

  it('is nobody with a certificate for another name', async () => {
    expect(await open()(post(`https://other.example:${endpoint.port}/`))).toEqual(fault('tls'));
    expect(endpoint.heard).toEqual([]);
  });

  it('is nobody who speaks without TLS', async () => {
    const plain = await new Promise<Server>((ready) => {
      const server = createServer((socket: Socket) => void socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\n'));
      server.listen(0, '127.0.0.1', () => ready(server));
    });
    const address = plain.address();
    const port = typeof address === 'object' ? address?.port : 0;

    expect(await open()(post(`https://${host}:${port}/`))).toEqual(fault('tls'));
    plain.close();
  });
});

describe('where a call may go', () => {
  const leadsTo = (...addresses: readonly string[]): Resolve =>
    publicOnly(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

  it('is never inside: a name that leads to this machine is not even connected to', async () => {
    const before = endpoint.connections();

    expect(await open({ resolve: leadsTo('127.0.0.1') })(post())).toEqual(fault('forbiddenAddress'));
    expect(endpoint.connections()).toBe(before);
  });

  it('is nowhere, when one of several addresses is inside', async () => {
    const before = endpoint.connections();

    expect(await open({ resolve: leadsTo('93.184.216.34', '127.0.0.1') })(post())).toEqual(fault('forbiddenAddress'));
    expect(endpoint.connections()).toBe(before);
  });

  it('is where the name led when it was looked at, and nowhere else: nobody asks a second time', async () => {
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };

    expect(await open({ resolve: rebinding })(post())).toMatchObject({ status: 204 });
    expect(asked).toBe(1);
  });

  it.each([
    ['an unknown name', async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))],
    ['a name server that is away', async () => Promise.reject(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }))],
    ['a name without addresses', async () => []],
  ])('is not known for %s', async (_what, resolve: Resolve) => {
    expect(await open({ resolve })(post())).toEqual(fault('unresolvable'));
  });

  it('is not where nobody listens', async () => {
    const closed = await openEndpoint();
    await closed.close();

    expect(await open()(post(closed.url))).toEqual(fault('connection'));
  });

  it.each([
    ['no URL', 'hooks.partner.example/in'],
    ['clear text', 'http://hooks.partner.example/in'],
    ['a file', 'file:///etc/passwd'],
    ['credentials', 'https://user:secret@hooks.partner.example/'],
    ['an IPv4 address', 'https://93.184.216.34/'],
    ['an address of this machine', 'https://127.0.0.1/'],
    ['the same in octal', 'https://0177.0.0.1/'],
    ['the same as one number', 'https://2130706433/'],
    ['the same in hexadecimal', 'https://0x7f.1/'],
    ['an IPv6 address', 'https://[::1]/'],
    ['an IPv4 address as IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['a port of mail', 'https://hooks.partner.example:25/'],
    ['more than an address', `https://hooks.partner.example/${'x'.repeat(2_048)}`],
  ])('is not said by %s', async (_what, url) => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };

    expect(urlFault(url)).toEqual(expect.any(String));
    expect(await open({ resolve })(post(url))).toEqual(fault('malformed'));
    expect(asked).toBe(0);
  });

  it('is any https address with a name', () => {
    for (const url of ['https://hooks.partner.example/in?key=1', 'https://hooks.partner.example:8443/', 'https://hooks.partner.example'])
      expect(urlFault(url)).toBeNull();
  });

  it('is nowhere for a header that no request can carry', async () => {
    expect(await open()({ ...post(), headers: { 'x-a': 'a\r\nhost: inside' } })).toEqual(fault('malformed'));
    expect(endpoint.heard).toEqual([]);
  });
});
