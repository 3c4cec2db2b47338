import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openClient, publicOnly, type Resolve, urlFault } from '../../../shared/calls/index.ts';
import { type Endpoint, host, openEndpoint } from '../../support/calls/endpoint.ts';
import { report } from '../../support/proof.ts';

/** Rule: a call goes to public addresses alone, whatever somebody configures, whatever name servers say and whatever the other side answers. */

/** Addresses that nobody outside has: of this machine, of networks, of clouds, of tests, of no use. */
const inside4 = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.254',
  '100.64.0.1',
  '127.0.0.1',
  '127.1.2.3',
  '169.254.169.254',
  '169.254.170.2',
].concat([
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.0.1',
  '192.168.255.255',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '255.255.255.255',
]);
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const bytesOf = (address: string): number[] => address.split('.').map(Number);
const group = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = bytesOf(address);
  return `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
};

/** All spellings of IPv4 that parsers of URLs know (WHATWG), and some that only browsers of old knew. */
function spellings4(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = bytesOf(address);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (byte: number) => `0${byte.toString(8)}`;
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0X${whole.toString(16).toUpperCase()}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((byte) => `0x${byte.toString(16)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `0x${hex(a)}.${octal(b)}.${c * 256 + d}`,
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replace(/\d/g, (digit) => `%3${digit}`),
  ];
}

/** IPv6 in which an IPv4 address lies: mapped, compatible, translated, NAT64, 6to4, ISATAP. */
const within6 = (address: string): string[] => [
  `::ffff:${address}`,
  `::${address}`,
  `::ffff:0:${address}`,
  `::ffff:${group(address)}`,
  `64:ff9b::${group(address)}`,
  `64:ff9b:1::${group(address)}`,
  `2002:${group(address)}::1`,
  `fe80::5efe:${group(address)}`,
];
const own6 = [
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '3fff::1',
  '100::1',
];
const inside6 = [...own6, ...inside4.flatMap(within6)];

/** Addresses that are refused as they are written, before anybody is asked. */
const written = [
  ...inside4.flatMap(spellings4).map((address) => `https://${address}/latest/meta-data/`),
  ...inside6.map((address) => `https://[${address}]/`),
  ...inside6.slice(0, 20).map((address) => `https://[${address}]:8443/`),
  ...['169.254.169.254', '127.0.0.1', '[::1]'].flatMap((address) => [
    `http://${address}/`,
    `https://user@${address}/`,
    `https://hooks.partner.example@${address}/`,
    `https://hooks.partner.example:443@${address}/`,
    `https://${address}#@hooks.partner.example/`,
    `https://${address}?@hooks.partner.example/`,
    `https:\\\\${address}\\`,
    `https:/${address}/`,
    `https:${address}`,
    ` https://${address}/ `,
    `ht\ntps://${address}/`,
  ]),
  ...['ftp', 'file', 'gopher', 'dict', 'ldap', 'data', 'javascript', 'ws', 'unix', 'jar'].map(
    (scheme) => `${scheme}://hooks.partner.example/`,
  ),
  ...[22, 25, 80, 110, 443 + 2, 587, 1_023].map((port) => `https://hooks.partner.example:${port}/`),
  '',
  '//hooks.partner.example/',
  'https://',
  'https://hooks.partner.example:99999/',
  'https://a b.example/',
  'https://exa%00mple.com/',
];

/** Names that lead inside: those that machines have for themselves, services that spell an address in a name, names that somebody points there. */
const names = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ip6-localhost',
  'metadata.google.internal',
  'instance-data',
  'kubernetes.default.svc',
].concat(['127.0.0.1.nip.io', '169-254-169-254.sslip.io', 'ⓛocalhost', 'ｌｏｃａｌｈｏｓｔ', 'internal。example']);

const good = [
  ...Array.from({ length: 20 }, (_, place) => `https://hooks${place}.partner.example/in?key=${place}`),
  ...[
    'hooks.slack.com',
    'discord.com',
    'n8n.cloud',
    'hook.eu1.make.com',
    'hooks.zapier.com',
    'khach-hang.vn',
    'đặt-hàng.vn',
    'bán.hàng.vn',
  ].map((name) => `https://${name}/hooks/1`),
  ...[1_024, 3_000, 8_080, 8_443, 10_000, 65_535].map((port) => `https://hooks.partner.example:${port}/`),
  ...['?a=https://127.0.0.1/', '#127.0.0.1', '/127.0.0.1', '/@localhost', '/a/../b', '/%2e%2e/', '/ơ', '?q=%00'].map(
    (rest) => `https://hooks.partner.example${rest}`,
  ),
  'HTTPS://HOOKS.PARTNER.EXAMPLE/',
  'https://hooks.partner.example.',
  'https://1.hooks.partner.example/',
  'https://0x7f.hooks.example/',
  'https://xn--t-hng-pta4817c.vn/',
  'https://127.0.0.1.partner.example/',
  'https://localhost.partner.example/',
  'https://169-254-169-254.partner.example/',
];
const public4 = ['1.1.1.1', '93.184.216.34', '171.244.0.1', '8.8.8.8'];

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.close());

