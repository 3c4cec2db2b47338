import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { desktop, openSignedIn, phone, seriousFaults } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';
import { showTime } from '../support/phone.ts';

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1';

describeInChromium('the console, what somebody sees of themselves', (open) => {
  let runtime: Runtime;
  let url: string;
  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    const leadId = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' });
    for (const outcome of ['noAnswer', 'interested']) {
      await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/calls`, { outcome }, { 'idempotency-key': crypto.randomUUID() });
    }
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  const visit = async (user: string, more: object = {}, prepare: (page: Page) => Promise<void> = async () => {}) => {
    const page = await open({ viewport: phone, hasTouch: true, ...more });
    await showTime(page, Date.parse(runtime.ago(0)));
    await prepare(page);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/v1/') && !pathname.startsWith('/v1/session/')) asked.push(`${request.method()} ${pathname}`);
    });
    await openSignedIn(page, url, user, '/toi');
    await page.locator('summary').first().waitFor();
    return { page, asked };
  };
  const number = (page: Page, name: string) => page.locator('dl div').filter({ hasText: name }).locator('dd').first();
  const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it('shows a rep the numbers of their day and their turn, of one call', async () => {
    const { page, asked } = await visit(lan);

    expect(await number(page, 'Gọi').textContent()).toBe('2');
    expect(await number(page, 'Gặp').textContent()).toBe('1');
    expect(await page.getByText(/Gặp lần đầu sau \(1 khách\)/).count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'Lượt trong nhóm Miền Nam' }).count()).toBe(1);
    expect(
      await page
        .getByText(/^Bạn .*\.$/)
        .first()
        .textContent(),
    ).toMatch(/lượt|kế tiếp|ngoài giờ/);
    expect(asked.filter((one) => !one.includes('/v1/work'))).toEqual(['GET /v1/me', 'GET /v1/me/today']);
    expect(await isWide(page)).toBe(false);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('lets a rep take leave by touch, says what becomes of what they have, and lets them come back: the clock of their phone is a day slow', async () => {
    const { page } = await visit(lan, {}, (slow) => showTime(slow, Date.now() - 86_400_000));

    await page.getByRole('button', { name: 'Xin nghỉ…' }).tap();
    const sheet = page.getByRole('dialog', { name: 'Xin nghỉ…' });
    await sheet.getByText(/Khách và việc đang có vẫn là của bạn/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Ghi ngày nghỉ' }).tap();

    await page.getByText(/Không có khách mới đến .*00:00/).waitFor();
    await runtime.idle();
    const { duty } = await askAs(runtime, lan, 'GET', '/v1/me/today');
    expect(duty).toMatchObject({ on: false });
    expect(Date.parse(duty.until)).toBeGreaterThan(Date.parse(runtime.ago(0)));

    await page.getByRole('switch').tap();
    await page.getByText('Bạn nhận khách theo giờ làm việc của mình.').waitFor();
  });

  it('lets a rep note leave ahead, see it, withdraw it and take that back', async () => {
    const { page } = await visit(lan, { viewport: desktop, hasTouch: false });
    const leaveOf = async () => (await askAs(runtime, lan, 'GET', '/v1/me/today')).leave;
    const day = (ahead: number) => new Date(Date.parse(runtime.ago(0)) + 7 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

    await page.getByRole('button', { name: 'Xin nghỉ…' }).click();
    await page.getByLabel('Từ ngày').fill(day(10));
    await page.getByLabel('Hết ngày').fill(day(9));
    await page.getByText('Ngày cuối phải từ ngày đầu trở đi.').waitFor();
    await page.getByLabel('Hết ngày').fill(day(12));
    await page.getByRole('button', { name: 'Ghi ngày nghỉ' }).click();

    await page.getByText(/Tới hôm đó khách mới sẽ đến tay người khác/).waitFor();
    const withdraw = page.getByRole('button', { name: 'Bỏ', exact: true });
    await withdraw.waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await leaveOf()).toEqual([{ from: day(10), to: day(12), part: null, isPlanned: true }]);

    await withdraw.click();
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    await eventually('the leave is gone', async () => (await leaveOf()).length === 0);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await eventually('the leave is back', async () => (await leaveOf()).length === 1);
  });

  it('lets somebody choose quiet hours by keyboard alone, in English and in the dark', async () => {
    const { page } = await visit(lan, { viewport: desktop, hasTouch: false, colorScheme: 'dark', locale: 'en-GB' });
    const press = async (key: string, times = 1) => {
      for (let index = 0; index < times; index += 1) await page.keyboard.press(key);
    };

    await page.locator('summary').filter({ hasText: 'Notices' }).focus();
    await press('Enter');
    // Past the mailbox, which cannot be switched off.
    await press('Tab');
    await press('Space');
    await page.getByLabel('From').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).focus();
    await press('Enter');

    await page.getByText('Saved.').waitFor();
    const { notices } = await askAs(runtime, lan, 'GET', '/v1/me/today');
    expect(notices).toMatchObject({ chosenBy: 'rep', quiet: { from: '21:00', to: '07:00' } });
  });

  it.each([
    ['leader.south@example.com', ['Lượt trong nhóm Miền Nam', 'Máy này']],
    ['admin@example.com', ['Máy này']],
    ['marketer@example.com', ['Máy này']],
  ])('shows %s what is theirs, and no empty numbers', async (user, headings) => {
    const { page } = await visit(user);

    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(headings);
    await page.locator('summary').filter({ hasText: 'Nhận tin báo' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('offers to install where the browser does, once, and tells how on an iPhone', async () => {
    const { page } = await visit(lan);
    expect(await page.getByRole('heading', { name: 'Cài lên màn hình chính' }).count()).toBe(0);
    await page.evaluate(`
      const offer = new Event('beforeinstallprompt', { cancelable: true });
      offer.prompt = async () => { window.asked = (window.asked ?? 0) + 1; };
      window.dispatchEvent(offer);
    `);
    await page.getByRole('button', { name: 'Cài đặt' }).tap();
    await eventually('the offer is gone', async () => (await page.getByRole('button', { name: 'Cài đặt' }).count()) === 0);
    expect(await page.evaluate('window.asked')).toBe(1);

    const { page: apple } = await visit(lan, { userAgent: iphone });
    expect(await apple.getByText(/bấm nút Chia sẻ/).count()).toBe(1);
  });

  it('ends every session of somebody from one device', async () => {
    const [{ page: lost }, { page }] = [await visit('marketer@example.com'), await visit('marketer@example.com')];

    await page.getByRole('button', { name: 'Đăng xuất trên mọi máy' }).tap();
    const sheet = page.getByRole('dialog', { name: 'Đăng xuất trên mọi máy' });
    await sheet.getByText(/Dùng khi mất máy/).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Đăng xuất tất cả' }).tap();

    await page.getByRole('button', { name: 'Tiếp tục đăng nhập' }).waitFor();
    await runtime.idle();
    // The one that is lost gets no new token.
    await lost.reload();
    await lost.getByRole('button', { name: 'Tiếp tục đăng nhập' }).waitFor();
    const left = () =>
      lost.evaluate<number>(async () => {
        const opened = indexedDB.open('pheu');
        await new Promise((resolve) => Object.assign(opened, { onsuccess: resolve }));
        const count = opened.result.transaction('answers').objectStore('answers').count();
        await new Promise((resolve) => Object.assign(count, { onsuccess: resolve }));
        opened.result.close();
        return count.result;
      });
    // Nor does it keep what it showed, or what leads were opened there.
    await eventually('nothing is kept', async () => (await left()) === 0);
    expect(await lost.evaluate('Object.keys(localStorage).filter((name) => /^pheu:(opened|held)/.test(name))')).toEqual([]);
  });
});
