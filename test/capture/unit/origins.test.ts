import { describe, expect, it } from '@jest/globals';
import { corsHeaders, mayUseForm, thankYouAddress } from '../../../shared/capture/index.ts';
import { createBorder, formsWith, huong, originSecret } from '../../support/capture.ts';
import { wronglyAnswered } from '../../support/corpus.ts';
import { report } from '../../support/seeded.ts';

const good = 'https://www.good.vn';
const listed = ['/cam-on.html', 'https://shop.good.vn/thanks?from=form'];
const [form = fail()] = formsWith('contact', { allowedOrigins: [good, 'https://good.vn:8443', 'self'], thankYouUrls: listed });

const own = 'https://d1.cloudfront.example';
const ownHost = 'd1.cloudfront.example';
const page = (origin: string | undefined, fetchSite: string | undefined, siteHost?: string) => ({ origin, fetchSite, siteHost });

function fail(): never {
  throw new Error('the default configuration has no form');
}

const hosts = ['www.good.vn', 'good.vn', 'GOOD.VN', 'www.good.vn.', 'xn--good-example.vn'];
const tricks = [
  'null',
  'self',
  '*',
  '',
  'file://',
  'http://www.good.vn',
  'https://www.good.vn/',
  'https://www.good.vn:443',
  'https://www.good.vn:8443',
  'https://good.vn',
  'https://good.vn:8444',
  'https://www.good.vn@evil.com',
  'https://www.good.vn.evil.com',
  'https://www.good.vnevil.com',
  'https://evilwww.good.vn',
  'https://evil.com#https://www.good.vn',
  'https://evil.com/https://www.good.vn',
  'https://evil.com?https://www.good.vn',
  'https://www.good.vn, https://evil.com',
  'https://www.good.vn https://evil.com',
  'https://www.good.vn\u0000.evil.com',
  'https://www.ɡood.vn',
  'HTTPS://WWW.GOOD.VN',
  'chrome-extension://abcdef',
  'https://[::1]',
];
const prefixes = ['evil', 'evil.', 'evil-', 'www.', 'a.b.', 'xn--', '%77', 'user@', 'evil.com/', 'evil.com\\', '.', '-'];
const suffixes = ['.evil.com', '-evil.com', 'evil', ':80', ':1', '/x', '?x', '#x', '@evil.com', '%2eevil.com', '\t', '\\.evil.com'];
const foreignOrigins = [
  ...tricks,
  ...hosts.flatMap((host) => prefixes.map((prefix) => `https://${prefix}${host}`)),
  ...hosts.flatMap((host) => suffixes.map((suffix) => `https://${host}${suffix}`)),
].filter((origin) => !form.allowedOrigins.slice(0, 2).includes(origin));

const paths = ['cam-on.html', 'cam-on.html/', '%63am-on.html', 'cam-on.html?x=1', '../cam-on.html', 'admin', ''];
const starts = [
  '//evil.com/',
  '///evil.com/',
  '/\\evil.com/',
  '\\\\evil.com/',
  '/\t/evil.com/',
  '/\n/evil.com/',
  'https:evil.com/',
  'https:/evil.com/',
  'https:///evil.com/',
  ' //evil.com/',
];
const foreignAddresses = [
  ...starts.flatMap((start) => paths.map((path) => `${start}${path}`)),
  ...foreignOrigins.slice(0, 80).map((origin) => `${origin}/cam-on.html`),
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://www.good.vn/x',
  'https://user:pass@shop.good.vn/thanks?from=form',
  'https://shop.good.vn@evil.com/thanks?from=form',
  'https://shop.good.vn.evil.com/thanks?from=form',
  'http://shop.good.vn/thanks?from=form',
  'https://shop.good.vn:444/thanks?from=form',
  'https://shop.good.vn/thanks',
  'https://shop.good.vn/thanks?from=form&next=https://evil.com',
  'https://shop.good.vn/thanks/../admin',
  '/cam-on.html\r\nSet-Cookie: a=b',
  '/cam-on.html\u0000',
];

