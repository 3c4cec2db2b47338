import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

describeInChromium('the page of mail templates', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
    await runtime.post('contact', { submissionId: 'seen', fields: { fullName: 'Phạm Thùy Dương', email: 'duong@khach.example' } });
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  it('shows a mail as it is sent to a lead, on a phone, in the dark', async () => {
    // The theme of a frame is chosen on the page, so none is imposed on it.
    const page = await open({ viewport: { width: 1280, height: 800 }, colorScheme: null });
    await page.goto(`${runtime.url}/_local/templates`);
    await page.getByRole('button', { name: 'A cart that was left' }).click();
    await page.getByRole('heading', { name: '[QC] Giỏ hàng của Anh/Chị vẫn còn đây' }).waitFor();

    await page.getByLabel('Written to').selectOption({ label: 'Phạm Thùy Dương' });
    const mail = page.frameLocator('iframe[title="gio-hang-con-do, Tiếng Việt"]');
    await mail.getByText('Chào Anh/Chị Dương,').waitFor();
    await page.locator('#width').selectOption('320px');
    await page.locator('#theme').selectOption('dark');

    const body = mail.locator('body');
    expect(await body.evaluate('innerWidth')).toBe(320);
    expect(await body.evaluate((element) => element.ownerDocument.defaultView?.matchMedia('(prefers-color-scheme: dark)').matches)).toBe(
      true,
    );
  });
});
