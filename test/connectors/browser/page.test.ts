import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const clean = { contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 };

describeInChromium('the page of connectors', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('posts a signed sample of each platform, and shows each come in, refused or held until it is approved', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'vi-VN' });
    await page.addInitScript({ path: auditScript });
    await page.goto(`${runtime.url}/_local/connectors`);
    const card = (name: string) => page.getByRole('region', { name });
    const rows = (name: string) => card(name).locator(':scope > .scroll tbody tr');
    const row = (name: string, state: string) => rows(name).filter({ hasText: state });

    await page.getByRole('button', { name: 'Thêm năm kết nối mẫu' }).click();
    await card('LadiPage').waitFor();
    // The functions that are awake learn of what was published within half a minute.
    await page.getByRole('button', { name: 'Vặn đồng hồ tới 15 phút' }).click();
    for (const name of ['Meta Lead Ads', 'Zalo OA', 'TikTok', 'Google Ads']) {
      await card(name).getByRole('button', { name: 'Gửi một lần' }).click();
      await row(name, 'đã nhận').first().waitFor();
    }
    await card('Google Ads').getByRole('button', { name: 'Sai chữ ký' }).click();
    await card('Google Ads').getByText('trả lời 403').waitFor();
    await card('LadiPage').getByRole('button', { name: 'Gửi một lần' }).click();
    await row('LadiPage', 'chờ duyệt').waitFor();
    await card('LadiPage').getByText('Địa chỉ, bài mẫu và ánh xạ').click();
    await card('LadiPage').getByRole('button', { name: 'Xem trước' }).click();
    await card('LadiPage').getByText('Khách mới').waitFor();
    const audit = await page.evaluate('window.auditPage()');
    await card('LadiPage').getByRole('button', { name: 'Duyệt' }).click();
    await page.getByText('Đã duyệt. Bài đang chờ được nhận trong một phút.').waitFor();
    await page.getByRole('button', { name: 'Vặn đồng hồ tới 15 phút' }).click();
    await row('LadiPage', 'đã nhận').waitFor();

    const counts = await Promise.all(['Meta Lead Ads', 'Zalo OA', 'TikTok', 'Google Ads', 'LadiPage'].map((name) => rows(name).count()));
    expect(counts).toEqual([1, 1, 1, 1, 1]);
    expect(audit).toMatchObject(clean);
  });
});
