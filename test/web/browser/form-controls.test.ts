import type { Page } from 'playwright-core';
import { readPost } from '../../../shared/capture/read-post.ts';
import { describeInChromium } from './support/chromium.ts';
import { type FakeSite, type Received, startFakeSite } from './support/fake-site.ts';

/** A page with contact forms; each is `[attributes, content]`. */
const pageOf = (...forms: [attributes: string, content: string][]) =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>t</title>
   ${forms.map(([attributes, content]) => `<div><form data-pheu-form="contact" action="/v1/forms/contact/submissions" method="post" ${attributes}>${content}</form></div>`).join('')}
   <script src="/form.js" defer></script></html>`;

const everyControl = `
  <input type="hidden" name="_locale" value="en">
  <div style="display:none"><input name="fullName"><input name="email"></div>
  <input name="fullName" value="Lý Lan"><input name="email" value="lan@example.com">
  <select name="industry" multiple><option selected>a<option selected>b<option>c</select>
  <select name="size" disabled><option selected>x</select>
  <fieldset disabled><legend><input name="inLegend" value="yes"></legend><input name="off" value="x"></fieldset>
  <input type="checkbox" name="topic" value="kho" checked><input type="checkbox" name="topic" value="nợ">
  <input type="checkbox" name="topic" value="thuế" checked>
  <input type="radio" name="when" value="sáng"><input type="radio" name="when" value="chiều" checked>
  <input type="radio" name="_consent.contact" value="yes"><input type="radio" name="_consent.contact" value="no" checked>
  <input type="hidden" name="_consent.newsletter" value="false"><input type="checkbox" name="_consent.newsletter" checked>
  <input type="checkbox" name="_consent.tracking" value="true">
  <textarea name="message" dirname="message.dir">dòng một