describe('origins', () => {
  report(`origins: ${foreignOrigins.length} foreign ones; redirects: ${foreignAddresses.length} foreign ones`);

  it('lets no foreign one in, however much it looks like ours', () => {
    const answerOf = (origin: string) => ({
      ours: mayUseForm(form, page(origin, 'cross-site')),
      oursBesideOurHost: mayUseForm(form, page(origin, 'cross-site', ownHost)),
      oursInAnOldBrowser: mayUseForm(form, page(origin, undefined, ownHost)),
      headers: corsHeaders(form, origin),
    });

    expect(
      wronglyAnswered(foreignOrigins, answerOf, {
        ours: false,
        oursBesideOurHost: false,
        oursInAnOldBrowser: false,
        headers: { vary: 'Origin' },
      }),
    ).toEqual([]);
  });

  it('lets in what is listed, our own site, and callers that are no browser', () => {
    expect(mayUseForm(form, page(good, 'cross-site'))).toBe(true);
    expect(corsHeaders(form, good)).toEqual({ vary: 'Origin', 'access-control-allow-origin': good });
    expect(mayUseForm(form, page(own, 'same-origin'))).toBe(true);
    expect(mayUseForm(form, page(undefined, undefined))).toBe(true);
    expect(mayUseForm(form, page('null', 'same-origin'))).toBe(false);
    expect(mayUseForm({ ...form, allowedOrigins: [good] }, page(own, 'same-origin'))).toBe(false);
  });

  it.each([
    ['our site', own, ownHost, true],
    ['our site on another port', `${own}:8443`, `${ownHost}:8443`, true],
    ['this machine', 'http://localhost:8800', 'localhost:8800', true],
    ['this machine by its number', 'http://127.0.0.1:8800', '127.0.0.1:8800', true],
    ['this machine by its IPv6 number', 'http://[::1]:8800', '[::1]:8800', true],
    ['our name without TLS', `http://${ownHost}`, ownHost, false],
    ['another port', `${own}:8443`, ownHost, false],
    ['another port of this machine', 'http://127.0.0.1:9999', '127.0.0.1:8800', false],
    ['a name that leads to this machine', 'http://127.0.0.1.nip.io:8800', '127.0.0.1:8800', false],
    ['the same name without TLS', 'http://127.0.0.1.nip.io:8800', '127.0.0.1.nip.io:8800', false],
    ['a longer name', `${own}.evil.com`, ownHost, false],
    ['a longer prefix', 'https://evil-d1.cloudfront.example', ownHost, false],
    ['a user in front', 'https://d1.cloudfront.example@evil.com', ownHost, false],
    ['a sandboxed frame', 'null', ownHost, false],
    ['a file', 'file://', ownHost, false],
    ['a page where no host is told', own, undefined, false],
    ['no host at all', 'https://', '', false],
  ])('takes an old browser on %s (%s, asked as %s): %s', (_name, origin, siteHost, expected) => {
    expect(mayUseForm(form, page(origin, undefined, siteHost))).toBe(expected);
    // A browser that tells is believed more than the two addresses, and who lists nobody's own site lets nobody in by it.
    expect(mayUseForm(form, page(origin, 'cross-site', siteHost))).toBe(false);
    expect(mayUseForm({ ...form, allowedOrigins: [good] }, page(origin, undefined, siteHost))).toBe(false);
  });

  it.each([
    ['our CDN', originSecret, 202],
    ['our CDN before the secret was exchanged', 'the-secret-before', 202],
    ['a stranger', 'guessed', 403],
    ['nobody', undefined, 403],
  ])('believes the host of the site when %s tells it', async (_name, secret, status) => {
    const { post } = createBorder([form]);
    const headers = { origin: own, 'x-pheu-host': ownHost, ...(secret ? { 'x-pheu-origin': secret } : {}) };

    const answer = await post({ body: { fields: huong }, headers });
    const preflight = await post({ method: 'OPTIONS', headers });

    expect([answer.statusCode, preflight.statusCode]).toEqual([status, status === 202 ? 204 : 403]);
  });

  it('answers a preflight for a listed page and refuses others, always with Vary', async () => {
    const { handler, post } = createBorder([form]);
    const preflight = (origin: string) => post({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

    const allowed = await preflight(good);
    const refused = await preflight('https://evil.com');
    const unknown = await post({ method: 'OPTIONS', formId: 'nothing', headers: { origin: good } });

    expect(handler).toBeDefined();
    expect(allowed).toMatchObject({
      statusCode: 204,
      headers: {
        vary: 'Origin',
        'access-control-allow-origin': good,
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers': 'content-type, idempotency-key',
      },
    });
    expect([refused.statusCode, unknown.statusCode]).toEqual([403, 404]);
    for (const answer of [refused, unknown]) {
      expect(answer.headers).toMatchObject({ vary: 'Origin' });
      expect(answer.headers?.['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('refuses the post of a foreign page, keeps it, and lets a listed page read even a refusal', async () => {
    const { post, badRows, submissions } = createBorder([form]);

    const foreign = await post({ body: { fields: huong }, headers: { origin: 'https://evil.com', 'sec-fetch-site': 'cross-site' } });
    const invalid = await post({ body: { fields: {} }, headers: { origin: good } });

    expect(foreign.statusCode).toBe(403);
    expect(foreign.headers).toMatchObject({ vary: 'Origin' });
    expect(badRows()).toHaveLength(2);
    expect(submissions()).toHaveLength(0);
    expect(invalid.headers).toMatchObject({ 'access-control-allow-origin': good });
  });
});

describe('the thank-you address', () => {
  const caller = page(good, 'cross-site');

  it('is never a foreign one, however it is spelt', () => {
    const harmless = ['/cam-on.html', `${good}/cam-on.html`];
    const answerOf = (requested: string) => ({
      fromAPage: thankYouAddress(form, requested, caller),
      // Other spellings of a listed address are that address.
      isHarmlessFromNowhere: harmless.includes(thankYouAddress(form, requested, page(undefined, undefined))),
    });

    expect(wronglyAnswered(foreignAddresses, answerOf, { fromAPage: `${good}/cam-on.html`, isHarmlessFromNowhere: true })).toEqual([]);
  });

  it('stays on our site for a browser that does not tell where it posts from', () => {
    expect(thankYouAddress(form, '/cam-on.html', page(own, undefined, ownHost))).toBe('/cam-on.html');
  });

  it("stays on the page's own site when a post is corrected on ours", () => {
    const ours = page(own, 'same-origin');

    expect(thankYouAddress(form, `${good}/cam-on.html`, ours)).toBe(`${good}/cam-on.html`);
    expect(thankYouAddress(form, '/cam-on.html', ours)).toBe('/cam-on.html');
  });

  it.each([
    [undefined, `${good}/cam-on.html`],
    ['/cam-on.html', `${good}/cam-on.html`],
    [`${good}/cam-on.html#top`, `${good}/cam-on.html`],
    ['https://shop.good.vn/thanks?from=form', 'https://shop.good.vn/thanks?from=form'],
    ['https://good.vn:8443/cam-on.html', 'https://good.vn:8443/cam-on.html'],
  ])('for %j is %s', (requested, expected) => {
    expect(thankYouAddress(form, requested, caller)).toBe(expected);
  });
});
