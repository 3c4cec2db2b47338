import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallFault, defaultWaits, isPublicAddress, resultOf, waitAfter } from '../../../shared/calls/index.ts';

describe('a public address', () => {
  it.each([
    ...['0.0.0.0', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.255', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.0.1', '192.168.255.255', '198.18.0.1'],
    ...['198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '100::1',
      'fc00::1',
      'fd00:ec2::254',
    ],
    ...['fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '5f00::1', '4000::1'],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['localhost', '', '1.2.3', '0x7f000001', '2606:4700::1111%eth0', '1.1.1.1/24'])('is not what is no address: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
    ...[
      '169.253.255.255',
      '169.255.0.0',
      '172.15.255.255',
      '172.32.0.0',
      '192.167.255.255',
      '192.169.0.0',
      '198.17.255.255',
      '223.255.255.255',
    ],
    ...['2606:4700:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '2001:200::1', '2400:cb00::1', '3ffe::1'],
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('what came of an attempt', () => {
  it.each([
    [200, 'done'],
    [204, 'done'],
    [299, 'done'],
    [300, 'refused'],
    [302, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'again'],
    [410, 'refused'],
    [425, 'again'],
    [429, 'again'],
    [500, 'again'],
    [503, 'again'],
  ])('with %i is %s', (status, result) => {
    expect(resultOf({ status, fault: null, retryAfterSeconds: null })).toBe(result);
  });

  it('without an answer passes, unless the call itself is wrong', () => {
    const results = CallFault.options.map((fault) => [fault, resultOf({ status: null, fault, retryAfterSeconds: null })]);

    expect(Object.fromEntries(results)).toEqual({
      forbiddenAddress: 'refused',
      malformed: 'refused',
      tooLarge: 'refused',
      unreadable: 'refused',
      unresolvable: 'again',
      unsigned: 'again',
      tls: 'again',
      connection: 'again',
      timeout: 'again',
      brokenOff: 'again',
      withdrawn: 'refused',
    });
  });
});

describe('the wait after an attempt', () => {
  const wait = (attempts: number, callId = 'a', retryAfterSeconds: number | null = null) =>
    waitAfter(attempts, { callId, waits: defaultWaits, retryAfterSeconds });

  it('grows, is spread by a fifth both ways, is always the same for one call, and ends after two days', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: defaultWaits.length }), (callId, attempts) => {
        const seconds = wait(attempts, callId) ?? 0;
        const base = defaultWaits[attempts - 1] ?? 0;
        expect(seconds).toBeGreaterThanOrEqual(Math.floor(base * 0.8));
        expect(seconds).toBeLessThanOrEqual(Math.ceil(base * 1.2));
        expect(wait(attempts, callId)).toBe(seconds);
      }),
    );
    expect(wait(defaultWaits.length + 1)).toBeNull();
    expect(defaultWaits.reduce((sum, seconds) => sum + seconds, 0) / 3_600).toBeCloseTo(46.4, 1);
  });

  it('differs between calls, so that those which failed together do not come back together', () => {
    expect(new Set(Array.from({ length: 100 }, (_, index) => wait(5, `call-${index}`))).size).toBeGreaterThan(80);
  });

  it('is as long as the other side asks for, and a day at most', () => {
    expect([wait(1, 'a', 600), wait(1, 'a', 1e9), wait(1, 'a', 0)]).toEqual([600, 86_400, wait(1)]);
  });
});
