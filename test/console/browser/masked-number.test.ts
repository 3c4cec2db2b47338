import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { openSignedIn, phone } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('a number that is masked', (open) => {
  let runtime: Runtime;
  let url: string;
  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
    const companies = await documentsOf(runtime, 'company');
    await publishConfig(
      runtime,
      'company',
      companies.map((company) => ({ ...company, maskNumbers: true })),
    );
  });
  afterAll(() => runtime?.stop());

  it('is shown to the rep who asks, and the history tells so, once', async () => {
    const leadId = await typeIn(runtime, lan, { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' });
    const page = await open({ viewport: phone });
    await openSignedIn(page, url, lan, `/khach/${leadId}`);
    await page.getByRole('heading', { level: 1, name: /Hường/ }).waitFor();
    expect(await page.getByText('0912 345 678').count()).toBe(0);
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);

    await page.getByRole('button', { name: 'Hiện số' }).click();

    await page.getByText('0912 345 678').waitFor();
    await page.getByText('Lịch sử ghi lại').waitFor();
    expect(await page.getByRole('link', { name: 'Gọi' }).getAttribute('href')).toBe('tel:+84912345678');
    await runtime.idle();
    const { items } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/timeline`);
    expect(items.filter(({ type }: { type: string }) => type === 'lead.revealed')).toHaveLength(1);
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toMatch(/345 ?678/);
  });
});
