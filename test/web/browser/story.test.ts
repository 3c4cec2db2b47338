import type { Page } from 'playwright-core';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from './support/chromium.ts';
import { fillForm, huong, openForm, send } from './support/fill-form.ts';

const admin = { user: 'admin@example.com' };
const posts = '**/v1/forms/contact/submissions';
const done = 'Đã nhận thông tin';

describeInChromium('a visitor of the demo page, against the whole system', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  /** Opens the page and lets the seconds pass that a person needs at least; faster posts are held back for a look. */
  const visit = async (page: Page) => {
    await openForm(page, `${runtime.url}/?utm_source=zalo`);
    await runtime.advance('PT5S');
  };
  const leadsOf = async (email: string) => (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items;
  const timelineOf = async (leadId: string): Promise<string[]> =>
    (await runtime.get(`/v1/leads/${leadId}/timeline`, admin)).body.items.map(({ type }: { type: string }) => type);

  /** What everybody must find after one request of this person: one owned lead, one notice to the owner, one welcome. */
  const expectTheWholeStory = async (email: string, fullName: string) => {
    const welcomes = await runtime.mails(email);
    const notices = (await runtime.mails()).filter(({ to, text }) => !to.includes(email) && text?.includes(email));
    expect(welcomes).toHaveLength(1);
    expect(notices).toHaveLength(1);
    expect(notices[0]?.subject).toMatch(/lead mới/i);
    expect(notices[0]?.text).toContain(fullName);
    expect(notices[0]?.replyTo.join()).toContain(email);
    const leads = await leadsOf(email);
    expect(leads).toHaveLength(1);
    expect(leads[0]).toMatchObject({ fullName, phone: { valid: true }, owner: { repId: expect.any(String) } });
    return leads[0];
  };

  it('with script: posts the form, reads thank you, and finds the welcome mail while the rep has the notice', async () => {
    const page = await open();
    await visit(page);
    await fillForm(page);
    await page.getByLabel('Gọi điện hoặc nhắn').check();

    const sentAt = performance.now();
    await send(page);
    await page.getByText(done).waitFor();
    const thankedMs = performance.now() - sentAt;
    await runtime.idle();
    console.log(`thank-you panel after ${Math.round(thankedMs)} ms, everything done after ${Math.round(performance.now() - sentAt)} ms`);

    const lead = await expectTheWholeStory(huong.email, huong.fullName);
    expect(lead).toMatchObject({
      phone: { e164: '+84912345678' },
      region: { provinceName: 'Hồ Chí Minh', macroRegion: 'south' },
      source: { utm: { source: 'zalo' } },
    });
  });

  it('without script: the same form goes by itself and ends on the thank-you page', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(runtime.url);
    await fillForm(page, {
      ...huong,
      fullName: 'Trần Văn Bình',
      email: 'binh@xuongmoc.example',
      phone: '0987 654 321',
      province: 'Đà Nẵng',
    });
    await page.getByLabel('Cửa hàng, công ty').fill('Xưởng mộc Bình');
    expect(await page.getByLabel('Ngành nghề').isVisible()).toBe(false);
    const answered = page.waitForResponse(posts);

    await send(page);
    await page.waitForURL('**/cam-on.html');

    expect((await answered).status()).toBe(303);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('đã nhận được thông tin');
    await runtime.idle();
    const lead = await expectTheWholeStory('binh@xuongmoc.example', 'Trần Văn Bình');
    expect(lead).toMatchObject({ region: { macroRegion: 'central' }, company: 'Xưởng mộc Bình', title: null, extra: {} });
  });

  it('without script, in English: ends on the English thank-you page', async () => {
    const page = await open({ javaScriptEnabled: false, locale: 'en-GB' });
    await page.goto(`${runtime.url}/en/index.html`);
    await page.getByLabel('Full name').fill('Ann Miller');
    await page.getByLabel('Phone').fill('0903 111 222');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ann@factory.example');

    await page.getByRole('button', { name: 'Send request', exact: true }).click();
    await page.waitForURL('**/en/thank-you.html');

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Thank you, we have your details');
  });

  it('without script: a fault comes back as a page with the form still filled in', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(runtime.url);
    await fillForm(page, { ...huong, fullName: 'Lý Thu Vân', email: 'van@thieu', phone: 'chưa có' });

    await send(page);
    await page.getByRole('alert').getByText('Điện thoại').waitFor();
    expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Lý Thu Vân');
    await page.getByLabel('Điện thoại').fill('0935 000 222');
    await page.getByRole('button').click();

    await page.waitForURL('**/cam-on.html');
  });

  it('with script: sees the fault that the server found at its field and can send again', async () => {
    const page = await open();
    await visit(page);
    await fillForm(page, { ...huong, fullName: 'Vũ Ngọc Mai', email: 'mai@thieu', phone: 'chưa có' });

    await send(page);
    await page.locator('#phone-error').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('phone');
    expect(await page.getByLabel('Điện thoại').getAttribute('aria-invalid')).toBe('true');
    await fillForm(page, { phone: '0935 000 111', email: 'mai@du.example' });
    await send(page);
    await page.getByText(done).waitFor();

    await runtime.idle();
    expect(await leadsOf('mai@du.example')).toHaveLength(1);
  });

  it('keeps a post that could not leave and delivers it once when the network is back', async () => {
    const page = await open();
    await visit(page);
    await fillForm(page, { ...huong, fullName: 'Phan Đình Khôi', email: 'khoi@goxua.example', phone: '0977 222 333' });
    await page.route(posts, (route) => route.abort('internetdisconnected'));

    await send(page);
    await page.getByText('sẽ tự gửi lại').waitFor();
    expect(await leadsOf('khoi@goxua.example')).toEqual([]);
    await page.unroute(posts);
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await page.getByText(done).waitFor();

    await runtime.idle();
    await expectTheWholeStory('khoi@goxua.example', 'Phan Đình Khôi');
  });

  it('makes one request of a post whose answer was lost and of a double click', async () => {
    const page = await open();
    await visit(page);
    await fillForm(page, { ...huong, fullName: 'Đỗ Thu Trang', email: 'trang@mypham.example', phone: '0966 444 555' });
    await page.route(
      posts,
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );

    await page.getByRole('button', { name: 'Gửi yêu cầu', exact: true }).dblclick();
    await page.getByText(done).waitFor();

    await runtime.idle();
    const lead = await expectTheWholeStory('trang@mypham.example', 'Đỗ Thu Trang');
    const timeline = await timelineOf(lead.leadId);
    expect(timeline.filter((type) => /^(lead\.created|submission\.linked)$/.test(type))).toEqual(['lead.created']);
  });
});
