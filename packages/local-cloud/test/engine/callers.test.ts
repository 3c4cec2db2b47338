import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { isLoopback, whyForeign, whyMisdirected } from '../../callers.ts';

describe('Addresses to listen at', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.0.1.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.5', false],
    ['127.0.0.1.evil.example', false],
  ])('%s is this machine alone: %s', (name, expected) => {
    expect(isLoopback(name)).toBe(expected);
  });
});

describe('Who is asked', () => {
  it.each(['localhost', 'localhost:8787', 'LOCALHOST:8787', '127.0.0.1', '127.0.0.1:1', '[::1]', '[::1]:8787'])(
    '%s is this runtime',
    (host) => {
      expect(whyMisdirected(host)).toBeUndefined();
    },
  );

  it.each([
    ['evil.example:8787'],
    ['localhost.evil.example'],
    ['evil.localhost'],
    ['127.0.0.1.nip.io:8787'],
    ['127.0.0.1:8787, evil.example'],
    ['localhost:8787@evil.example'],
    ['localhost:'],
    ['localhost:99999999'],
    ['192.168.1.5:8787'],
    ['0.0.0.0:8787'],
    ['2130706433'],
    ['[::ffff:127.0.0.1]'],
    ['::1'],
    [''],
    [undefined],
  ])('%s is somebody else', (host) => {
    expect(whyMisdirected(host)).toMatch(/^This runtime answers to localhost/);
  });

  it.each([
    ['192.168.1.5:8787', true],
    ['[fe80::1]:8787', true],
    [`${hostname()}:8787`, true],
    ['localhost:8787', true],
    ['evil.example:8787', false],
  ])('%s, when it was opened to the network, is this runtime: %s', (host, expected) => {
    expect(whyMisdirected(host, '0.0.0.0') === undefined).toBe(expected);
  });

  it('is known by the name that it listens at', () => {
    expect(whyMisdirected('box.lan:8787', 'box.lan')).toBeUndefined();
  });
});

describe('Who asks', () => {
  const host = 'localhost:8787';

  it.each([
    ['a program', {}],
    ['an address that was typed', { site: 'none' }],
    ['its own page', { origin: 'http://localhost:8787', site: 'same-origin' }],
  ])('%s is answered', (_, headers) => {
    expect(whyForeign({ host, origin: undefined, site: undefined, ...headers })).toBeUndefined();
  });

  it.each([
    ['a page elsewhere', { origin: 'https://evil.example', site: 'cross-site' }],
    ['a page elsewhere in an old browser', { origin: 'https://evil.example' }],
    ['a link or a frame of a page elsewhere', { site: 'cross-site' }],
    ['a page of another port', { origin: 'http://localhost:3000', site: 'same-site' }],
    ['a page of the same machine under its other name', { origin: 'http://127.0.0.1:8787' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page over https', { origin: 'https://localhost:8787' }],
  ])('%s is refused', (_, headers) => {
    expect(whyForeign({ host, origin: undefined, site: undefined, ...headers })).toMatch(/^Only pages of this address/);
  });
});
