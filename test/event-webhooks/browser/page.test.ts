import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const clean = { contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 };

describeInChromium('the page that receives webhooks', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('connects an address, shows what comes with its signature, and an address that says it is gone turned off', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'vi-VN' });
    await page.addInitScript({ path: auditScript });
    await page.goto(`${runtime.url}/_local/webhooks`);
    const address = page.locator('#addresses li').filter({ hasText: '/he-thong' });
    const receipts = page.locator('#receipts > li');

    await page.getByLabel('Đường dẫn').fill('/he-thong');
    await page.getByLabel('Sự kiện').fill('lead.created');
    await page.getByRole('button', { name: 'Nối', exact: true }).click();
    await address.getByRole('button', { name: 'Gửi thử' }).click();
    await receipts.filter({ hasText: 'chữ ký đúng' }).first().waitFor();
    const tested = await receipts.count();
    // Functions that are awake hear of a new address within half a minute.
    await runtime.advance('PT1M');
    await runtime.post('contact', { submissionId: 'heard', fields: { fullName: 'Nguyễn Thị Hường', phone: '0912345678' } });
    await receipts.filter({ hasText: 'lead.created' }).first().waitFor();
    const told = await receipts.filter({ hasText: 'lead.created' }).first().textContent();
    const audit = await page.evaluate('window.auditPage()');
    await address.getByRole('combobox').selectOption('410');
    await address.getByRole('combobox').blur();
    await address.getByRole('button', { name: 'Gửi thử' }).click();
    await address.getByText('tự tắt: trả lời 410').waitFor();

    expect(tested).toBe(1);
    expect(told).toContain('chữ ký đúng');
    expect(told).not.toContain('0912345678');
    expect(audit).toMatchObject(clean);
  });
});
