import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { users } from '../support/company.ts';
import { desktop, openSignedIn } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('reports in the console', (open) => {
  let runtime: Runtime;
  let url: string;
  const names = ['Nguyễn Thị Hường', 'Trần Văn Đạt', 'Lê Thị Thu'];

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    for (const [place, fullName] of names.entries()) await typeIn(runtime, lan, { fullName, phone: `091234580${place}` });
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  const openAt = async (email: string, path: string): Promise<Page> => {
    const page = await open({ viewport: desktop, locale: 'vi-VN', acceptDownloads: true });
    await openSignedIn(page, url, email, path);
    await page.locator('h1').first().waitFor();
    return page;
  };

  it('show the same number in a tile, in a table, in a file, and as the leads behind it, which open and lead back', async () => {
    const page = await openAt(users.admin, '/bao-cao');
    const tile = page.locator('dl a').first();
    await tile.waitFor();
    const inTile = await tile.textContent();
    expect(inTile).toBe(String(names.length));

    await tile.click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('link', { name: names[0] ?? '' }).waitFor();
    expect(await sheet.getByRole('link').count()).toBe(names.length);
    await sheet.getByRole('link', { name: names[0] ?? '' }).click();
    await page.getByRole('heading', { level: 1, name: names[0] ?? '' }).waitFor();
    await page.goBack();
    await sheet.getByRole('link', { name: names[0] ?? '' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('row=');

    await page.getByRole('combobox', { name: 'Báo cáo' }).selectOption('sources');
    const foot = page.locator('tfoot td').first();
    await foot.waitFor();
    expect(await foot.locator('a').textContent()).toBe(inTile);

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải CSV' }).click()]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.match(/^\uFEFF+/)?.[0]).toBe('\uFEFF');
    expect(text.trim().split(/\r?\n/).at(-1)).toContain(`"Tổng";"${inTile}"`);
  });

  it('go over periods by keys, and keep what was chosen in the address over a reload', async () => {
    const page = await openAt(users.admin, '/bao-cao/sources');
    await page.locator('tfoot').waitFor();
    await page.keyboard.press('y');
    await page.waitForURL(/period=year/);
    await page.keyboard.press('w');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/period=week&from=\d{4}-\d{2}-\d{2}/);
    const days = await page.locator('output').textContent();
    await page.reload();
    await page.locator('output').waitFor();
    expect(await page.locator('output').textContent()).toBe(days);
    await page.getByText('Chưa có gì trong kỳ này').waitFor();
  });

  it('tell reps of their own alone, and offer marketing no rows of reps', async () => {
    const page = await openAt(lan, '/bao-cao/reps');
    await page.getByText('của riêng bạn').waitFor();
    expect(await page.getByRole('combobox', { name: 'Báo cáo' }).locator('option').allTextContents()).not.toContain('Chiến dịch');

    const other = await openAt(users.marketer, '/bao-cao/reps');
    await other.locator('details summary').click();
    const rows = await other.getByRole('combobox', { name: 'Chia theo' }).locator('option').allTextContents();
    expect(rows).toContain('Nhóm');
    expect(rows).not.toContain('Nhân viên');
  });

  it('take spend as it is typed, and replace it only for whoever says so', async () => {
    const page = await openAt(users.marketer, '/bao-cao/spend');
    const type = async (amount: string) => {
      await page.getByRole('button', { name: 'Nhập chi phí' }).click();
      await page.getByLabel('Nguồn, như trong utm_source').fill('facebook');
      await page.getByLabel('Số tiền (đồng)').fill(amount);
      await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    };
    const spent = async () => {
      const today = new Date(Date.parse(runtime.ago(0)) + 7 * 3_600_000).toISOString().slice(0, 10);
      const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
      const { items } = await askAs(runtime, users.marketer, 'GET', `/v1/spend?from=${today.slice(0, 7)}-01&to=${tomorrow}`);
      return items.map(({ source, total }: { source: string; total: number }) => [source, total]);
    };

    await type('1.500.000');
    await page.getByRole('rowheader', { name: 'facebook' }).waitFor();
    expect(await spent()).toEqual([['facebook', 1_500_000]]);
    await type('2.000.000');
    await page.getByText('Có ngày đã ghi số tiền khác').waitFor();
    expect(await spent()).toEqual([['facebook', 1_500_000]]);
    await page.getByRole('button', { name: 'Thay số cũ' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await spent()).toEqual([['facebook', 2_000_000]]);
  });

  it('set a target and change it, write over nobody else, and show it as a tick beside what is done', async () => {
    const page = await openAt(users.leader, '/bao-cao/targets');
    const sheet = page.getByRole('dialog');
    const calls = sheet.getByLabel('Lần gọi', { exact: true });
    const month = new Date(Date.parse(runtime.ago(0)) + 7 * 3_600_000).toISOString().slice(0, 'yyyy-mm'.length);
    const ofLan = async () => {
      const { items } = await askAs(runtime, users.leader, 'GET', '/v1/targets');
      const found = items.find(({ id }: { id: string }) => id === 'rep-lan');
      return found?.goals.map(({ metric, amount }: { metric: string; amount: number }) => [metric, amount]);
    };

    await page.getByRole('button', { name: 'Đặt mục tiêu' }).click();
    const whose = await sheet.getByRole('combobox').locator('option').allTextContents();
    expect(whose).toContain('Miền Nam (nhóm)');
    expect(whose.join()).not.toContain('Miền Bắc');
    await sheet.getByRole('combobox').selectOption('rep rep-lan');
    await calls.fill('không');
    await sheet.getByRole('button', { name: 'Lưu mục tiêu' }).click();
    await sheet.getByRole('alert').waitFor();
    await calls.fill('60');
    await sheet.getByLabel('Doanh thu thuần (đồng)').fill('300.000.000');
    await sheet.getByRole('button', { name: 'Lưu mục tiêu' }).click();
    await page.getByText('Lần gọi: 0 / 60').waitFor();
    expect(await ofLan()).toEqual([
      ['attempts', 60],
      ['net', 300_000_000],
    ]);

    await page.getByRole('button', { name: 'Sửa mục tiêu của Trần Thị Lan' }).click();
    expect(await sheet.getByLabel('Doanh thu thuần (đồng)').inputValue()).toBe('300000000');
    const other = { goals: [{ metric: 'attempts', amount: 75 }] };
    await askAs(runtime, users.admin, 'PUT', `/v1/targets/${month}/reps/rep-lan`, other, { 'Idempotency-Key': 'another-one' });
    await calls.fill('90');
    await sheet.getByRole('button', { name: 'Lưu mục tiêu' }).click();
    await page.getByText('vừa được người khác sửa').waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll('dialog input')].some((input) => Object(input).value === '75'));
    expect(await ofLan()).toEqual([['attempts', 75]]);

    await page.goto(`${url}/#/bao-cao/reps`);
    await page
      .getByRole('row', { name: /Trần Thị Lan/ })
      .getByText('mục tiêu 75')
      .waitFor();
  });

  it('look at a file of spend before they take it', async () => {
    const page = await openAt(users.marketer, '/bao-cao/spend/period=custom&from=2026-01-01&to=2026-02-01');
    const file = (text: string) => ({ name: 'chi-phi.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file('Ngày,Nguồn,Chi phí\n2026-01-05,google,1.000.000\n2026-01-99,google,5\n'));
    await page.getByRole('button', { name: 'Xem thử' }).click();
    await page.getByText('Dòng 3:').waitFor();
    expect(await page.getByRole('button', { name: /^Lấy cả tệp/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await input.setInputFiles(file('Ngày,Nguồn,Chi phí\n2026-01-05,google,1.000.000\n2026-01-06,google,500.000\n'));
    await page.getByRole('button', { name: 'Xem thử' }).click();
    await page.getByText('2 dòng: 2 ngày mới').waitFor();
    await page.getByRole('button', { name: 'Lấy cả tệp' }).click();
    await page.getByRole('rowheader', { name: 'google' }).waitFor();
    expect(await page.locator('tbody td').first().textContent()).toMatch(/1\.500\.000/);
  });
});
