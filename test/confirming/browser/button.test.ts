import { fileURLToPath } from 'node:url';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const email = 'huong@button.example';
const first = { fullName: 'Nguyễn Thị Hường', phone: '0987 300 001', province: 'TP.HCM', email };

describeInChromium('the button behind a mail’s link', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('is found and pressed by keyboard on a narrow screen, runs no script and tells nobody where it stands', async () => {
    for (const [submissionId, fields] of [
      ['known', first],
      ['says-more', { ...first, fullName: 'Nguyễn Thị Thu Hường', phone: '0987 300 002' }],
    ] as const) {
      await runtime.post('contact', { submissionId, fields, context: { locale: 'vi' } });
      await runtime.idle();
    }
    const [link = ''] = (await runtime.mails(email)).flatMap(({ text }) => /http\S+\/v1\/confirm\/\S+/.exec(text ?? '')?.[0] ?? []);
    const page = await open({ viewport: { width: 360, height: 700 } });
    await page.addInitScript({ path: auditScript });
    const asked: [string, string | undefined][] = [];
    page.on('request', (request) => void asked.push([request.method(), request.headers().referer]));

    await page.goto(link);
    const audit = await page.evaluate('window.auditPage()');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cảm ơn' }).waitFor();
    await page.reload();

    expect(audit).toMatchObject({
      contrast: { found: [] },
      withoutName: [],
      smallTargets: [],
      repeatedIds: [],
      skippedHeadings: [],
      wider: 0,
    });
    expect(await page.getByRole('heading').textContent()).toContain('Cảm ơn');
    // The icon that a browser asks for by itself is refused by the page's policy.
    expect(asked).toEqual([
      ['GET', undefined],
      ['POST', undefined],
      ['POST', undefined],
    ]);
    const { items } = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, { user: 'admin@example.com' })).body;
    expect(items).toMatchObject([{ fullName: 'Nguyễn Thị Thu Hường', phone: { e164: '+84987300002' } }]);
  });
});
