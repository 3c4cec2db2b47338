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

  it('has filters chosen or typed, each seen as the other, and a saved list in their place', async () => {
    const page = await open({ viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Asia/Ho_Chi_Minh' });
    await page.addInitScript({ path: auditScript });
    const token = (await (await fetch(`${runtime.url}/_local/token?user=marketer@example.com`)).text()).trim();
    const body = JSON.stringify({ name: 'The south', query: { region: 'south' } });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    await fetch(`${runtime.url}/v1/views/south`, { method: 'PUT', headers, body });
    await page.goto(`${runtime.url}/_local/export?lang=en`);
    await page.selectOption('#user', 'marketer@example.com');
    await page.getByLabel('Saved list').waitFor();

    await page.getByLabel('Stage').first().selectOption('mql');
    await page.getByLabel('Created until').fill('2026-03-05');
    await page.getByLabel('Created until').blur();
    const line = await page.getByLabel('Filter as text').inputValue();
    await page.getByLabel('Filter as text').fill('temperature=hot&createdFrom=2026-02-28T17:00:00.000Z');
    const chosen = await page
      .locator('#pick-stage, #pick-temperature, #pick-createdFrom')
      .evaluateAll((all) => all.map((one) => ('value' in one ? one.value : null)));
    await page.getByLabel('Saved list').selectOption({ label: 'The south' });
    const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/v1/exports'));
    await page.getByRole('button', { name: 'Take out', exact: true }).click();

    expect(Object.fromEntries(new URLSearchParams(line))).toEqual({ stage: 'mql', createdTo: '2026-03-05T16:59:59.999Z' });
    expect(chosen).toEqual(['', 'hot', '2026-03-01']);
    expect(JSON.parse((await asked).postData() ?? '{}')).toMatchObject({ view: { viewId: 'south' } });
    await page.getByRole('heading', { name: 'done' }).waitFor();
    const audit = await page.evaluate('window.auditPage()');
    expect(audit).toMatchObject({ contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 });
  });

  it('has a list that could not be made taken out once more, as it was asked for', async () => {
    const page = await open({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
    const failed = {
      exportId: 'X01K9ZQ3V7N8Q0WJ9F4TE6H1KCM',
      by: 'admin',
      askedAt: '2026-11-22T03:00:00.000Z',
      state: 'failed',
      problem: { code: 'keptEnding', text: { vi: 'Đã thử ba lần.', en: 'It was tried three times.' } },
      filter: { region: 'south' },
      view: null,
      event: null,
      columns: ['fullName', 'phone'],
      format: 'csv',
      language: 'vi',
      delimiter: ';',
      progress: { percent: 0, leads: 0 },
      bytes: null,
      endedAt: '2026-11-22T03:00:09.000Z',
      keptUntil: null,
      fetchedAt: null,
    };
    await page.route(`**/v1/exports/${failed.exportId}`, (route) => route.fulfill({ json: failed }));
    await page.goto(`${runtime.url}/_local/export#${failed.exportId}`);
    await page.getByText('Đã thử ba lần.').waitFor();

    const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/v1/exports'));
    await page.getByRole('button', { name: 'Thử lại' }).click();

    expect(JSON.parse((await asked).postData() ?? '{}')).toEqual({
      filter: { region: 'south' },
      columns: ['fullName', 'phone'],
      format: 'csv',
      language: 'vi',
      delimiter: ';',
    });
    await page.getByRole('heading', { name: 'đã xong' }).waitFor();
    expect(await page.getByRole('button', { name: 'Thử lại' }).count()).toBe(0);
  });
});
