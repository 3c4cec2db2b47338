import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));

describeInChromium('the page of exports', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('takes a list out and gives the file to whoever asked', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'vi-VN' });
    await page.addInitScript({ path: auditScript });
    await page.goto(`${runtime.url}/_local/export`);

    await page.selectOption('#format', 'csv');
    await page.getByRole('button', { name: 'Xuất', exact: true }).click();
    await page.getByRole('heading', { name: 'đã xong' }).waitFor();
    const audit = await page.evaluate('window.auditPage()');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải tệp' }).click()]);

    expect(download.suggestedFilename()).toMatch(/^leads-.*\.csv$/);
    expect(audit).toMatchObject({ contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 });
  });
});
