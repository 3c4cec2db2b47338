import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalDns, openDns } from 'local-cloud/parts';
import { openMailServers } from '../../../shared/platform/mail-servers.ts';

let dns: LocalDns;
beforeAll(async () => {
  dns = await openDns();
});
afterAll(() => dns.close());

describe('the name server of this machine', () => {
  it.each([
    ['songthu.vn', 'found'],
    ['gmial.com', 'found'],
    ['songthu.invalid', 'noSuchDomain'],
    ['refuses-mail.songthu.vn', 'refusesMail'],
    ['no-mail.songthu.vn', 'noServers'],
  ])('says of %s what the client of the functions reads as %s', async (domain, expected) => {
    expect(await openMailServers([dns.address])(domain)).toBe(expected);
  });

  it('answers no question that it cannot read, and goes on', async () => {
    const [address = '', port] = dns.address.split(':');
    const socket = createSocket('udp4');
    for (const packet of [Buffer.alloc(0), Buffer.alloc(11), Buffer.alloc(12), Buffer.alloc(200, 255)])
      socket.send(packet, Number(port), address);

    expect(await openMailServers([dns.address])('songthu.vn')).toBe('found');
    socket.close();
  });
});
