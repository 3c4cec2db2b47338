import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { describeInChromium } from './support/chromium.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';
import { fillForm, huong, send } from './support/fill-form.ts';

const auditScript = fileURLToPath(new URL('support/page-audit.js', import.meta.url));

const Audit = z.object({
  contrast: z.object({ checked: z.number(), found: z.array(z.string()) }),
  withoutName: z.array(z.string()),
  smallTargets: z.array(z.string()),
  repeatedIds: z.array(z.string()),
  skippedHeadings: z.array(z.number()),
  ticked: z.number(),
  wider: z.number(),
});

const clean = { withoutName: [], smallTargets: [], repeatedIds: [], skippedHeadings: [], ticked: 0, wider: 0 };

describeInChromium('the demo pages for everybody', (open) => {
  let site: FakeSite;
  beforeEach(async () => {
    site = await startFakeSite();
  });
  afterEach(() => site?.stop());

  it.each([
    ['/', 390],
    ['/', 1280],
    ['/en/index.html', 360],
    ['/cam-on.html', 390],
    ['/en/thank-you.html', 1280],
    ['/quyen-rieng-tu.html', 390],
    ['/san-pham.html', 390],
    ['/bang-gia.html', 1280],
    ['/gio-hang.html', 360],
    ['/blog.html', 390],
    ['/bieu-mau.html', 390],
    ['/en/forms.html', 1280],
  ])('%s at %i px: readable contrast, named controls, no box ticked, nothing beyond the edge', async (path, width) => {
    const page = await open({ viewport: { width, height: 800 } });
    await page.addInitScript({ path: auditScript });
    await page.goto(site.url + path);

    const { contrast, ...rest } = Audit.parse(await page.evaluate('window.auditPage()'));

    expect(contrast.found).toEqual([]);
    expect(contrast.checked).toBeGreaterThan(8);
    expect(rest).toEqual(clean);
    expect(await page.locator('html').getAttribute('lang')).toBe(path.startsWith('/en/') ? 'en' : 'vi');
  });

  it('would see a page that is not so (the audit itself)', async () => {
    site.addPage(
      '/poor.html',
      `<!doctype html><html lang="vi"><title>t</title><h1 id="a" style="color:#999">Nhạt</h1><h3 id="a">Nhảy cấp</h3>
       <input type="checkbox" checked><div style="width:3000px">Rộng</div>`,
    );
    const page = await open();
    await page.addInitScript({ path: auditScript });
    await page.goto(`${site.url}/poor.html`);

    const { contrast, ...rest } = Audit.parse(await page.evaluate('window.auditPage()'));

    expect(contrast.found).toEqual(['h1#a "Nhạt" 2.85']);
    expect(rest).toEqual({
      withoutName: ['input ""'],
      smallTargets: ['input ""'],
      repeatedIds: ['a'],
      skippedHeadings: [3],
      ticked: 1,
      wider: expect.any(Number),
    });
    expect(rest.wider).toBeGreaterThan(0);
  });

  it('keeps the contrast where errors, the kept notice and the thank-you panel show', async () => {
    const page = await open({ viewport: { width: 390, height: 800 } });
    await page.addInitScript({ path: auditScript });
    await page.goto(site.url);
    const found = async () => Audit.parse(await page.evaluate('window.auditPage()')).contrast.found;

    await send(page);
    await page.getByRole('alert').getByText('mục cần sửa').waitFor();
    expect(await found()).toEqual([]);
    await fillForm(page);
    site.answerWith({ status: 503, headers: { 'retry-after': '600' } });
    await send(page);
    await page.getByText('sẽ tự gửi lại').waitFor();
    expect(await found()).toEqual([]);
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await page.getByText('Đã nhận thông tin').waitFor();
    expect(await found()).toEqual([]);
  });

  it('can be filled and sent with the keyboard alone, with a visible focus at every stop', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    await page.goto(site.url);
    const stops: string[] = [];
    const unseen: string[] = [];
    const tabTo = async (name: string) => {
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate('document.activeElement.name || document.activeElement.textContent.trim()');
        stops.push(String(stop));
        if (await page.evaluate('getComputedStyle(document.activeElement).outlineStyle === "none"')) unseen.push(String(stop));
        if (stop === name) return;
      }
      throw new Error(`the Tab key never reached ${name}: ${stops.join(', ')}`);
    };

    await tabTo('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await tabTo('fullName');
    await page.keyboard.type(huong.fullName);
    await tabTo('phone');
    await page.keyboard.type(huong.phone);
    await tabTo('email');
    await page.keyboard.type(huong.email);
    await tabTo('province');
    await page.keyboard.press('ArrowDown');
    await tabTo('_consent.contact');
    await page.keyboard.press('Space');
    await tabTo('Gửi yêu cầu');
    await page.keyboard.press('Enter');
    await page.getByText('Đã nhận thông tin').waitFor();

    expect(unseen).toEqual([]);
    expect(stops).not.toContain('khong_dien');
    expect(JSON.parse(site.posts[0]?.text ?? '')).toMatchObject({
      fields: { fullName: huong.fullName, province: 'An Giang' },
      consent: { contact: true, newsletter: false },
    });
  });

  it('stands still for visitors who ask for less motion', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    await page.goto(site.url);

    expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto');
    expect(await page.evaluate('getComputedStyle(document.querySelector(".button")).transitionDuration')).toBe('0s');
  });

  it('loads nothing from another address, and the whole first view in six requests', async () => {
    const page = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await page.goto(site.url);
    await page.waitForLoadState('networkidle');

    expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
    expect(asked.map((url) => new URL(url).pathname).filter((path) => path !== '/logo.svg')).toEqual([
      '/',
      '/site.css',
      '/t.js',
      '/consent.js',
      '/form.js',
      '/v1/forms/contact',
    ]);
  });
});
