import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { desktop, openSignedIn, phone, seriousFaults } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('finding a person, and adding one', (open) => {
  let runtime: Runtime;
  let url: string;
  let huong: string;

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    huong = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', products: ['ban-hang'] });
    await typeIn(runtime, lan, { fullName: 'Trần Văn Hương', phone: '0912 345 999' });
    await typeIn(runtime, 'anh.nguyen@example.com', { fullName: 'Lê Văn Đạt', phone: '0987 654 321', province: 'Hà Nội' });
  });
  afterAll(() => runtime?.stop());

  const openRoom = async (room: string, options: Parameters<typeof open>[0] = { viewport: phone }): Promise<Page> => {
    const page = await open(options);
    await openSignedIn(page, url, lan, room);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const field = (page: Page) => page.getByRole('combobox');

  it.each([
    ['5678', ['Nguyễn Thị Hường'], '5 678'],
    ['huong', ['Nguyễn Thị Hường', 'Trần Văn Hương'], 'Hư'],
    ['Hương', ['Trần Văn Hương', 'Nguyễn Thị Hường'], 'Hư'],
  ])('finds by %s, those spelt just so first, and marks what was asked for', async (typed, names, marked) => {
    const page = await openRoom('/tim');

    await page.keyboard.type(typed);
    await page.getByRole('option', { name: names[0] ?? '' }).waitFor();
    await page.getByText(`${names.length} khách`).waitFor();

    const found = await page.getByRole('option').allInnerTexts();
    for (const name of names) expect(found.some((text) => text.includes(name))).toBe(true);
    expect(found[0]).toContain(typed === 'huong' ? '' : names[0]);
    expect(await page.locator('mark').first().textContent()).toContain(marked);
  });

  it.each([
    ['touch', phone],
    ['keyboard', desktop],
  ] as const)('opens a caller by the last four digits with one by %s', async (how, viewport) => {
    const page = await openRoom('/tim', { viewport, hasTouch: how === 'touch' });

    // The field has the focus already: nothing has to be tapped to type.
    await page.keyboard.type('5678');
    const row = page.getByRole('option', { name: /Hường/ });
    await row.waitFor();
    if (how === 'touch') await row.tap();
    else await page.keyboard.press('Enter');

    await page.waitForURL(`${url}/#/khach/${huong}`);
    await page.getByRole('heading', { level: 1, name: /Nguyễn Thị Hường/ }).waitFor();
    await page.goto(`${url}/#/tim`);
    await page.getByText('Vừa mở').waitFor();
    await page.getByRole('option', { name: /Hường/ }).waitFor();
    const kept = await page.evaluate('JSON.stringify({ ...localStorage })');
    expect(kept).toContain(huong);
    expect(kept).not.toMatch(/Hường|912345678|345 678/);
  });

  it('asks once for what is typed in a hurry, chooses by arrows, and says what to do where nobody is found', async () => {
    const page = await openRoom('/tim', { viewport: desktop });
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/search') asked.push(searchParams.get('q') ?? '');
    });

    // Within the page, as a machine that is busy would lend the keys of another program no hurry.
    await page.evaluate(`for (const text of ['h', 'hu', 'huo', 'huon', 'huong']) {
      const input = document.querySelector('[role=combobox]');
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }`);
    await page.getByText('2 khách').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(asked).toEqual(['huong']);
    expect(await page.getByRole('option').nth(1).getAttribute('aria-selected')).toBe('true');
    await field(page).fill('khongcoai');

    await page.getByText('Không thấy ai').waitFor();
    await page.getByRole('link', { name: 'Thêm khách mới' }).click();
    await page.getByRole('heading', { name: 'Thêm khách' }).waitFor();
  });

  it.each([
    ['touch', phone],
    ['keyboard', desktop],
  ] as const)('adds a person who stands here in three and what is typed, by %s', async (how, viewport) => {
    const page = await openRoom('/tim', { viewport, hasTouch: how === 'touch' });
    const number = how === 'touch' ? '0909 111 222' : '0909 111 333';
    const press = async (role: 'link' | 'radio' | 'button', name: string) => {
      const target = page.getByRole(role, { name, exact: true });
      if (how === 'touch') return role === 'radio' ? target.check() : target.tap();
      await target.focus();
      await page.keyboard.press(role === 'radio' ? 'Space' : 'Enter');
    };

    await press('link', 'Thêm');
    await page.getByRole('heading', { name: 'Thêm khách' }).waitFor();
    await page.keyboard.type(number);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Phạm Thu Trang');
    await press('radio', 'Gặp trực tiếp');
    await press('button', 'Lưu khách');

    await page.getByRole('heading', { level: 1, name: /Phạm Thu Trang/ }).waitFor();
    const leadId = page.url().split('/').at(-1) ?? '';
    expect(await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).toMatchObject({
      fullName: 'Phạm Thu Trang',
      owner: { repId: 'rep-lan' },
      consent: { contact: { granted: true } },
      source: { origin: 'inbound' },
    });
  });

  it('says while the number is typed whose it is, and leads there; of others’ it says who has them and no more', async () => {
    const page = await openRoom('/them');

    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0912345678');
    await page.getByText('Đã có người này').waitFor();
    expect(await page.getByRole('link', { name: 'Mở khách này' }).getAttribute('href')).toBe(`#/khach/${huong}`);
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0987 654 321');
    await page.getByText(/Người phụ trách: Nguyễn Minh Anh/).waitFor();
    expect(await page.getByRole('link', { name: 'Mở khách này' }).count()).toBe(0);
    expect(await page.getByText('Đạt').count()).toBe(0);
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0909 876 543');
    await page.getByText('Số mới, chưa ai có').waitFor();
  });

  it('says what is wrong where it stands, and keeps what was typed', async () => {
    const page = await openRoom('/them');

    await page.getByRole('button', { name: 'Lưu khách' }).click();
    await page.getByText('Cần số điện thoại hoặc e-mail').waitFor();
    await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Vũ Hải');
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('12');
    await page.getByRole('button', { name: 'Lưu khách' }).click();

    await page.getByText('Số này chưa đúng').waitFor();
    expect(await page.getByRole('textbox', { name: 'Số điện thoại' }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'Họ và tên' }).inputValue()).toBe('Vũ Hải');
  });

  it('saves once what was sent twice because no answer came', async () => {
    const page = await openRoom('/them');
    let lost = 0;
    await page.route('**/v1/leads', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0909 444 555');
    await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Đỗ Quang');

    await page.getByRole('button', { name: 'Lưu khách' }).click();
    await page.getByText('Máy chủ chưa trả lời').waitFor();
    await page.getByRole('button', { name: 'Lưu khách' }).click();

    await page.getByText('Đã thêm khách').waitFor();
    await page.getByRole('heading', { level: 1, name: /Đỗ Quang/ }).waitFor();
  });

  it.each([
    ['vi-VN', 'light', phone],
    ['en-GB', 'dark', phone],
    ['vi-VN', 'dark', desktop],
    ['en-GB', 'light', desktop],
  ] as const)('is for everybody, in %s and %s', async (locale, colorScheme, viewport) => {
    const page = await openRoom('/tim', { locale, colorScheme, viewport });
    await page.keyboard.type('huong');
    await page.getByRole('option').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    await page.goto(`${url}/#/them`);
    await page.getByRole('heading', { name: /Thêm khách|Add a person/ }).waitFor();
    await page.locator('summary').click();

    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });
});