dòng hai</textarea>
  <input type="file" name="cv"><input type="file" name="photo"><input type="color" name="colour" value="#ff0000"><input type="range" name="branches" value="3">
  <input type="image" name="map" alt="bản đồ"><input type="reset" name="reset" value="Làm lại"><button type="button" name="plain" value="x">Không gửi</button>
  <input name="elements" value="1"><input name="closest" value="2"><input name="dataset" value="3"><input name="append" value="4">
  <input name="dispatchEvent" value="5"><input name="submit" value="6"><input name="action" value="7"><input name="title" value="8">
  <button name="plan" value="basic">Gói nhỏ</button><button name="plan" value="pro" id="pro">Gói lớn</button>`;

/** What of a post does not depend on the way that it came. */
const read = async ({ headers, text }: Received) => {
  const result = await readPost(Buffer.from(text), headers['content-type'] ?? '', { referer: undefined, acceptLanguage: undefined });
  if (result.kind !== 'post') throw new Error(`not read: ${text}`);
  const { fields, consent, droppedFiles, context } = result.post;
  const yes = [...consent].flatMap(([purpose, isGiven]) => (isGiven ? [purpose] : []));
  return { fields: Object.fromEntries(fields), yes, droppedFiles, locale: context.locale };
};

const ready = (page: Page) => page.waitForFunction('document.querySelector("form").hasAttribute("data-pheu-ready")');

describeInChromium('form.js and the controls of a form', (open) => {
  let site: FakeSite;
  beforeEach(async () => {
    site = await startFakeSite();
  });
  afterEach(() => site?.stop());

  const openPage = async (html: string, options?: Parameters<typeof open>[0]) => {
    site.addPage('/form.html', html);
    const page = await open(options);
    await page.goto(`${site.url}/form.html`);
    return page;
  };

  it('posts what the browser would post without it, by a click and by the Enter key', async () => {
    const html = pageOf(['enctype="multipart/form-data" novalidate', everyControl]);
    const readings: Awaited<ReturnType<typeof read>>[] = [];
    for (const javaScriptEnabled of [false, true]) {
      for (const press of [(page: Page) => page.click('#pro'), (page: Page) => page.locator('[name=fullName]').last().press('Enter')]) {
        const page = await openPage(html, { javaScriptEnabled });
        if (javaScriptEnabled) await ready(page);
        await page.locator('[name=cv]').setInputFiles({ name: 'hồ sơ.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
        site.answerWith();
        const answered = page.waitForResponse('**/submissions');
        await press(page);
        await answered;
        if (javaScriptEnabled) await page.getByText('Tệp đính kèm không được gửi').waitFor();
        readings.push(await read(site.posts[0] ?? { headers: {}, text: '' }));
      }
    }

    const [plainClick, plainEnter, click, enter] = readings;
    expect(click).toEqual(plainClick);
    expect(enter).toEqual(plainEnter);
    expect(click).toMatchObject({
      fields: {
        fullName: ['', 'Lý Lan'],
        industry: ['a', 'b'],
        topic: ['kho', 'thuế'],
        when: ['chiều'],
        inLegend: ['yes'],
        plan: ['pro'],
        elements: ['1'],
        title: ['8'],
      },
      yes: ['newsletter'],
      droppedFiles: ['cv: hồ sơ.pdf'],
      locale: 'en',
    });
    for (const name of ['off', 'size', 'reset', 'plain', 'photo']) expect(click?.fields).not.toHaveProperty([name]);
  });

  it('says one thing about one question of several radio buttons, below the question, and takes it back when one is chosen', async () => {
    const question = (name: string) =>
      `<fieldset><legend>Quy mô</legend>${['1-4', '5-19'].map((value) => `<label><input type="radio" name="${name}" value="${value}" required>${value}</label>`).join('')}</fieldset>`;
    const contact = '<fieldset><legend>Liên hệ</legend><label>Tên <input name="fullName" required></label></fieldset>';
    const page = await openPage(
      pageOf(['', `${question('companySize')}${contact}<button>Gửi</button><button formnovalidate>Cứ gửi</button>`]),
    );
    await ready(page);

    await page.getByRole('button', { name: 'Gửi', exact: true }).click();

    const said = await page.locator('.pheu-summary li').allTextContents();
    expect(said).toEqual(['Quy mô: Vui lòng điền mục này.', 'Tên: Vui lòng điền mục này.']);
    expect(await page.locator('fieldset > label + .pheu-error:last-child').count()).toBe(2);
    await page.getByLabel('5-19').check();
    await page.getByLabel('Tên').fill('Lan');
    expect(await page.locator('.pheu-error, .pheu-summary li, [aria-invalid]').count()).toBe(0);
    site.answerWith({ status: 422, body: { errors: [{ path: 'fields.companySize', message: 'Chọn lại.' }] } });
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.getByRole('alert').getByText('Quy mô: Chọn lại.').waitFor();
    await page.getByLabel('Tên').fill('');
    await page.getByRole('button', { name: 'Cứ gửi' }).click();
    await page.getByText('Chúng tôi đã nhận').waitFor();
    expect(site.posts).toHaveLength(2);
  });

  it('keeps several forms apart: twins, a copy of used markup, one that comes later, and controls outside of theirs', async () => {
    const inner = '<label>Tên <input name="fullName" required></label><input type="reset" name="reset"><button>Gửi</button>';
    const page = await openPage(
      pageOf(['id="one"', inner], ['id="two"', inner]).replace(
        '<script',
        '<label>Ngoài <input form="two" name="phone" required></label><script src="/form.js"></script><script',
      ),
    );
    await ready(page);
    const send = (form: string) => page.locator(`${form} button`).click();

    await send('#two');
    await page.getByLabel('Ngoài').fill('0912345678');
    expect(await page.locator('[name=phone]').getAttribute('aria-invalid')).toBeNull();
    expect(await page.locator('#two .pheu-summary a').count()).toBe(2);
    await page.locator('#two .pheu-summary a').first().click();
    expect(await page.evaluate('document.activeElement.form.id')).toBe('two');
    // A builder copies what stands there: fault, summary, marks and all.
    await page.evaluate(`const copy = document.querySelector('#two').cloneNode(true); copy.id = 'three'; document.body.append(copy)`);
    await page.locator('#three [name=fullName]').waitFor();
    await page.evaluate('new Promise(requestAnimationFrame)');
    expect(await page.locator('#three').locator('.pheu-error, .pheu-summary a, [aria-invalid]').count()).toBe(0);
    for (const form of ['one', 'two', 'three']) {
      await page.locator(`#${form} [name=fullName]`).fill(form);
      const answered = page.waitForResponse('**/submissions');
      await send(`#${form}`);
      await answered;
      await page.locator(`#${form}`).waitFor({ state: 'hidden' });
    }

    const bodies = site.posts.map(({ text }) => JSON.parse(text));
    expect(bodies.map(({ fields }) => fields)).toEqual([
      { fullName: 'one' },
      { fullName: 'two', phone: '0912345678' },
      { fullName: 'three' },
    ]);
    expect(new Set(bodies.map(({ submissionId }) => submissionId)).size).toBe(3);
    expect(await page.locator('.pheu-success').count()).toBe(3);
  });

  it('leaves to the browser what a button sends elsewhere, and names no token where it sends to another form', async () => {
    const buttons =
      '<button formaction="/elsewhere.html" formmethod="get">Xem</button><button formaction="/v1/forms/quote/submissions">Báo giá</button>';
    const page = await openPage(pageOf(['', `<input name="fullName" value="Lan">${buttons}`]));
    await ready(page);
    site.addPage('/elsewhere.html', 'Chỗ khác');
    const asked = page.waitForRequest('**/v1/forms/quote/submissions');
    await page.getByRole('button', { name: 'Báo giá' }).click();
    const body = (await asked).postDataJSON();
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.waitForURL('**/elsewhere.html?fullName=Lan');

    expect(body).toEqual(expect.not.objectContaining({ token: expect.anything() }));
    expect(body.fields).toEqual({ fullName: 'Lan' });
  });

  it.each([
    ['/elsewhere.html', '/elsewhere.html'],
    ['https://evil.example/', '/form.html'],
    ['javascript:document.title=1', '/form.html'],
  ])('goes to the page that a hidden field names (%s) only on its own site', async (redirect, path) => {
    site.addPage('/elsewhere.html', 'Chỗ khác');
    const page = await openPage(pageOf(['', `<input type="hidden" name="_redirect" value="${redirect}"><button>Gửi</button>`]));
    await ready(page);

    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText(/Chỗ khác|Chúng tôi đã nhận/).waitFor();

    expect(page.url()).toBe(site.url + path);
  });
});
