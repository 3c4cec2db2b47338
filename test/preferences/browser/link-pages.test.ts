import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Locator, Page as Tab } from 'playwright-core';
import { addressUrl } from '../../../shared/address-change/index.ts';
import { type Locale, readLead } from '../../../shared/leads/index.ts';
import { leavingLinks, subscribeUrl } from '../../../shared/preferences/index.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { digests } from '../../support/digests.ts';
import { offers, type Page, Reader } from '../../support/preferences.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const newEmail = 'huong.moi@example.com';
const clean = { contrast: { found: [] }, withoutName: [], smallTargets: [], repeatedIds: [], skippedHeadings: [], ticked: 0, wider: 0 };
const words = {
  vi: {
    subscribe: 'Đồng ý',
    save: 'Lưu',
    pause: 'Tạm ngừng',
    all: 'Ngừng mọi thư',
    move: 'Gửi thư',
    use: 'Đúng',
    field: 'Địa chỉ e-mail mới',
  },
  en: {
    subscribe: 'Yes, send',
    save: 'Save',
    pause: 'Pause',
    all: 'Stop all',
    move: 'Send the e-mail',
    use: 'Yes, use',
    field: 'New e-mail address',
  },
} as const satisfies Record<Locale, Record<string, string>>;

describeInChromium('the pages behind the links of mails', (open) => {
  let reader: Reader;
  let server: Server;
  let siteUrl: string;
  beforeEach(async () => {
    reader = await Reader.create();
    server = createServer(async (request, response) => {
      const [, , page = '', token = ''] = (request.url ?? '').split('/');
      const method = request.method === 'POST' ? 'POST' : 'GET';
      const answer = await reader.follow(method, page as Page, token, await text(request));
      response.writeHead(answer.statusCode, answer.headers).end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const now = () => reader.world.parts.clock();
  const maker = () => ({ siteUrl, signedLinkKey });
  const claims = (locale: Locale) => ({ leadId: reader.lead.leadId, address: reader.address, locale });
  const leaving = (locale: Locale) => leavingLinks({ ...claims(locale), topic: offers }, now(), maker());
  const subscribing = (locale: Locale) => subscribeUrl({ ...claims(locale), asked: reader.post, askedAt: now().toISOString() }, maker());
  /** The link of the mail to the address that was typed. */
  async function moving(locale: Locale): Promise<string> {
    const [proposal] = (await readProposals(reader.world.table, reader.lead.leadId)).open;
    if (!proposal) throw new Error('nothing was proposed');
    const { proposalId, at } = proposal;
    return addressUrl({ ...claims(locale), address: digests.address(newEmail), proposalId }, at, maker());
  }
  const emailNow = async () => (await readLead(reader.world.table, reader.lead.leadId))?.email;

  const everyWay = (['vi', 'en'] as const).flatMap((locale) =>
    [320, 1280].flatMap((width) => (['light', 'dark'] as const).map((theme) => [locale, width, theme] as const)),
  );
  it.each(everyWay)(
    'in %s at %i px, %s: readable contrast, named controls, large targets, nothing ticked or beyond the edge',
    async (locale, width, theme) => {
      const page = await open({ viewport: { width, height: 800 }, colorScheme: theme });
      await page.addInitScript({ path: auditScript });
      const say = words[locale];
      const audits: unknown[] = [];
      const audit = async () =>
        audits.push([page.url().split('/')[4], await page.locator('html').getAttribute('lang'), await page.evaluate('window.auditPage()')]);
      const look = async (url: string) => {
        await page.goto(url);
        await audit();
      };
      const press = async (name: string) => {
        await pressed(page, page.getByRole('button', { name }), (button) => button.click());
        await audit();
      };
      const { unsubscribeUrl, preferencesUrl } = leaving(locale);

      await look(preferencesUrl);
      await press(say.pause);
      await press(say.save);
      await page.getByLabel(say.field).fill('huong@khong');
      await press(say.move);
      await look(preferencesUrl);
      await page.getByLabel(say.field).fill(newEmail);
      await press(say.move);
      await look(unsubscribeUrl);
      await press(say.all);
      await look(subscribing(locale));
      await look(await moving(locale));
      await press(say.use);

      const asPage = (name: string) => [
        name,
        locale,
        expect.objectContaining({ ...clean, contrast: expect.objectContaining(clean.contrast) }),
      ];
      const preferences = Array.from({ length: 6 }, () => 'preferences');
      expect(audits).toEqual([...preferences, 'unsubscribe', 'unsubscribe', 'subscribe', 'address', 'address'].map(asPage));
      expect(await emailNow()).toBe(newEmail);
    },
  );

  it('are used by keyboard alone: to subscribe, choose, move and leave', async () => {
    const page = await open({ viewport: { width: 360, height: 700 } });
    const say = words.vi;
    const enter = async (name: string) => {
      const button = page.getByRole('button', { name });
      await reach(page, button);
      await pressed(page, button, () => page.keyboard.press('Enter'));
    };
    const confirmed = async () => Object.keys((await reader.choices())?.confirmed ?? {});
    const { unsubscribeUrl, preferencesUrl } = leaving('vi');

    await page.goto(subscribing('vi'));
    await enter(say.subscribe);
    const every = await confirmed();
    await page.goto(preferencesUrl);
    await reach(page, page.getByRole('checkbox').first());
    await page.keyboard.press('Space');
    await enter(say.save);
    const left = await confirmed();
    const saved = await page.getByRole('status').textContent();
    const field = page.getByLabel(say.field);
    await reach(page, field);
    await page.keyboard.type(newEmail);
    await pressed(page, field, () => page.keyboard.press('Enter'));
    const link = await moving('vi');
    await page.goto(unsubscribeUrl);
    await enter(say.all);
    await page.goto(link);
    await enter(say.use);

    expect(every.length).toBeGreaterThan(1);
    expect([left.length, saved]).toEqual([every.length - 1, expect.stringContaining('Đã lưu')]);
    expect(await reader.choices()).toMatchObject({ refusedAll: expect.anything() });
    expect(await emailNow()).toBe(newEmail);
  });
});

/** Does what sends a form, and waits for the page that answers. */
async function pressed(page: Tab, control: Locator, act: (control: Locator) => Promise<void>): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await act(control);
  await (await answered).finished();
  await page.waitForLoadState();
}

/** Goes on by Tab until a control has the focus, and sees that it is drawn. */
async function reach(page: Tab, control: Locator): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    const isThere = await control.evaluate((element) => element.matches(':focus-visible'));
    if (isThere && (await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')) === 'solid') return;
  }
  throw new Error('no way there by keyboard');
}
