import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { users } from '../support/company.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { askAs } from '../support/people.ts';

const about = '/v1/events/hoi-thao';

describeInChromium('the door of an event', (open) => {
  let runtime: Runtime;
  let url: string;
  const codes: string[] = [];

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    for (const [index, fullName] of ['Đỗ Thị Mai', 'Hoàng Văn Ân', 'Trần Lan'].entries()) {
      const body = { fullName, phone: `091234570${index}`, consent: true };
      const { code } = await askAs(runtime, users.admin, 'POST', `${about}/walk-ins`, body);
      await askAs(runtime, users.admin, 'POST', `${about}/check-ins/undo`, { code });
      codes.push(String(code));
    }
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  const enter = async (user: string): Promise<Page> => {
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, user, '/su-kien');
    await page.getByRole('article').first().waitFor();
    return page;
  };
  const guest = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name });
  const taken = async () => (await askAs(runtime, users.admin, 'GET', '/v1/events')).items[0].taken;
  const came = async () => (await askAs(runtime, users.admin, 'GET', '/v1/events')).items[0].attended;

  it('notes by one tap who came, while the answer for another is on its way, and takes it back', async () => {
    const page = await enter(users.admin);
    await page.route('**/check-ins', async (route) => {
      if (
        route
          .request()
          .postData()
          ?.includes(codes[0] ?? '')
      )
        await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });

    await guest(page, 'Đỗ Thị Mai').getByRole('button', { name: 'Đã đến' }).click();
    await guest(page, 'Hoàng Văn Ân').getByRole('button', { name: 'Đã đến' }).click();
    await guest(page, 'Hoàng Văn Ân').getByText('Đến lúc').waitFor();
    expect(await guest(page, 'Đỗ Thị Mai').getByRole('button', { name: 'Đã đến' }).getAttribute('aria-disabled')).toBe('true');
    await guest(page, 'Đỗ Thị Mai').getByText('Đến lúc').waitFor();
    expect(await came()).toBe(2);

    await guest(page, 'Hoàng Văn Ân').getByRole('button', { name: 'Chưa đến' }).click();
    await guest(page, 'Hoàng Văn Ân').getByRole('button', { name: 'Đã đến' }).waitFor();
    expect(await came()).toBe(1);
    await page.getByText('1 đã đến').waitFor();
  });

  it('takes what a scanner types, also of somebody whom the user may not see, and says where nobody is meant', async () => {
    const page = await enter(users.marketer);
    const field = page.getByRole('searchbox');

    await field.fill(codes[2] ?? '');
    await field.press('Enter');
    await page.getByText('Trần Lan đã đến').waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill('K7AB-91ZZ');
    await field.press('Enter');
    await page.getByRole('alert').getByText('Không ai đăng ký bằng mã hoặc số này.').waitFor();
  });

  it('tries again what nobody answered, and notes it once', async () => {
    const page = await enter(users.admin);
    await page.route('**/check-ins', (route) => route.abort(), { times: 1 });

    await guest(page, 'Hoàng Văn Ân').getByRole('button', { name: 'Đã đến' }).click();
    await page.getByText('Máy chủ chưa trả lời').waitFor();
    await guest(page, 'Hoàng Văn Ân').getByRole('button', { name: 'Đã đến' }).click();
    await guest(page, 'Hoàng Văn Ân').getByText('Đến lúc').waitFor();
    expect(await came()).toBe(3);
  });

  it('lets in who did not register: with what was looked for, as come, and found in the list', async () => {
    const page = await enter(users.admin);
    await page.getByRole('searchbox').fill('0909 123 456');
    await page.getByText('Không có ai như vậy').waitFor();

    await page.getByRole('button', { name: 'Khách chưa đăng ký' }).click();
    const sheet = page.getByRole('dialog');
    expect(await sheet.getByLabel('Số điện thoại').inputValue()).toBe('0909 123 456');
    await sheet.getByLabel('Họ và tên').fill('Bùi Quốc Vinh');
    await sheet.getByLabel('Để công ty liên hệ').check();
    await sheet.getByRole('button', { name: 'Cho vào' }).click();
    await page.getByText('Bùi Quốc Vinh đã đến').waitFor();
    await guest(page, 'Bùi Quốc Vinh').getByText('Đến lúc').waitFor();
    expect(await came()).toBe(4);
  });

  it('lets in who waits for a place by their row, on a second word', async () => {
    const fields = { fullName: 'Ngô Thị Chờ', email: 'cho@example.com', phone: '0909 555 777' };
    const body = { fields, consent: { contact: true } };
    const forms = await documentsOf(runtime, 'forms');
    const capacity = await taken();
    await publishConfig(
      runtime,
      'forms',
      forms.map((form) => (form.id === 'hoi-thao' ? { ...form, tokenRequired: false, event: { ...Object(form).event, capacity } } : form)),
    );
    const posted = await runtime.post('hoi-thao', body);
    expect(posted.status).toBe(202);
    await runtime.idle();
    const page = await enter(users.admin);

    await guest(page, 'Ngô Thị Chờ').getByRole('button', { name: 'Vẫn cho vào' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('đang chờ chỗ').waitFor();
    await sheet.getByRole('button', { name: 'Vẫn cho vào' }).click();
    await page.getByText('Ngô Thị Chờ đã đến').waitFor();
    await guest(page, 'Ngô Thị Chờ').getByText('Đến lúc').waitFor();
    expect(await came()).toBe(5);
  });

  it('gives the list as a file to whoever may take lists out, with how each stands', async () => {
    const page = await enter(users.admin);
    await page.getByRole('button', { name: 'Tải danh sách' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('CSV').check();
    await sheet.getByRole('button', { name: 'Làm tệp' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), sheet.getByRole('link', { name: 'Tải tệp' }).click()]);

    expect(download.suggestedFilename()).toMatch(/^hoi-thao-.*\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain(codes[0]);
    expect(text.match(/"Đã đến"/g)).toHaveLength(5);

    const rep = await open({ viewport: phone });
    await openSignedIn(rep, url, users.rep, '/su-kien');
    await rep.getByRole('searchbox').waitFor();
    expect(await rep.getByRole('button', { name: 'Tải danh sách' }).count()).toBe(0);
  });
});
