import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { consoleUrl, type SignInWorld, signInWorld, siteSecret } from '../../support/sign-in.ts';

const anh = 'anh@annhien.vn';
const bao = 'bao@annhien.vn';
const expired = `${consoleUrl}/#/dang-nhap/expired`;

describe('signing in to the console', () => {
  let world: SignInWorld;
  beforeEach(async () => {
    world = signInWorld();
    for (const email of [anh, bao]) await world.manage('AdminCreateUser', email);
  });
  afterEach(() => world.close());

  it('leads to the sign-in page with a challenge, and back to the screen that was wanted', async () => {
    const browser = world.browser();

    const { status, query, cookies } = await browser.start('/khach/L1?tab=goi');

    expect(status).toBe(303);
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${consoleUrl}/v1/session/callback`,
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    expect(cookies).toEqual([expect.stringMatching(/^__Host-pheu-[\w-]{43}=\S+; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/)]);
    const back = await browser.callback({ code: world.codeFor(query, anh), state: query.get('state') ?? '' });
    expect([back.status, back.location]).toEqual([303, `${consoleUrl}/#/khach/L1?tab=goi`]);
    expect(back.cookies).toEqual([
      expect.stringMatching(/^__Host-pheu-[\w-]{43}=; Max-Age=0;/),
      expect.stringMatching(/^__Host-pheu=\S{20,}; Max-Age=2592000; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
    ]);
    expect([...browser.jar.keys()]).toEqual(['__Host-pheu']);
  });

  it('gives pages of the console a token for fifteen minutes, again and again by the same cookie', async () => {
    const browser = world.browser();
    await browser.signIn(anh);
    const cookie = browser.cookies();

    const first = await browser.renew();
    world.advance(12 * 60);
    const second = await browser.renew();

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toEqual({ idToken: expect.any(String), expiresInSeconds: 900, subject: anh });
    expect(first.headers['cache-control']).toBe('no-store');
    // They do not rotate: an answer that is lost on the way costs nothing.
    expect(browser.cookies()).toEqual(cookie);
  });

  it.each([
    ['another site, whose page has a form', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['the site of the company, under the same domain', { origin: 'https://www.example.vn', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['an address that begins as ours', { origin: `${consoleUrl}.evil.example`, 'sec-fetch-site': 'same-origin' }],
    ['our name without TLS', { origin: 'http://console.example.vn', 'sec-fetch-site': 'same-origin' }],
    ['our origin, said by who is none of our pages', { origin: consoleUrl, 'sec-fetch-site': 'cross-site' }],
    ['a browser that tells no site', { origin: consoleUrl }],
    ['a link somebody followed', { 'sec-fetch-site': 'none' }],
    ['nobody who says who they are', {}],
  ])('gives no token, and ends nothing, for %s', async (_, headers) => {
    const browser = world.browser();
    await browser.signIn(anh);
    const before = world.asked.length;

    const [renewed, ended] = [await browser.renew(headers as never), await browser.end(headers as never)];

    expect([renewed.status, ended.status]).toEqual([403, 403]);
    expect(renewed.body).toMatchObject({ type: '/v1/docs#problem-foreign_page' });
    expect(world.asked).toHaveLength(before);
    expect((await browser.renew()).status).toBe(200);
  });

  it('signs nobody in by a link with an answer that a stranger got (login CSRF)', async () => {
    const [stranger, victim] = [world.browser(), world.browser()];
    const { query } = await stranger.start();
    const answer = { code: world.codeFor(query, bao), state: query.get('state') ?? '' };

    const lured = await victim.callback(answer);
    await victim.start();
    const luredAgain = await victim.callback(answer);

    expect([lured.location, luredAgain.location]).toEqual([expired, expired]);
    expect(victim.jar.has('__Host-pheu')).toBe(false);
    // Nobody was asked to exchange it, so that it is of use to the stranger alone.
    expect(world.asked).toEqual([]);
  });

  it('takes a code for the attempt that it was given to, and no other of the same browser', async () => {
    const browser = world.browser();
    const [one, two] = [await browser.start('/mot'), await browser.start('/hai')];
    const code = world.codeFor(one.query, anh);

    const mixed = await browser.callback({ code, state: two.query.get('state') ?? '' });

    expect(mixed.location).toBe(expired);
    expect(browser.jar.has('__Host-pheu')).toBe(false);
    const other = await browser.callback({ code: world.codeFor(one.query, anh), state: one.query.get('state') ?? '' });
    expect(other.location).toBe(`${consoleUrl}/#/mot`);
  });

  it('takes a code once, and an attempt once', async () => {
    const browser = world.browser();
    const { query } = await browser.start();
    const answer = { code: world.codeFor(query, anh), state: query.get('state') ?? '' };
    const attempt = browser.cookies();
    await browser.callback(answer);

    const replayed = await browser.callback(answer);
    // By whoever copied the cookie of the attempt as well.
    const copied = await world.ask('GET /v1/session/callback', { cookies: attempt, query: answer });

    expect([replayed.location, copied.location]).toEqual([expired, expired]);
    expect(copied.cookies.some((cookie) => cookie.startsWith('__Host-pheu='))).toBe(false);
  });

  it('takes no token of another sign-in, and revokes it', async () => {
    const browser = world.browser();
    world.mixNonces();

    const back = await browser.signIn(anh);

    expect(back.location).toBe(expired);
    expect(browser.jar.size).toBe(0);
    expect(world.asked).toEqual(['/oauth2/token', '/oauth2/revoke']);
  });

  it.each([
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/toi\r\nset-cookie: a=b', '/'],
    ['javascript:alert(1)', '/'],
    ['/toi#https://evil.example', '/'],
    [`/${'a'.repeat(300)}`, '/'],
    ['/khach/L1', '/khach/L1'],
  ])('leads from %j to a screen of ours and nowhere else', async (to, screen) => {
    const browser = world.browser();

    const back = await browser.signIn(anh, to);

    expect(back.location).toBe(`${consoleUrl}/#${screen}`);
  });

  it('tells the sign-in page where to lead back to by its settings, whatever host is asked', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-pheu-host': 'evil.example',
      forwarded: 'host=evil.example',
    };

    const { location } = await world.ask('GET /v1/session/start', { headers });

    expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${consoleUrl}/v1/session/callback`);
    expect(location).not.toContain('evil');
  });

  it.each([
    ['the distribution of the site', siteSecret],
    ['the address of the API itself', null],
  ])('is not there by way of %s', async (_, secret) => {
    const browser = world.browser();
    await browser.signIn(anh);
    const ours = { origin: consoleUrl, 'sec-fetch-site': 'same-origin' };
    const before = world.asked.length;

    const answers = await Promise.all([
      world.ask('GET /v1/session/start', { secret }),
      world.ask('GET /v1/session/callback', { secret, query: { code: 'c', state: 's' }, cookies: browser.cookies() }),
      world.ask('POST /v1/session/refresh', { secret, headers: ours, cookies: browser.cookies() }),
      world.ask('DELETE /v1/session', { secret, headers: ours, cookies: browser.cookies() }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
    expect(world.asked).toHaveLength(before);
  });

  it('reads a cookie of its own name alone, of which a neighbour cannot make one', async () => {
    const ours = { origin: consoleUrl, 'sec-fetch-site': 'same-origin' };

    for (const name of ['pheu', '__Secure-pheu', '__host-pheu', '__Host-pheu2', ' __Host-pheu']) {
      expect((await world.ask('POST /v1/session/refresh', { headers: ours, cookies: [`${name}=token`] })).status).toBe(401);
    }
    expect(world.asked).toEqual([]);
  });

  it('ends here and at the sign-in service, which takes the cookie no more from whoever copied it', async () => {
    const [browser, thief] = [world.browser(), world.browser()];
    await browser.signIn(anh);
    for (const [name, value] of browser.jar) thief.jar.set(name, value);

    const ended = await browser.end();

    expect(ended.status).toBe(200);
    expect(String(ended.body.next)).toContain(`/logout?client_id=console-client&logout_uri=${encodeURIComponent(`${consoleUrl}/`)}`);
    expect(browser.jar.size).toBe(0);
    expect((await browser.renew()).status).toBe(401);
    const refused = await thief.renew();
    expect(refused.status).toBe(401);
    // The browser is told to forget what is good for nothing.
    expect(thief.jar.size).toBe(0);
  });

  it.each([
    ['is signed out everywhere', 'AdminUserGlobalSignOut'],
    ['is disabled', 'AdminDisableUser'],
  ])('ends for whoever %s, and for nobody else', async (_, operation) => {
    const [one, other] = [world.browser(), world.browser()];
    await one.signIn(anh);
    await other.signIn(bao);
    world.advance(1);

    await world.manage(operation, anh);

    expect([(await one.renew()).status, (await other.renew()).status]).toEqual([401, 200]);
  });

  it('ends by itself after thirty days', async () => {
    const browser = world.browser();
    await browser.signIn(anh);

    world.advance(30 * 86_400);

    expect((await browser.renew()).status).toBe(401);
  });

  it.each(['gone', 'breaks'] as const)('keeps the session where the sign-in service %s, and says that it may work later', async (fate) => {
    const browser = world.browser();
    await browser.signIn(anh);
    const { query } = await browser.start();
    const code = world.codeFor(query, anh);
    const kept = browser.jar.get('__Host-pheu');
    world.be(fate);

    const [renewed, ended, back] = [
      await browser.renew(),
      await browser.end(),
      await browser.callback({ code, state: query.get('state') ?? '' }),
    ];

    expect([renewed.status, ended.status]).toEqual([503, 503]);
    expect(renewed.headers['retry-after']).toBeDefined();
    expect(back.location).toBe(`${consoleUrl}/#/dang-nhap/unavailable`);
    expect(browser.jar.get('__Host-pheu')).toBe(kept);
    world.be('answers');
    expect((await browser.renew()).status).toBe(200);
  });

  it('says so where the page refused or was left', async () => {
    const browser = world.browser();
    const { query } = await browser.start();

    const back = await browser.callback({ error: 'access_denied', state: query.get('state') ?? '' });

    expect(back.location).toBe(`${consoleUrl}/#/dang-nhap/refused`);
    expect(browser.jar.size).toBe(0);
  });

  it.each([{}, { code: 'c' }, { state: 's', code: 'c' }, { state: '../../x', code: 'c' }, { state: 'a'.repeat(43), code: 'c' }])(
    'leads from an answer that is none (%j) to a page that says what to do',
    async (query) => {
      expect((await world.ask('GET /v1/session/callback', { query: query as never })).location).toBe(expired);
    },
  );

  it('lets many tabs begin, and forgets those that were left', async () => {
    const browser = world.browser();

    for (let tab = 0; tab < 12; tab += 1) await browser.start();
    const last = await browser.start();

    expect(browser.jar.size).toBeLessThanOrEqual(5);
    expect((await browser.callback({ code: world.codeFor(last.query, anh), state: last.query.get('state') ?? '' })).location).toBe(
      `${consoleUrl}/#/`,
    );
  });
});
