import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { FormConfig } from '../../../shared/capture/form-config.ts';
import { describeForm } from '../../../shared/capture/index.ts';
import { eventually } from '../../support/eventually.ts';
import { describeInChromium } from './support/chromium.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';

const auditScript = fileURLToPath(new URL('support/page-audit.js', import.meta.url));
const Audit = z.object({ contrast: z.object({ found: z.array(z.string()) }), withoutName: z.array(z.string()), wider: z.number() });

/** What the API would say of a form of the configuration. */
const descriptionOf = async (formId: string) => {
  const forms = z.array(FormConfig).parse(JSON.parse(await readFile(new URL('../../../config/forms.json', import.meta.url), 'utf8')));
  const form = forms.find(({ id }) => id === formId);
  if (!form) throw new Error(`config/ has no form ${formId}`);
  return { ...describeForm(form, 1, 'signed-token', new Set()), minFillSeconds: 0 };
};

describeInChromium('embed.js, which brings a form by one line', (open) => {
  let site: FakeSite;
  beforeEach(async () => {
    site = await startFakeSite();
  });
  afterEach(() => site?.stop());

  const show = async (page: Page, formId: string, path = `/bieu-mau/${formId}.html`) => {
    site.describeForm(await descriptionOf(formId));
    await page.goto(site.url + path);
    await page.locator('.pheu-form[data-pheu-ready]').waitFor();
  };
  const eventAs = (standing: string, takesPosts: boolean) => ({
    startsAt: '2026-12-19T01:30:00.000Z',
    endsAt: '2026-12-19T04:30:00.000Z',
    when: { vi: '08:30–11:30, 19/12/2026', en: '08:30–11:30, 19 Dec 2026' },
    where: { vi: 'Khách sạn Sông Hàn, 36 Bạch Đằng, Đà Nẵng', en: 'Song Han Hotel, Da Nang' },
    standing,
    says: { vi: 'Chỉ còn ít chỗ.', en: 'Few places are left.' },
    takesPosts,
  });
  const fillIn = async (page: Page, fullName: string) => {
    await page.getByLabel('Họ và tên').fill(fullName);
    await page.getByLabel('Điện thoại').fill('0912 345 678');
  };
  const bodies = () => site.posts.map(({ text }) => JSON.parse(text));

  it.each([
    ['newsletter', 'light', 390],
    ['quote', 'dark', 390],
    ['dung-thu', 'light', 1366],
    ['khao-sat', 'dark', 1366],
    ['khao-sat', 'light', 320],
    ['su-kien', 'dark', 390],
  ] as const)(
    'shows %s by %s at %i px: readable, every control with a name, nothing beyond the edge',
    async (formId, colorScheme, width) => {
      const page = await open({ viewport: { width, height: 844 }, colorScheme });
      await page.addInitScript({ path: auditScript });
      await show(page, formId, `/en/forms/${formId}.html`);

      const { contrast, withoutName, wider } = Audit.parse(await page.evaluate('window.auditPage()'));

      expect({ found: contrast.found, withoutName, wider }).toEqual({ found: [], withoutName: [], wider: 0 });
      expect(await page.locator('.pheu-form').getAttribute('aria-label')).toBe((await descriptionOf(formId)).title.en);
    },
  );

  it('asks for a score by buttons side by side, which one reaches by a finger and by the keyboard', async () => {
    const page = await open({ viewport: { width: 320, height: 844 }, hasTouch: true });
    await show(page, 'khao-sat');
    const scores = page.getByRole('group', { name: 'Mức hài lòng' }).getByRole('radio');
    const boxes = await page
      .locator('.pheu-score label')
      .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().toJSON()));

    expect(await scores.count()).toBe(11);
    // Wide and high enough for a finger, in the page, in two rows at most.
    expect(boxes.filter(({ width, height, right }) => width < 36 || height < 44 || right > 320)).toEqual([]);
    expect(new Set(boxes.map(({ top }) => top)).size).toBeLessThanOrEqual(2);
    await page.locator('.pheu-score label').nth(7).tap();
    expect(await scores.nth(7).isChecked()).toBe(true);
    await page.keyboard.press('ArrowRight');
    expect(await scores.nth(8).isChecked()).toBe(true);
    expect(await page.locator('.pheu-form select[name=score]').count()).toBe(0);
    await page.locator('[name=fullName]').fill('Trần Thị Hương');
    await page.locator('[name=phone]').fill('0912 345 678');
    await page.locator('.pheu-form button[type=submit]').click();
    await eventually('the post has come', () => site.posts.length > 0);
    expect(bodies()).toMatchObject([{ fields: { score: '8' } }]);
  });

  it.each([
    ['light', 390],
    ['dark', 1280],
  ] as const)('says of an event when and where it is, above the fields and with the thanks: %s, %i px', async (colorScheme, width) => {
    const page = await open({ viewport: { width, height: 844 }, colorScheme });
    await page.addInitScript({ path: auditScript });
    site.describeForm({ ...(await descriptionOf('hoi-thao')), event: eventAs('few', true) });
    await page.goto(`${site.url}/bieu-mau/hoi-thao.html`);
    await page.locator('.pheu-form[data-pheu-ready]').waitFor();
    const { contrast, wider } = Audit.parse(await page.evaluate('window.auditPage()'));

    expect({ found: contrast.found, wider }).toEqual({ found: [], wider: 0 });
    expect(await page.locator('.pheu-form .pheu-event').textContent()).toMatch(
      /08:30–11:30, 19\/12\/2026\s*Khách sạn Sông Hàn.*Chỉ còn ít chỗ/,
    );
    await page.getByLabel('Họ và tên').fill('Trần Thị Hương');
    await page.locator('[name=email]').fill('huong@annam.example');
    await page.getByRole('button', { name: 'Giữ chỗ' }).click();
    await page.getByText('Trong ít phút').waitFor();
    expect(await page.locator('.pheu-success').textContent()).toContain('08:30–11:30, 19/12/2026');
    // What held when the page was opened may hold no more.
    expect(await page.locator('.pheu-success').textContent()).not.toContain('Chỉ còn ít chỗ');
  });

  it('shows no fields of an event at which nobody gets a place any more, and says why', async () => {
    const page = await open();
    site.describeForm({
      ...(await descriptionOf('hoi-thao')),
      event: { ...eventAs('calledOff', false), says: { vi: 'Sự kiện không diễn ra.', en: 'x' } },
    });
    await page.goto(`${site.url}/bieu-mau/hoi-thao.html`);
    await page.getByText('Sự kiện không diễn ra.').waitFor();

    expect(await page.locator('.pheu-embed :is(input, button)').count()).toBe(0);
  });

  it('asks for the tick without which a newsletter is nothing, then posts it with the words of the form below', async () => {
    const page = await open();
    await show(page, 'newsletter');
    await page.locator('[name=email]').fill('huong@annam.example');

    await page.getByRole('button', { name: 'Nhận bản tin' }).click();
    await page.locator('.pheu-error').waitFor();
    expect(site.posts).toHaveLength(0);
    await page.getByLabel('Gửi tôi bản tin').check();
    await page.getByRole('button', { name: 'Nhận bản tin' }).click();
    await page.getByText('Còn một bước').waitFor();

    expect(bodies()).toEqual([
      expect.objectContaining({
        fields: { email: 'huong@annam.example', fullName: '', khong_dien: '' },
        consent: { newsletter: true },
        token: 'signed-token',
      }),
    ]);
  });

  it('puts the link to the file in place of the form, for whoever posted it', async () => {
    const page = await open({ colorScheme: 'dark' });
    await page.addInitScript({ path: auditScript });
    await show(page, 'tai-lieu');
    await page.locator('[name=email]').fill('huong@annam.example');
    site.answerWith({ status: 202, body: { status: 'accepted', downloadPath: '/v1/downloads/abc.tai-lieu.token' } });

    await page.getByRole('button', { name: 'Nhận tệp' }).click();
    const link = page.getByRole('link', { name: 'Tải mẫu sổ quỹ' });
    await link.waitFor();

    expect(await link.getAttribute('href')).toBe(`${site.url}/v1/downloads/abc.tai-lieu.token`);
    expect(await page.getByText('trong một ngày').isVisible()).toBe(true);
    expect(Audit.parse(await page.evaluate('window.auditPage()')).contrast.found).toEqual([]);
  });

  it('shows a text as a text, whatever stands in it', async () => {
    const page = await open();
    const description = await descriptionOf('newsletter');
    site.describeForm({ ...description, words: { intro: { vi: '<img src=x onerror=alert(1)>', en: 'x' } } });
    await page.goto(`${site.url}/bieu-mau/newsletter.html`);

    await page.getByText('<img src=x').waitFor();

    expect(await page.locator('.pheu-form img').count()).toBe(0);
  });

  it('brings several forms into one page of another language, where its tags say', async () => {
    const page = await open();
    site.describeForm(await descriptionOf('newsletter'));
    site.addPage(
      '/other.html',
      `<!doctype html><html lang="en"><title>t</title><div id="here"></div>
       <script src="/embed.js" data-form="newsletter" data-into="#here" defer></script><script src="/embed.js" data-form="second" defer></script></html>`,
    );
    await page.goto(`${site.url}/other.html`);
    await page.locator('.pheu-form[data-pheu-ready]').nth(1).waitFor();

    expect(await page.locator('#here .pheu-form').count()).toBe(1);
    expect(await page.locator('.pheu-form').count()).toBe(2);
    expect(await page.locator('script[src*="form.js"]').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Subscribe' }).count()).toBe(2);
  });

  it('brings its own form.js also where the page has another one of that name', async () => {
    const page = await open();
    site.describeForm(await descriptionOf('newsletter'));
    site.addPage(
      '/other.html',
      `<!doctype html><html lang="vi"><title>t</title><script src="/theme/form.js"></script><h1>t</h1>
       <script src="/embed.js" data-form="newsletter" defer></script></html>`,
    );

    await page.goto(`${site.url}/other.html`);

    await page.locator('.pheu-form[data-pheu-ready]').waitFor();
  });

  describe('at a stand', () => {
    it('gives the next person an empty form and a post of their own', async () => {
      const page = await open();
      await show(page, 'su-kien');

      for (const fullName of ['Trần Thị Hương', 'Lê Văn Nam']) {
        await fillIn(page, fullName);
        await page.getByRole('button', { name: 'Gửi', exact: true }).click();
        await page.getByText('Cảm ơn bạn').waitFor();
        await page.getByRole('button', { name: 'Người tiếp theo' }).click();
        expect(await page.getByLabel('Họ và tên').inputValue()).toBe('');
      }

      const posted = bodies();
      expect(posted.map(({ fields }) => fields.fullName)).toEqual(['Trần Thị Hương', 'Lê Văn Nam']);
      expect(new Set(posted.map(({ submissionId }) => submissionId)).size).toBe(2);
      expect(JSON.stringify(posted)).not.toContain('visitorId');
    });

    it('clears itself a minute after somebody went away in the middle, and not before', async () => {
      const page = await open();
      await page.clock.install();
      await show(page, 'su-kien');
      await fillIn(page, 'Trần Thị Hương');

      await page.clock.runFor(55_000);
      expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Trần Thị Hương');
      await page.clock.runFor(6_000);

      expect(await page.getByLabel('Họ và tên').inputValue()).toBe('');
      expect(site.posts).toHaveLength(0);
    });

    it('keeps posts while there is no network, one for each person, and sends each once as soon as there is', async () => {
      const page = await open();
      await show(page, 'su-kien');
      await page.context().setOffline(true);
      for (const fullName of ['Trần Thị Hương', 'Lê Văn Nam']) {
        await fillIn(page, fullName);
        await page.getByRole('button', { name: 'Gửi', exact: true }).click();
        await page.getByText('tự gửi khi có mạng').waitFor();
        await page.getByRole('button', { name: 'Người tiếp theo' }).click();
      }
      expect(site.posts).toHaveLength(0);

      await page.context().setOffline(false);
      // Asked from here: the policy of the page lets nothing look again and again in it by a text.
      const isEmpty = () => page.evaluate<boolean>('!Object.keys(localStorage).some((key) => key.startsWith("pheu:post:"))');
      await eventually('nothing waits on the device', isEmpty);

      const posted = bodies();
      expect(posted.map(({ fields }) => fields.fullName).toSorted()).toEqual(['Lê Văn Nam', 'Trần Thị Hương']);
    });

    /** Addresses that the device has kept, without their origin. */
    const keptOn = (page: Page) =>
      page.evaluate<string[]>(
        'caches.open("pheu-kiosk-1").then((cache) => cache.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))',
      );
    const path = '/bieu-mau/su-kien.html';
    const needed = [path, '/embed.js', '/form.js', '/site.css', '/v1/forms/su-kien'];

    it('opens again without a network, takes posts over reloads, and sends each once when there is one', async () => {
      const page = await open();
      await show(page, 'su-kien');
      await eventually('the page is kept', async () => {
        const kept = await keptOn(page);
        return needed.every((one) => kept.includes(one));
      });
      await page.context().setOffline(true);
      site.cutOff(true);
      for (const fullName of ['Trần Thị Hương', 'Lê Văn Nam']) {
        await page.reload();
        await page.locator('.pheu-form[data-pheu-ready]').waitFor();
        await fillIn(page, fullName);
        await page.getByRole('button', { name: 'Gửi', exact: true }).click();
        await page.getByText('tự gửi khi có mạng').waitFor();
      }
      await page.reload();
      await page.locator('.pheu-form[data-pheu-ready]').waitFor();
      expect(site.posts).toHaveLength(0);

      site.cutOff(false);
      await page.context().setOffline(false);
      const isEmpty = () => page.evaluate<boolean>('!Object.keys(localStorage).some((key) => key.startsWith("pheu:post:"))');
      await eventually('nothing waits on the device', isEmpty);

      expect(
        bodies()
          .map(({ fields }) => fields.fullName)
          .toSorted(),
      ).toEqual(['Lê Văn Nam', 'Trần Thị Hương']);
      expect((await keptOn(page)).filter((one) => one.includes('/submissions'))).toEqual([]);
    });

    it('shows a form that was changed as soon as there is a network, and keeps no other page', async () => {
      const page = await open();
      await show(page, 'su-kien');
      await eventually('the page is kept', async () => (await keptOn(page)).includes('/v1/forms/su-kien'));
      const description = await descriptionOf('su-kien');

      site.describeForm({ ...description, words: { intro: { vi: 'Lời mới', en: 'New words' } } });
      await page.reload();
      await page.getByText('Lời mới').waitFor();
      site.describeForm(await descriptionOf('newsletter'));
      await page.goto(`${site.url}/bieu-mau/newsletter.html`);
      await page.locator('.pheu-form[data-pheu-ready]').waitFor();

      expect(await page.evaluate('navigator.serviceWorker.controller === null')).toBe(true);
      expect((await keptOn(page)).filter((one) => one.includes('newsletter'))).toEqual([]);
    });
  });
});
