import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { describeInChromium } from './support/chromium.ts';
import { type FakeSite, startFakeSite } from './support/fake-site.ts';
import { fillForm, huong, openForm, send } from './support/fill-form.ts';

const keptKeys = 'Object.keys(localStorage).filter((key) => key.startsWith("pheu:"))';
const done = 'Đã nhận thông tin';

describeInChromium('form.js on a contact form', (open) => {
  let site: FakeSite;
  beforeEach(async () => {
    site = await startFakeSite();
  });
  afterEach(() => site?.stop());

  const bodies = () => site.posts.map(({ text }) => JSON.parse(text));

  it('posts fields, campaign, consent and token as JSON and hands the focus to the thank-you panel', async () => {
    const page = await open();
    await openForm(page, `${site.url}/?utm_source=zalo&utm_campaign=tet-2027&gclid=ignored#lien-he`);
    await fillForm(page);
    await page.getByLabel('Gửi tôi bản tin').check();

    await send(page);
    await page.getByText(done).waitFor();

    const [body] = bodies();
    expect(body).toEqual({
      submissionId: expect.stringMatching(/^[A-Za-z0-9._~-]{1,128}$/),
      fields: expect.objectContaining({ ...huong, khong_dien: '' }),
      context: {
        pageUrl: `${site.url}/?utm_source=zalo&utm_campaign=tet-2027&gclid=ignored`,
        locale: 'vi',
        utm: { source: 'zalo', campaign: 'tet-2027' },
      },
      consent: { contact: false, newsletter: true },
      token: 'signed-token',
    });
    expect(await page.evaluate('document.activeElement.hasAttribute("data-pheu-success")')).toBe(true);
    expect(await page.evaluate(keptKeys)).toEqual([]);
  });

  it('makes one post of a double click, and a new submission id for the next request', async () => {
    const page = await open();
    await page.goto(site.url);
    await fillForm(page);
    site.answerWith({ status: 202, delayMs: 300 });

    await page.getByRole('button', { name: 'Gửi yêu cầu', exact: true }).dblclick();
    await page.getByText(done).waitFor();
    expect(site.posts).toHaveLength(1);
    await page.getByRole('button', { name: 'Gửi yêu cầu khác' }).click();
    await fillForm(page);
    await send(page);
    await page.getByText(done).waitFor();

    const ids = bodies().map(({ submissionId }) => submissionId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it('says at each empty field what is missing, before anything is posted', async () => {
    const page = await open();
    await page.goto(site.url);

    await fillForm(page, { email: 'không phải email' });
    await send(page);

    const email = page.getByRole('textbox', { name: 'Email' });
    await page.getByRole('alert').getByText('Còn 3 mục cần sửa').waitFor();
    expect(await page.getByLabel('Họ và tên').getAttribute('aria-invalid')).toBe('true');
    expect(await email.getAttribute('aria-describedby')).toBe('email-error');
    expect(await page.locator('#email-error').textContent()).toMatch(/^Email chưa đúng/);
    expect(await page.evaluate('document.activeElement.id')).toBe('fullName');
    await email.fill('huong@gomxua.example');
    expect(await email.getAttribute('aria-invalid')).toBeNull();
    expect(await email.getAttribute('aria-describedby')).toBeNull();
    expect(site.posts).toHaveLength(0);
  });

  it('shows the faults that the server names at their fields and keeps what was typed', async () => {
    const page = await open();
    await page.goto(site.url);
    await fillForm(page);
    site.answerWith({
      status: 422,
      body: {
        errors: [
          { path: 'fields.phone', message: 'Số điện thoại này quá ngắn.' },
          { path: 'consent.contact', message: 'Cần bạn trả lời.' },
        ],
      },
    });

    await send(page);

    await page.getByRole('alert').getByRole('link', { name: 'Điện thoại: Số điện thoại này quá ngắn.' }).waitFor();
    expect(await page.locator('#phone-error').textContent()).toBe('Số điện thoại này quá ngắn.');
    expect(await page.getByLabel('Gọi điện hoặc nhắn').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe('phone');
    expect(await page.getByLabel('Họ và tên').inputValue()).toBe(huong.fullName);
    expect(await page.evaluate(keptKeys)).toEqual([]);
  });

  it('keeps a post that met no network and sends the same post when the device is back online', async () => {
    const page = await open();
    await openForm(page, site.url);
    await fillForm(page);
    await page.context().setOffline(true);

    await send(page);
    await page.getByText('sẽ tự gửi lại').waitFor();
    expect(await page.evaluate(keptKeys)).toHaveLength(1);
    await page.context().setOffline(false);
    await page.getByText(done).waitFor();

    expect(site.posts).toHaveLength(1);
    expect(await page.evaluate(keptKeys)).toEqual([]);
  });

  it('repeats with the same id and body when the answer was lost or the server was busy', async () => {
    const page = await open();
    await openForm(page, site.url);
    await fillForm(page);
    site.answerWith('drop', { status: 503, headers: { 'retry-after': '1' } });

    await send(page);
    await page.getByText('sẽ tự gửi lại').waitFor();
    await page.getByText(done).waitFor();

    const [first, second, third] = site.posts.map(({ text }) => text);
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  describe('where the page lets no script post', () => {
    const openBlocked = async (policy: string, ...answers: Parameters<FakeSite['answerWith']>) => {
      const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>t</title><script src="/form.js" defer></script>
        <form data-pheu-form="contact" data-pheu-redirect="/cam-on.html" action="/v1/forms/contact/submissions">
        <input name="fullName" value="Lan"><input type="checkbox" name="_consent.contact" checked><input name="submit"><button name="plan" value="pro">Gửi</button></form>`;
      site.addPage('/blocked.html', html, { 'content-security-policy': `default-src 'self'; connect-src 'none'; ${policy}` });
      site.answerWith(...answers);
      const page = await open();
      await page.clock.install();
      await page.goto(`${site.url}/blocked.html`);
      await page.getByRole('button', { name: 'Gửi' }).click();
      await page.getByText('đang chặn việc gửi').waitFor();
      const until = (count: number) =>
        eventually(`the browser has sent the form ${count} times`, async () => {
          await page.clock.fastForward(2_000);
          return site.posts.length >= count;
        });
      return { page, until };
    };
    const sentOn = { status: 303, headers: { location: '/cam-on.html' } };

    it('has the browser send the form beside the page, and goes on as after any accepted post', async () => {
      const { page, until } = await openBlocked('', sentOn);

      await until(1);
      await page.waitForURL('**/cam-on.html');

      expect(site.posts[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
      expect(Object.fromEntries(new URLSearchParams(site.posts[0]?.text))).toEqual({
        fullName: 'Lan',
        '_consent.contact': 'on',
        submit: '',
        plan: 'pro',
        _submissionId: expect.any(String),
        _pageUrl: `${site.url}/blocked.html`,
        _redirect: '/cam-on.html',
      });
      expect(await page.evaluate(keptKeys)).toEqual([]);
    });

    it('leaves the page to the browser where a frame is blocked as well, and sends the same submission again on the next visit', async () => {
      const { page, until } = await openBlocked("frame-src 'none'", sentOn);

      await until(1);
      await page.waitForURL('**/cam-on.html');
      await page.goto(site.url);
      await page.getByText('lúc trước đã được gửi').waitFor();

      const [plain, resent] = site.posts;
      const body = JSON.parse(resent?.text ?? '');
      expect(new URLSearchParams(plain?.text).get('_submissionId')).toBe(body.submissionId);
      expect(body).toMatchObject({ fields: { fullName: 'Lan', submit: '', plan: 'pro' }, consent: { contact: true } });
    });
  });

  it('waits until nobody takes a quick visitor for a robot, but lets no post go with the page', async () => {
    site.describeForm({ minFillSeconds: 2, honeypotField: 'bay' });
    site.addPage(
      '/quick.html',
      `<!doctype html><html lang="vi"><title>t</title><script src="/form.js" defer></script><form data-pheu-form="contact"
       action="/v1/forms/contact/submissions" method="post"><input name="fullName" value="Lan"><button>Gửi</button></form>`,
    );
    const page = await open();
    await page.clock.install();
    await openForm(page, `${site.url}/quick.html`);
    expect(await page.locator('[name=bay]').boundingBox()).toEqual(expect.objectContaining({ x: -9999 }));

    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Đang gửi…').waitFor();
    const sentAtOnce = site.posts.length;
    await page.clock.fastForward(2_500);
    await page.locator('.pheu-success').waitFor();
    await openForm(page, `${site.url}/quick.html`);
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Đang gửi…').waitFor();
    await page.goto('about:blank');
    await eventually('the post of the page that was left', () => site.posts.length > 1);

    expect(sentAtOnce).toBe(0);
    expect(bodies()).toMatchObject([{ token: 'signed-token', fields: { fullName: 'Lan', bay: '' } }, { fields: { fullName: 'Lan' } }]);
    expect(bodies()[1]).not.toHaveProperty('token');
  });

  it('sends on the next visit what an earlier visit could not, and tells so', async () => {
    const page = await open();
    await openForm(page, site.url);
    await fillForm(page);
    await page.context().setOffline(true);
    await send(page);
    await page.getByText('sẽ tự gửi lại').waitFor();
    await page.goto('about:blank');
    await page.context().setOffline(false);

    await page.goto(site.url);
    await page.getByText('lúc trước đã được gửi').waitFor();

    // A try of the page that closed may have left as well, which is why a post keeps its submission id.
    const [body, ...others] = bodies();
    expect(body).toMatchObject({ submissionId: expect.any(String), fields: { fullName: huong.fullName } });
    for (const other of others) expect(other).toEqual(body);
    expect(await page.evaluate(keptKeys)).toEqual([]);
  });

  it('removes a kept post after a day instead of sending it', async () => {
    const page = await open();
    await page.goto(site.url);
    const old = { id: 'old', url: `${site.url}/v1/forms/contact/submissions`, body: '{}', at: Date.now() - 86_400_001 };
    await page.evaluate(`localStorage.setItem('pheu:post:old', '${JSON.stringify(old)}')`);

    await page.reload();
    await page.waitForLoadState('networkidle');

    expect(await page.evaluate(keptKeys)).toEqual([]);
    expect(site.posts).toHaveLength(0);
  });

  it('works on in a browser that forbids storage', async () => {
    const page = await open();
    await page.addInitScript('Object.defineProperty(window, "localStorage", { get() { throw new Error("denied"); } })');
    await page.goto(site.url);
    await fillForm(page);
    site.answerWith({ status: 503 });

    await send(page);
    await page.getByText('giữ trang này mở').waitFor();
    await page.getByText(done).waitFor();

    expect(site.posts).toHaveLength(2);
  });

  it('tells the page what happened by events that carry no personal data', async () => {
    const page = await open();
    await page.addInitScript(`window.heard = [];
      for (const name of ['accepted', 'rejected', 'kept']) addEventListener('pheu:' + name, (event) => heard.push([name, event.detail]));`);
    await page.goto(site.url);
    await fillForm(page);
    site.answerWith({ status: 503 }, { status: 202 });

    await send(page);
    await page.getByText(done).waitFor();

    const heard = JSON.stringify(await page.evaluate('window.heard'));
    expect(heard).toMatch(/^\[\["kept",.*\["accepted",/);
    // An id is digits at random, in which those of a number may stand.
    const told = heard.replaceAll(/"submissionId":"[\d-]+"/g, '');
    for (const secret of ['Hường', '0912', 'huong@']) expect(told).not.toContain(secret);
  });

  it('enhances a plain form in English, adds the trap itself and goes to the redirect address', async () => {
    site.addPage(
      '/plain.html',
      `<!doctype html><html lang="en"><title>t</title><script src="/form.js" defer></script>
       <form data-pheu-form="contact" data-pheu-honeypot="trap" data-pheu-redirect="/en/thank-you.html" action="/v1/forms/contact/submissions" method="post">
       <label>Your name <input name="fullName" required></label><button>Send</button></form>`,
    );
    const page = await open();
    await page.goto(`${site.url}/plain.html`);

    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('Please fill in this field.').waitFor();
    expect(await page.locator('[name=trap]').boundingBox()).toEqual(expect.objectContaining({ x: -9999 }));
    await page.getByLabel('Your name').fill('Ann');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/thank-you.html');

    expect(bodies()).toEqual([expect.objectContaining({ fields: { fullName: 'Ann', trap: '' } })]);
  });

  describe('for a visitor of whom something is known', () => {
    const known = JSON.stringify({
      visitorId: 'visitor-1',
      consent: true,
      sessionId: 'visit-1',
      sessionStartedAt: new Date().toISOString(),
      seq: 0,
      seen: Date.now(),
      events: [],
    });
    const description = { token: 'signed-token', tokenMaxAgeSeconds: 86_400, fields: [{ name: 'fullName' }, { name: 'title' }] };
    const questions = ['province', 'company', 'industry', 'companySize', 'title'];
    const shown = async (page: Page) => {
      const places = questions.map((name) => page.locator(`form [name=${name}]`));
      const states = await Promise.all(places.map(async (place) => (await place.isVisible()) && (await place.isEnabled())));
      return questions.filter((_, place) => states[place]);
    };
    const first = ['province', 'company'];

    /** Opens the form with the server's answer held back until the test lets it go. */
    const openHeld = async () => {
      const page = await open();
      await page.addInitScript(`localStorage.pheu ??= ${JSON.stringify(known)}`);
      let answer = (_: 'known' | 'nothing') => {};
      const decided = new Promise<'known' | 'nothing'>((resolve) => {
        answer = resolve;
      });
      const asked: string[] = [];
      await page.route(/\/v1\/forms\/contact(\?|$)/, async (route) => {
        asked.push(new URL(route.request().url()).search);
        await ((await decided) === 'known' ? route.fulfill({ json: description }) : route.abort());
      });
      await page.goto(site.url);
      const settle = async (how: 'known' | 'nothing') => {
        answer(how);
        await page.waitForLoadState('networkidle');
      };
      return { page, asked, settle };
    };

    it('shows and posts what is asked and nothing else, and the form of a stranger again after a withdrawal', async () => {
      const { page, asked, settle } = await openHeld();
      expect(await shown(page)).toEqual(first);

      await settle('known');
      await page.locator('[name=title]').waitFor();
      expect(await shown(page)).toEqual(['title']);
      await fillForm(page, { ...huong, province: undefined });
      await page.getByLabel('Chức vụ của bạn').fill('Chủ xưởng');
      await send(page);
      await page.getByText(done).waitFor();
      await page.evaluate('pheu.consent(false); document.dispatchEvent(new Event("pheu:consent"))');
      await page.getByRole('button', { name: 'Gửi yêu cầu khác' }).click();

      expect(asked[0]).toBe('?visitorId=visitor-1');
      const { province: _, ...said } = huong;
      expect(bodies().map(({ fields }) => fields)).toEqual([{ ...said, title: 'Chủ xưởng', product: '', message: '', khong_dien: '' }]);
      expect(await shown(page)).toEqual(first);
    });

    it('leaves the whole form where it is when the answer fails or comes after the first letter', async () => {
      const failed = await openHeld();
      await failed.settle('nothing');
      const late = await openHeld();
      await late.page.getByLabel('Họ và tên').pressSequentially('N');
      await late.settle('known');

      for (const { page } of [failed, late]) expect(await shown(page)).toEqual(first);
      await fillForm(late.page);
      await late.page.getByLabel('Cửa hàng, công ty').fill('Gốm Xưa');
      await send(late.page);
      await late.page.getByText(done).waitFor();
      expect(bodies()).toMatchObject([{ fields: { ...huong, company: 'Gốm Xưa' }, token: 'signed-token' }]);
    });
  });

  it('runs under the hash that integrity.json and the page name', async () => {
    const page = await open();
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));

    await page.goto(site.url);
    await page.waitForLoadState('networkidle');

    const hashes = await page.evaluate("fetch('/integrity.json').then((answer) => answer.json())");
    expect(await page.locator('script[src="/form.js"]').getAttribute('integrity')).toBe(Object(hashes)['form.js']);
    expect(await page.locator('form').getAttribute('data-pheu-ready')).toBe('true');
    expect(problems).toEqual([]);
  });
});