/** Connections that were begun to anywhere, by Node's own word. */
let opened = 0;
const onSocket = (message: unknown): void => {
  const { socket } = message as { socket: Socket };
  socket.on('connectionAttempt', () => {
    opened += 1;
  });
};
beforeEach(() => {
  opened = 0;
});
afterEach(() => void unsubscribe('net.client.socket', onSocket));

const now = new Date('2026-11-27T00:00:00.000Z');
const post = (url: string) => ({ method: 'POST' as const, url, headers: {}, body: '{}' });
const leadsTo =
  (...addresses: readonly string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a call', () => {
  it('connects to nothing that is written as an address inside, in any spelling', async () => {
    subscribe('net.client.socket', onSocket);
    const send = openClient({ clock: () => now, resolve: leadsTo('93.184.216.34') });

    const outcomes = await Promise.all(written.map(async (url) => ({ url, fault: (await send(post(url))).fault })));

    expect(outcomes.filter(({ url, fault }) => fault !== 'malformed' || urlFault(url) === null)).toEqual([]);
    expect(opened).toBe(0);
  });

  it('connects to nothing where one address of a name is inside, whichever, and whatever the name', async () => {
    subscribe('net.client.socket', onSocket);
    const inside = [...inside4, ...inside6];
    const led = [
      ...inside.map((address) => ({ url: `https://${host}/`, resolve: leadsTo(address) })),
      ...inside.map((address) => ({ url: `https://${host}:8443/`, resolve: leadsTo('93.184.216.34', address) })),
      ...inside4.map((address) => ({ url: `https://${host}/`, resolve: leadsTo(address, '2606:4700::1111') })),
      ...names.map((name) => ({ url: `https://${name}/`, resolve: leadsTo('127.0.0.1') })),
    ];

    const outcomes = await Promise.all(
      led.map(async ({ url, resolve }) => ({ url, ...(await openClient({ clock: () => now, resolve: publicOnly(resolve) })(post(url))) })),
    );

    expect(outcomes.filter(({ fault }) => fault !== 'forbiddenAddress' && fault !== 'malformed')).toEqual([]);
    expect(opened).toBe(0);
    report('where a call may go', { refused: written.length + led.length, good: good.length });
  });

  it('asks a name server once and connects to what it said, so that a second answer reaches nobody', async () => {
    const answers = ['127.0.0.1', '169.254.169.254', '10.0.0.1'];
    let asked = 0;
    // The first answer stands for a public one; the endpoint of the test is on this machine.
    const rebinding: Resolve = async () => [{ address: answers[asked++] ?? '10.0.0.1', family: 4 }];
    const send = openClient({ clock: () => now, resolve: rebinding, ca: endpoint.ca });

    expect(await send(post(endpoint.url))).toMatchObject({ status: 204 });
    expect(asked).toBe(1);
    // The next call asks anew, and is held to what it hears.
    const held = openClient({ clock: () => now, resolve: publicOnly(rebinding), ca: endpoint.ca });
    expect(await held(post(endpoint.url))).toMatchObject({ fault: 'forbiddenAddress' });
  });

  it.each([301, 302, 303, 307, 308])('follows nobody inside (%i)', async (status) => {
    const places = ['http://169.254.169.254/latest/meta-data/', 'https://127.0.0.1/', 'https://localhost/', '//[::1]/', '/\\10.0.0.1/'];
    const send = openClient({ clock: () => now, resolve: endpoint.resolve, ca: endpoint.ca });
    for (const location of places) {
      endpoint.answer((response) => void response.writeHead(status, { location }).end());
      const before = endpoint.connections();

      expect(await send(post(endpoint.url))).toMatchObject({ status, fault: null });
      expect(endpoint.connections() - before).toBe(1);
    }
    endpoint.answer((response) => void response.writeHead(204).end());
  });

  it('goes wherever else somebody is', async () => {
    subscribe('net.client.socket', onSocket);
    const asked: string[] = [];
    const send = openClient({
      clock: () => now,
      async resolve(hostname) {
        asked.push(hostname);
        const found = await publicOnly(leadsTo(public4[asked.length % public4.length] ?? ''))(hostname);
        // Nothing of a test goes out.
        return found.map(() => ({ address: '127.0.0.1', family: 4 }));
      },
    });

    const outcomes = await Promise.all(good.map(async (url) => ({ url, fault: (await send(post(url))).fault })));

    expect(good.filter((url) => urlFault(url) !== null)).toEqual([]);
    // Nobody is there who could answer as any of them.
    expect(outcomes.filter(({ fault }) => fault !== 'connection' && fault !== 'tls')).toEqual([]);
    expect([asked.length, opened]).toEqual([good.length, good.length]);
  });

  it('is tried with more than five hundred addresses that are none, and fifty that are', () => {
    expect(new Set(written).size + names.length + inside4.length + inside6.length).toBeGreaterThanOrEqual(500);
    expect(new Set(good).size).toBeGreaterThanOrEqual(50);
  });
});
