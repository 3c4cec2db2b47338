import { describeInChromium } from './support/chromium.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';

/** What web/README.md tells a landing page to allow, and nothing else. */
const policyFor = (source: string) =>
  `default-src 'none'; script-src ${source}; connect-src ${source}; form-action ${source}; frame-src ${source}; base-uri 'none'`;

describeInChromium('the scripts on a page with a strict Content-Security-Policy', (open) => {
  let site: FakeSite;
  beforeEach(async () => {
    site = await startFakeSite();
  });
  afterEach(() => site?.stop());

  it('ask, track, refuse and post without breaking it', async () => {
    const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>t</title>
      <script src="/t.js" defer></script><script src="/consent.js" defer></script><script src="/form.js" defer></script>
      <form data-pheu-form="contact" action="/v1/forms/contact/submissions" method="post"><label>Tên <input name="fullName" required></label><button>Gửi</button></form></html>`;
    site.addPage('/strict.html', html, { 'content-security-policy': policyFor(site.url) });
    site.describeForm({ honeypotField: 'bay' });
    const page = await open();
    await page.addInitScript(
      'window.broken = []; addEventListener("securitypolicyviolation", ({ violatedDirective }) => broken.push(violatedDirective))',
    );
    await page.goto(`${site.url}/strict.html`);

    const watching = page.waitForResponse('**/t-on.js');
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await watching;
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByRole('alert').getByText('Tên').click();
    await page.getByLabel('Tên').fill('Lan');
    await page.keyboard.press('Enter');
    await page.locator('.pheu-success').waitFor();
    const broken = await page.evaluate('window.broken');
    await page.goto('about:blank');
    await site.collector.until(1);

    expect(broken).toEqual([]);
    expect(site.posts).toHaveLength(1);
    expect(site.collector.types()).toEqual(['page_view', 'form_start', 'form_submit', 'page_leave']);
  });
});
