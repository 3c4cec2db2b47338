import { fileURLToPath } from 'node:url';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Page } from 'playwright-core';
import type { PheuVisit } from '../../../web/src/tracker/pheu.d.ts';
import { eventually } from '../../support/eventually.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from './support/chromium.ts';
import { keptOn } from './support/collector.ts';
import { fillForm, huong, openForm, send } from './support/fill-form.ts';
import { lookLikeAPerson, tableItems, tellingRequests } from './support/visitor.ts';

const admin = { user: 'admin@example.com' };
const auditScript = fileURLToPath(new URL('support/page-audit.js', import.meta.url));
const done = 'Đã nhận thông tin';

describeInChromium('the visits of the demo page, against the whole system', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    // Chromium's clock is the machine's.
    runtime = await startRuntime({ isOwn: true });
  });
  afterAll(() => runtime?.stop());

  const leadsOf = async (email: string) => (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items;
  const timelineOf = async (leadId: string): Promise<string[]> =>
    (await runtime.get(`/v1/leads/${leadId}/timeline`, admin)).body.items.map(({ type }: { type: string }) => type);

  /** Waits for all that is under way, past the seconds that a message may be delayed. */
  const settled = async () => {
    await runtime.advance('PT5S');
    await runtime.idle();
  };

  /** Closes the page, and waits until what it sends then has come: no answer to it reaches the test. */
  const leave = async (page: Page, pagesSoFar: number) => {
    const { visitorId }: PheuVisit = await page.evaluate('pheu.visit()');
    await page.goto('about:blank');
    await eventually(`${pagesSoFar} pages left`, async () => {
      const { visits } = (await runtime.request(`/_local/visits?visitorId=${visitorId}`)).body;
      const events: { type: string }[] = visits.flatMap((visit: { events?: [] }) => visit.events ?? []);
      return events.filter(({ type }) => type === 'page_leave').length >= pagesSoFar;
    });
    await settled();
  };

  it('brings three pages, two minutes and a cart of an anonymous visitor to the lead, once, shows them arrive, and asks the next questions later', async () => {
    const home = await open({ viewport: { width: 390, height: 800 } });
    await home.addInitScript({ path: auditScript });
    await home.goto(`${runtime.url}/_local/`);
    const page = await open();
    await lookLikeAPerson(page);
    await page.clock.install();
    const read = async (seconds: number) => {
      await page.clock.fastForward(seconds * 1_000);
      await runtime.advance(`PT${seconds}S`);
    };

    await page.goto(`${runtime.url}/?utm_source=zalo`);
    await page.getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await read(40);
    await page.goto(`${runtime.url}/bang-gia.html`);
    await read(40);
    await page.goto(`${runtime.url}/san-pham.html`);
    await page.getByRole('button', { name: 'Thêm Máy in hóa đơn 80 mm vào giỏ' }).click();
    await read(40);
    await openForm(page, `${runtime.url}/gio-hang.html`);
    await read(5);
    await page.getByRole('button', { name: 'Đặt hàng' }).click();
    await fillForm(page, { ...huong, fullName: 'Ngô Bảo Châu', email: 'chau@inan.example', phone: '0944 111 222' });
    await page.getByLabel('Cửa hàng, công ty').fill('In An Phú');
    await page.getByLabel('Ghi nhớ các trang').check();
    const visit: PheuVisit = await page.evaluate('pheu.visit()');
    await send(page);
    await page.getByText('Đã nhận đơn').waitFor();
    await leave(page, 4);

    const { visits } = (await runtime.request(`/_local/visits?visitorId=${visit.visitorId}`)).body;
    const beacons = visits.filter(({ kind }: { kind: string }) => kind === 'beacon');
    expect(beacons.map(({ fate }: { fate: string }) => fate)).toEqual(['taken', 'taken', 'taken', 'taken']);
    const [lead] = await leadsOf('chau@inan.example');
    const { items } = (await runtime.get(`/v1/leads/${lead.leadId}/timeline?limit=100`, admin)).body;
    const ofVisit = items.filter(({ type }: { type: string }) => type.startsWith('visit.'));
    const idsOf = (entries: { id: string }[]): string[] => entries.map(({ id }) => id).sort();
    expect(idsOf(ofVisit)).toEqual(idsOf(beacons.flatMap(({ events }: { events: { id: string }[] }) => events)));
    const count = (wanted: string) => items.filter(({ type }: { type: string }) => type === wanted).length;
    expect(['visitor.linked', 'visit.page_view', 'visit.add_to_cart', 'visit.purchase'].map(count)).toEqual([1, 4, 1, 1]);
    const { behaviour } = (await runtime.get(`/v1/leads/${lead.leadId}`, admin)).body;
    expect(behaviour).toMatchObject({ visits: 1, pageViews: 4, firstTouch: { source: 'zalo' }, cart: { state: 'purchased' } });
    expect(Math.floor(behaviour.visibleMs / 60_000)).toBe(2);

    await home.locator('#visits').getByText('trở thành lead').waitFor();
    expect(await home.locator('#visits .fate').allTextContents()).toEqual(Array(4).fill('đã ghi'));
    expect(await home.locator('#leads code').allTextContents()).toEqual(expect.arrayContaining(['lead.created', 'lead.assigned']));
    expect(await home.getByRole('status').textContent()).toMatch(/khách|đã ghi/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await home.emulateMedia({ colorScheme });
      const audit: Record<string, unknown> = await home.evaluate('window.auditPage()');
      expect(audit).toMatchObject({ contrast: { found: [] }, withoutName: [], smallTargets: [], skippedHeadings: [], wider: 0 });
    }
    await home.getByRole('link', { name: /^lead/ }).first().click();
    await home.getByRole('dialog').getByText('Xem trang Bảng giá').waitFor();

    // The same visitor comes back: asked for what is not known, and for who they are.
    await openForm(page, runtime.url);
    await page.getByLabel('Ngành nghề').waitFor();
    for (const known of ['Tỉnh, thành', 'Cửa hàng, công ty']) expect(await page.getByLabel(known).isVisible()).toBe(false);
    await runtime.advance('PT5S');
    await fillForm(page, { fullName: 'Ngô Bảo Châu', email: 'chau@inan.example', phone: '0944 111 222' });
    await page.getByLabel('Ngành nghề').selectOption('san-xuat');
    // Only what is answered on a device, by somebody who lets it be known again, is not asked again there.
    await page.getByLabel('Ghi nhớ các trang').check();
    await send(page);
    await page.getByText(done).waitFor();
    await runtime.idle();
    await page.getByRole('button', { name: 'Gửi yêu cầu khác' }).click();
    await page.getByLabel('Số nhân viên').waitFor();
    const { body } = await runtime.get(`/v1/leads/${lead.leadId}`, admin);
    await leave(page, 5);
    expect(body).toMatchObject({ company: 'In An Phú', region: { provinceName: 'Hồ Chí Minh' }, extra: { industry: 'san-xuat' } });
  });

  it('keeps, sends and stores nothing of a visitor who does not agree, and no visit in what they post', async () => {
    const stored = await tableItems(runtime);
    // A page that closes sends where no test sees it, but the runtime does.
    const arrived = async () => (await runtime.request('/_local/visits')).body.visits;
    const before = await arrived();
    const page = await open();
    await lookLikeAPerson(page);
    const told = tellingRequests(page, runtime.url);
    const canary = 'visitor-who-did-not-agree';

    await page.goto(`${runtime.url}/?utm_source=zalo`);
    await page.goto(`${runtime.url}/bang-gia.html`);
    await page.getByRole('link', { name: 'Tải bảng giá' }).click();
    await page.getByRole('button', { name: 'Từ chối' }).click();
    await page.goto(`${runtime.url}/san-pham.html`);
    await page.getByRole('button', { name: 'Thêm Máy in hóa đơn 80 mm vào giỏ' }).click();
    await openForm(page, `${runtime.url}/gio-hang.html`);
    const kept = JSON.parse(await keptOn(page));
    // Our pages send nothing; somebody else's might.
    await runtime.request('/v1/events', { method: 'POST', body: JSON.stringify({ visitorId: canary, consent: false, events: [canary] }) });
    await runtime.advance('PT5S');
    await runtime.idle();

    expect(told).toEqual([]);
    expect(kept).toEqual([{ pheu: 'false', 'an-nhien:cart': expect.any(String) }, [], []]);
    expect(await page.evaluate('caches.keys()')).toEqual([]);
    expect(await tableItems(runtime)).toEqual(stored);
    expect(JSON.stringify([await runtime.logs(), await runtime.messages(), await runtime.events()])).not.toContain(canary);
    const after = await arrived();
    expect(JSON.stringify(after)).not.toContain(canary);
    expect(after.slice(0, after.length - before.length)).toEqual([
      expect.objectContaining({ fate: 'dropped', why: ['noConsent'], hasConsent: false, events: [] }),
    ]);

    await page.getByRole('button', { name: 'Đặt hàng' }).click();
    await fillForm(page, { ...huong, fullName: 'Đinh Thị Sen', email: 'sen@lua.example', phone: '0938 777 888' });
    await send(page);
    await page.getByText('Đã nhận đơn').waitFor();
    await runtime.idle();
    expect(told).toHaveLength(1);
    expect(told[0]).not.toMatch(/visitorId|sessionId/);
    const added = (await tableItems(runtime)).filter((item) => !stored.includes(item));
    expect(added.filter((item) => /VISITOR#|LINK#|"visitorId":"/.test(item))).toEqual([]);
    const [lead] = await leadsOf('sen@lua.example');
    expect((await runtime.get(`/v1/leads/${lead.leadId}`, admin)).body.behaviour).toBeNull();
  });

  /** The link in a person's welcome mail, on the site that runs here: nobody serves the address of the demo's company. */
  const linkInWelcome = async (email: string): Promise<string> => {
    const [mail] = await runtime.mails(email);
    const [, link = ''] = /href="(https:\/\/annhien\.example[^"]*)"/.exec(mail?.html ?? '') ?? [];
    const { pathname, search } = new URL(link);
    return `${runtime.url}${pathname}${search}`;
  };
  const recordOf = async (leadId: string) => (await runtime.get(`/v1/leads/${leadId}`, admin)).body;

  it('knows a device weakly by the link in a mail, until somebody who has it from the lead posts there', async () => {
    const email = 'thao@dongho.example';
    await runtime.post('contact', { submissionId: 'mailed', fields: { fullName: 'Lê Thị Thảo', email, phone: '0988 123 123' } });
    await runtime.idle();
    const link = await linkInWelcome(email);
    const [lead] = await leadsOf(email);
    expect(link).toMatch(/\?pheu=L[0-9A-Z]{26}\.[0-9a-z]+\.[A-Za-z0-9_-]{24}$/);

    // Without a yes: nothing leaves the page.
    const silent = await open();
    await lookLikeAPerson(silent);
    const sent: string[] = [];
    silent.on('request', (request) => sent.push(request.url()));
    await silent.goto(link);
    await silent.getByRole('button', { name: 'Từ chối' }).click();
    await silent.goto('about:blank');
    await settled();
    expect(sent.filter((url) => url.includes('/v1/events') || url.includes('t-on.js'))).toEqual([]);
    expect((await recordOf(lead.leadId)).visitors).toEqual([]);

    // With a yes, on a fresh device.
    const page = await open();
    await lookLikeAPerson(page);
    await page.goto(link);
    await page.getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await page.waitForURL((url) => url.search === '');
    await page.goto(`${runtime.url}/bang-gia.html`);
    await leave(page, 2);
    const { items } = (await runtime.get(`/v1/leads/${lead.leadId}/timeline`, admin)).body;
    const known = await recordOf(lead.leadId);
    expect(items.filter(({ type }: { type: string }) => type === 'visit.page_view').map(({ data }: { data: object }) => data)).toEqual([
      expect.objectContaining({ url: `${runtime.url}/bang-gia.html`, weak: true }),
      expect.objectContaining({ url: `${runtime.url}/`, weak: true }),
    ]);
    expect(items.find(({ type }: { type: string }) => type === 'visitor.linked')).toMatchObject({
      data: { weak: true },
      summary: expect.stringContaining('Đường dẫn trong thư'),
    });
    expect(known).toMatchObject({ visitors: [{ weak: true }], behaviour: { visits: 1, pageViews: 2 } });

    // It was somebody else, who has the mail from the lead: they post.
    await openForm(page, runtime.url);
    await runtime.advance('PT5S');
    await fillForm(page, { ...huong, fullName: 'Bùi Quốc Khánh', email: 'khanh@banbe.example', phone: '0979 888 777' });
    await page.getByLabel('Ghi nhớ các trang').check();
    await send(page);
    await page.getByText(done).waitFor();
    await leave(page, 3);
    const [theirs] = await leadsOf('khanh@banbe.example');
    expect(await recordOf(lead.leadId)).toMatchObject({ visitors: [], behaviour: null });
    expect(await recordOf(theirs.leadId)).toMatchObject({ visitors: [{ weak: false }], behaviour: { pageViews: 3 } });
    const afterwards = await timelineOf(lead.leadId);
    expect(afterwards.filter((type) => type.startsWith('visit'))).toEqual(['visitor.unlinked', 'visitor.linked']);

    const token = link.split('pheu=')[1] ?? '';
    const stored = (await runtime.aws.document.send(new ScanCommand({ TableName: runtime.tableName }))).Items ?? [];
    const logs = await runtime.logs();
    expect([stored, logs].map((all) => JSON.stringify(all).includes(token.split('.')[2] ?? ''))).toEqual([false, false]);
  });
});
