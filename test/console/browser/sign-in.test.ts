import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { desktop, openSignedIn, phone, seriousFaults } from '../support/console-page.ts';

const anh = 'anh.nguyen@example.com';

describeInChromium('the console, signing in', (open) => {
  let runtime: Runtime;
  let url: string;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    // The users of the configuration come into the user pool by work.
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  /** What the page was refused or could not do, as the browser tells it. */
  const troubles = (page: Page): string[] => {
    const heard: string[] = [];
    page.on('console', (message) => {
      // Not to be signed in yet is an answer, and the browser writes it down as an error.
      if (message.type() === 'error' && !message.text().includes('401')) heard.push(message.text());
    });
    page.on('pageerror', (error) => heard.push(error.message));
    return heard;
  };
  const signIn = async (page: Page, email: string): Promise<void> => {
    await page.getByRole('button', { name: /đăng nhập|sign in/ }).click();
    await page.locator(`button[value="${email}"]`).click();
    await page.getByRole('navigation', { name: /^(Các mục|Rooms)$/ }).waitFor();
  };

  it.each([
    ['vi-VN', 'vi', 'Đăng nhập', 'Tiếp tục đăng nhập', 'Chào Nguyễn Minh Anh', 'Đăng xuất'],
    ['en-GB', 'en', 'Sign in', 'Go on to sign in', 'Hello Nguyễn Minh Anh', 'Sign out'],
  ])('in %s: explains, signs in, shows who is there, and signs out', async (locale, lang, title, go, hello, out) => {
    const page = await open({ locale, viewport: phone });
    const heard = troubles(page);

    await page.goto(`${url}/#/toi`);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await page.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
    await page.getByRole('button', { name: go }).click();
    await page.locator(`button[value="${anh}"]`).click();
    await page.getByRole('heading', { name: hello }).waitFor();

    expect(page.url()).toBe(`${url}/#/toi`);
    expect(
      await page.evaluate('document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })'),
    ).not.toMatch(/eyJ|pheu-session|Host/);
    expect(await page.context().cookies()).toEqual([
      expect.objectContaining({ name: '__Host-pheu', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }),
    ]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    await page.getByRole('button', { name: out, exact: true }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(heard).toEqual([]);
  });

  it.each([
    ['vi-VN', 'light', phone],
    ['en-GB', 'dark', phone],
    ['vi-VN', 'dark', desktop],
    ['en-GB', 'light', desktop],
  ] as const)('is for everybody, in %s and %s', async (locale, colorScheme, viewport) => {
    const page = await open({ locale, colorScheme, viewport });
    await page.goto(`${url}/`);
    await page.locator('ol').waitFor();
    expect(await seriousFaults(page)).toEqual([]);

    await openSignedIn(page, url, anh, '/toi');

    await page.locator('dl').last().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('asks for little before it is of use: one token, who is there, and what the page shows', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/toi`);
    await signIn(page, anh);
    const asked: string[] = [];
    page.on('request', (request) => {
      // What the page before it still asked for is not of this one.
      if (request.isNavigationRequest()) asked.length = 0;
      asked.push(new URL(request.url()).pathname);
    });

    await page.reload();
    await page.getByRole('heading', { name: 'Hôm nay' }).waitFor();

    expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual(['/v1/session/refresh', '/v1/me', '/v1/me/today']);
  });

  it('speaks the other language before anybody signs in, and remembers it', async () => {
    const page = await open({ locale: 'en-GB', viewport: phone });
    await page.goto(`${url}/`);
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();

    await page.reload();

    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
  });

  it('shows tabs of one browser one session: signed out in one, out in all', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/toi`);
    await signIn(page, anh);
    const other = await page.context().newPage();
    await other.goto(`${url}/#/toi`);
    await other.locator('dl').last().waitFor();

    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();

    await other.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await other.getByText('Phiên làm việc đã kết thúc').count()).toBe(1);
  });

  it('says what went wrong with a sign-in, and begins anew', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/`);
    await page.getByRole('button', { name: 'Tiếp tục đăng nhập' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Trang đăng nhập đã từ chối').waitFor();
    expect(page.url()).toBe(`${url}/#/dang-nhap/refused`);
    await page.goto(`${url}/v1/session/callback?code=stolen&state=${'a'.repeat(43)}`);
    await page.getByText('Lần đăng nhập này đã quá hạn').waitFor();

    await signIn(page, anh);

    expect(page.url()).toBe(`${url}/#/viec`);
  });

  it('says that there is no network where nothing is kept, and goes on when there is', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/toi`);
    await signIn(page, anh);
    // A browser that kept nothing.
    await page.evaluate("new Promise((done) => Object.assign(indexedDB.deleteDatabase('pheu'), { onsuccess: done }))");
    await page.route('**/v1/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { name: 'Không có mạng' }).waitFor();
    await page.unroute('**/v1/**');

    await page.getByRole('button', { name: 'Thử lại' }).click();

    await page.locator('dl').last().waitFor();
  });

  it('keeps language and appearance on the device, by day and in the dark', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/toi`);
    await signIn(page, anh);
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const day = await ground();

    await page.getByRole('radio', { name: 'English' }).check();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.reload();
    await page.getByRole('heading', { name: 'Hello Nguyễn Minh Anh' }).waitFor();

    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await ground()).not.toBe(day);
    // The styles of a room that is loaded later are there.
    expect(await page.evaluate("getComputedStyle(document.querySelector('dl')).borderTopStyle")).toBe('solid');
  });

  it('lets no page of another origin frame it, read it, or act for whoever is signed in', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/#/toi`);
    await signIn(page, anh);
    // The company's own site is another origin under the same name.
    const site = await page.context().newPage();
    await site.goto(`${runtime.url}/`);

    const got = await site.evaluate(async (console) => {
      const ask = (path: string, init?: RequestInit) =>
        fetch(console + path, { credentials: 'include', ...init }).then(
          (answer) => `${answer.status}`,
          () => 'kept from',
        );
      return Promise.all([
        ask('/v1/session/refresh', { method: 'POST' }),
        ask('/v1/session', { method: 'DELETE' }),
        ask('/v1/me'),
        ask('/v1/session/refresh', { method: 'POST', mode: 'no-cors' }),
      ]);
    }, url);

    // By its own policy the site asks nobody else at all; an answer that is opaque has status 0.
    expect(got.filter((answer) => !['kept from', '0'].includes(answer))).toEqual([]);
    await page.reload();
    await page.locator('dl').last().waitFor();
  });

  it('runs nothing that a page did not bring along', async () => {
    const page = await open({ viewport: phone });
    await page.goto(`${url}/`);

    const ran = await page.evaluate(() => {
      const tries: Record<string, () => void> = {
        html: () => {
          document.body.innerHTML = '<img src=x onerror="window.ran=true">';
        },
        address: () => {
          document.createElement('script').src = 'https://evil.example/x.js';
        },
        policy: () => void Object(window).trustedTypes.createPolicy('other', { createHTML: (text: string) => text }),
      };
      return Object.entries(tries).map(([name, attempt]) => {
        try {
          attempt();
          return `${name} went`;
        } catch (error) {
          return `${name} ${Object(error).name}`;
        }
      });
    });

    expect(ran).toEqual(['html TypeError', 'address TypeError', 'policy TypeError']);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });
});
