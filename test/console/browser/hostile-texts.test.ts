import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { attack, hostileAnswer } from '../support/hostile.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('the console against what strangers write, and against other pages', (open) => {
  let runtime: Runtime;
  let url: string;
  let leadId: string;
  let stranger: Server;
  let strangerUrl: string;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    leadId = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912345688' });
    stranger = createServer((request, answer) => {
      const hidden = `<form method="post" action="${url}/v1/session/refresh"><button>refresh</button></form>
        <form method="post" action="${url}/v1/leads" enctype="text/plain"><input name='{"phone":"0912345687","x":"' value='"}'><button>enter</button></form>
        <form action="${url}/v1/session/callback"><input name="code" value="x"><input name="state" value="${'a'.repeat(43)}"><button>callback</button></form>`;
      answer.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>${request.url}</title>${hidden}`);
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    // Another site, not only another origin: the names differ.
    strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    stranger?.close();
    await runtime?.stop();
  });

  /** What the page ran, asked for, or stumbled over. */
  const watched = (page: Page): string[] => {
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => heard.push('a dialog')));
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin !== url || !/^\/(v1\/|assets\/|$|sw\.js|manifest)/.test(pathname)) heard.push(`asked for ${request.url()}`);
    });
    return heard;
  };
  /** Links that lead somewhere else than a link of ours does. */
  const strangeLinks = (page: Page) =>
    page
      .locator('a[href]')
      .evaluateAll((links) =>
        links
          .map((link) => link.getAttribute('href') ?? '')
          .filter((href) => !/^(#\/|tel:[+\d*#]*$|sms:[+\d*#]*|https:\/\/zalo\.me\/\d*$|mailto:)/.test(href)),
      );

  it.each([
    ['the page of a lead', `/khach/`, ['**/v1/leads/*?*', 'LeadPage'], ['e', ']', 't', 'l']],
    ['the work of a rep', '/viec', ['**/v1/work*', 'Work'], ['?']],
    ['what is found', '/tim', ['**/v1/search*', 'FoundLeads'], []],
  ] as const)('shows %s as texts, each of which is an attack, and runs none', async (_, path, [asked, schema], keys) => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    await page.locator('dl').first().waitFor();
    const heard = watched(page);
    const body = hostileAnswer(schema, { leadId, nextCursor: null });
    await page.route(asked, (route) => route.fulfill({ json: body }));
    await page.route('**/v1/call-outcomes*', (route) => route.fulfill({ json: hostileAnswer('CallOutcomeList', { openings: [] }) }));

    await page.goto(`${url}/#${path}${path.endsWith('/') ? leadId : ''}`);
    if (path === '/tim') await page.locator('input').fill('huong');
    await page.getByText('<img src=/ran').first().waitFor();
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.keyboard.press('Escape');
    }

    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(heard).toEqual([]);
    expect(await page.locator('img, iframe, object, embed, script:not([src])').count()).toBe(0);
    expect(await strangeLinks(page)).toEqual([]);
  });

  it.each([
    ['who is signed in, and their day', '/toi', { '**/v1/me': 'Me', '**/v1/me/today': 'Today' }, async () => {}],
    [
      'whose a number is',
      '/them',
      { '**/v1/leads/check': 'CheckedLead' },
      (page: Page) => page.locator('input[type=tel]').fill('0912345689'),
    ],
    [
      'what may be mailed',
      '/khach/',
      { '**/v1/leads/*/consent': 'ConsentState' },
      (page: Page) => page.getByRole('button', { name: /được gửi gì/ }).click(),
    ],
    [
      'what floats',
      '/viec',
      { '**/v1/work*': 'Work', '**/v1/pools/*/floating*': 'FloatingLeads' },
      (page: Page) => page.getByRole('button', { name: 'Lấy số từ kho' }).click(),
    ],
    ['why something was refused', '/khach/L01NOBODY', { '**/v1/leads/**': 'Problem' }, async () => {}],
  ] as const)('shows %s as texts, of which none runs', async (_, path, answers, act) => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    await page.locator('dl').first().waitFor();
    const heard = watched(page);
    const { rights, role, zone, userId, repId } = await askAs(runtime, lan, 'GET', '/v1/me');
    for (const [asked, schema] of Object.entries(answers)) {
      const status = schema === 'Problem' ? 409 : 200;
      // Ids stand in addresses of the API, in whose form the answers of others are not heard here.
      const body = hostileAnswer(schema, {
        leadId,
        nextCursor: null,
        rights,
        role,
        zone,
        userId,
        repId,
        poolId: 'south',
        currency: 'VND',
        status,
      });
      await page.route(asked, (route) => route.fulfill({ status, json: body }));
    }

    await page.goto(`${url}/#${path}${path.endsWith('/') ? leadId : ''}`);
    if (path === '/toi') await page.reload();
    await act(page);
    await page.getByText('<img src=/ran').first().waitFor();

    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(heard).toEqual([]);
    expect(await page.locator('img, iframe, object, embed, script:not([src])').count()).toBe(0);
    expect(await strangeLinks(page)).toEqual([]);
  });

  it('shows what was written into every field that takes a text, by hand and by the form of a stranger', async () => {
    const written = {
      fullName: attack.slice(0, 200),
      company: attack.slice(0, 200),
      title: attack.slice(0, 100),
      message: attack,
      province: attack.slice(0, 100),
    };
    const { status, text } = await runtime.request('/v1/leads', {
      method: 'POST',
      headers: { authorization: `Bearer ${await runtime.token(lan)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...written, phone: '0912345686' }),
    });
    expect([status, text.slice(0, 200)]).toEqual([201, expect.any(String)]);
    const { leadId: hostile } = JSON.parse(text);
    await runtime.idle();
    await askAs(runtime, lan, 'POST', `/v1/leads/${hostile}/notes`, { text: attack }, { 'Idempotency-Key': 'hostile-note' });
    await askAs(
      runtime,
      lan,
      'POST',
      `/v1/leads/${hostile}/tasks`,
      { kind: 'custom', title: attack.slice(0, 120), dueAt: runtime.ago(-7_200) },
      { 'Idempotency-Key': 'hostile-task' },
    );
    await runtime.idle();
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    await page.locator('dl').first().waitFor();
    const heard = watched(page);

    for (const path of [`/khach/${hostile}`, '/viec', '/tim']) {
      await page.goto(`${url}/#${path}`);
      if (path === '/tim') await page.locator('input').fill('5686');
      await page.getByText('javascript:window.ran').first().waitFor();
    }

    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(heard).toEqual([]);
    expect(await strangeLinks(page)).toEqual([]);
  });

  it('lets a page of another site neither read nor act: by fetch, by a frame, by a window', async () => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    const other = await page.context().newPage();
    await other.goto(strangerUrl);

    const got = await other.evaluate(async (console) => {
      const ask = (path: string, init?: RequestInit) =>
        fetch(console + path, { credentials: 'include', signal: AbortSignal.timeout(60_000), ...init }).then(
          (answer) => `${path}: ${answer.type} ${answer.status}`,
          (error: Error) => (error.name === 'TimeoutError' ? `${path}: no answer` : 'kept from'),
        );
      const frame = document.createElement('iframe');
      frame.src = `${console}/`;
      const seen = () => {
        try {
          return frame.contentDocument === null ? 'kept from' : (frame.contentDocument.body.textContent ?? '');
        } catch {
          return 'kept from';
        }
      };
      // A browser may tell nothing of a frame that it refused: what stands in it by then counts.
      const framed = new Promise((resolve) => {
        frame.onload = () => resolve(seen());
        setTimeout(() => resolve(seen()), 20_000);
      });
      document.body.append(frame);
      const window_ = window.open(`${console}/#/toi`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const reached = (() => {
        try {
          return window_ === null || window_.closed ? 'kept from' : String(window_.document.body.textContent);
        } catch {
          return 'kept from';
        }
      })();
      return [
        ...(await Promise.all([
          ask('/v1/session/refresh', { method: 'POST' }),
          ask('/v1/session', { method: 'DELETE' }),
          ask('/v1/me'),
          ask('/v1/leads', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
        ])),
        await framed,
        reached,
      ];
    }, url);

    expect(got).toEqual(Array.from({ length: 6 }, () => 'kept from'));
    expect(other.frames().filter((frame) => frame.url().startsWith(url))).toEqual([]);
  });

  it.each([
    ['refresh', 'POST', '/v1/session/refresh'],
    ['enter', 'POST', '/v1/leads'],
    ['callback', 'GET', '/v1/session/callback'],
  ])('takes no form of another site: %s', async (name, method, path) => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, '/toi');
    const other = await page.context().newPage();
    await other.goto(strangerUrl);

    const [answer] = await Promise.all([
      other.waitForResponse((each) => new URL(each.url()).pathname === path && each.request().method() === method),
      other.getByRole('button', { name }).click(),
    ]);

    if (name === 'callback') expect(answer.headers().location).toMatch(/\/#\/dang-nhap\//);
    else expect(answer.status()).toBeGreaterThanOrEqual(400);
    await page.reload();
    await page.locator('dl').first().waitFor();
  });
});
