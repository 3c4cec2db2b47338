import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { person } from '../../support/people.ts';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { desktop, openSignedIn, phone, seriousFaults } from '../support/console-page.ts';
import { callAndComeBack, hearNumbers, showTime } from '../support/phone.ts';

/** The only rep of each pool. */
const floating = 'truong.mai@example.com';
const [plain, offered, masked, idle] = [
  'huy.truong@example.com',
  'anh.nguyen@example.com',
  'lan.tran@example.com',
  'toan.duong@example.com',
];

/** Half past four in Vietnam: what is asked for in two hours is another day's. */
function untilLateOnTuesday(now: Date): number {
  const late = new Date(now);
  late.setUTCHours(9, 30, 0, 0);
  while (late <= now || late.getUTCDay() !== 2) late.setUTCDate(late.getUTCDate() + 1);
  return late.getTime() - now.getTime();
}

describeInChromium('the console, the work of a rep', (open) => {
  let runtime: Runtime;
  let url: string;
  let people = 0;

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    const alone: Readonly<Record<string, object>> = {
      central: { members: [{ repId: 'rep-huy', weight: 1 }] },
      north: { members: [{ repId: 'rep-anh', weight: 1 }], accept: { withinMinutes: 30 } },
      south: { members: [{ repId: 'rep-lan', weight: 1 }], maskNumbers: true },
      specialists: { members: [{ repId: 'rep-toan', weight: 1 }] },
      unknown: { members: [{ repId: 'rep-truong', weight: 1 }], floating: { perDay: 5 } },
    };
    const pools = await documentsOf(runtime, 'pools');
    await publishConfig(
      runtime,
      'pools',
      pools.map((pool) => ({ ...pool, ...alone[pool.id] })),
    );
    await runtime.advance(`PT${Math.ceil(untilLateOnTuesday(new Date(runtime.ago(0))) / 1_000)}S`);
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  const provinces = { [plain]: 'Đà Nẵng', [offered]: 'Hà Nội', [masked]: 'TP.HCM' } as const;
  /** People who ask, so that the rep has them. */
  const arrive = async (count: number, rep: keyof typeof provinces) => {
    for (let index = 0; index < count; index += 1) {
      people += 1;
      const { fullName, email, phone: number } = person(people);
      const fields = { fullName, email, phone: number, province: provinces[rep], product: 'ban-hang', consentContact: true };
      const { status } = await runtime.post('contact', fields, { ip: `10.9.${people}.1` });
      expect(status).toBe(202);
    }
    await runtime.idle();
  };
  const cards = (page: Page) => page.getByRole('article');
  /** A visit: the page, the requests to the API, and the numbers that it handed to the phone. */
  const visit = async (rep: string, viewport: { width: number; height: number } = phone, more: object = {}, slowMs = 0) => {
    const page = await open({ viewport, hasTouch: viewport === phone, ...more });
    await showTime(page, Date.parse(runtime.ago(0)) - slowMs);
    const numbers = await hearNumbers(page);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/v1/') && !pathname.startsWith('/v1/session/')) asked.push(`${request.method()} ${pathname}`);
    });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    await openSignedIn(page, url, rep, '/viec');
    return { page, numbers, asked, troubles };
  };

  it('shows five people to call above the fold of a phone, of one call to the API', async () => {
    await arrive(6, plain);
    const { page, asked, troubles } = await visit(plain);
    await cards(page).first().waitFor();

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Việc hôm nay');
    expect(await cards(page).count()).toBe(6);
    const bar = await page.locator('nav').last().boundingBox();
    const fifth = await cards(page).nth(4).getByRole('link', { name: /^Gọi/ }).boundingBox();
    expect((fifth?.y ?? 0) + (fifth?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    expect(fifth?.height).toBeGreaterThanOrEqual(44);
    const text = await cards(page).first().textContent();
    expect(text).toMatch(/Lead mới/);
    expect(text).toMatch(/Bán hàng · Đà Nẵng/);
    expect(text).toMatch(/Lạnh|Ấm|Nóng/);
    expect(asked.slice(0, 2)).toEqual(['GET /v1/me', 'GET /v1/work']);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    expect(troubles).toEqual([]);
  });

  it('asks after a call how it ended: one tap says it, one more saves it and goes on', async () => {
    await arrive(2, plain);
    const { page, numbers } = await visit(plain);
    await cards(page).first().waitFor();
    const before = await cards(page).count();
    const [first, second] = await cards(page).getByRole('heading').allTextContents();

    await cards(page).first().getByRole('link', { name: /^Gọi/ }).tap();
    await callAndComeBack(page);
    const sheet = page.getByRole('dialog', { name: first ?? '' });
    await sheet.getByRole('button', { name: 'Không nghe máy' }).tap();
    expect(await sheet.getByText('Nhắc gọi lại sau 2 giờ').count()).toBe(1);
    await sheet.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();

    await page.getByText('Đã ghi: Không nghe máy').waitFor();
    expect(await numbers()).toEqual([expect.stringMatching(/^tel:\+84\d{9}$/)]);
    await eventually(`${before - 1} cards`, async () => (await cards(page).count()) === before - 1);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(`Gọi ${second}`);
  });

  it('sets a callback by two taps, and takes it back by one', async () => {
    await arrive(1, plain);
    const { page } = await visit(plain);
    await cards(page).first().waitFor();
    const before = await cards(page).count();

    await cards(page).first().getByRole('link', { name: /^Gọi/ }).tap();
    await callAndComeBack(page);
    await page.getByRole('button', { name: 'Hẹn gọi lại' }).tap();
    await page.getByRole('group', { name: 'Hẹn gọi lại' }).getByRole('button', { name: '09:00' }).first().tap();
    await page.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
    await page.getByText(/Đã ghi: Hẹn gọi lại · gọi lại .*09:00/).waitFor();
    await eventually(`${before - 1} cards`, async () => (await cards(page).count()) === before - 1);

    await page.getByRole('button', { name: 'Hoàn tác' }).tap();

    await eventually(`${before} cards`, async () => (await cards(page).count()) === before);
  });

  it('asks again how a call ended where the phone threw the page away', async () => {
    await arrive(1, plain);
    const { page } = await visit(plain);
    await cards(page).first().getByRole('link', { name: /^Gọi/ }).tap();

    await page.reload();

    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Máy bận' }).waitFor();
    await sheet.getByRole('button', { name: 'Để sau' }).tap();
    await page.reload();
    await cards(page).first().waitFor();
    expect(await sheet.count()).toBe(0);
  });

  it('keeps an outcome where there is no network, goes on, and sends it once when there is', async () => {
    await arrive(1, plain);
    const { page, asked } = await visit(plain);
    await cards(page).first().waitFor();
    await cards(page).first().getByRole('link', { name: /^Gọi/ }).tap();
    await callAndComeBack(page);
    await page.getByRole('button', { name: 'Quan tâm' }).tap();
    await page.getByRole('textbox', { name: /Ghi chú/ }).fill('Gọi sau giờ họp');
    // The answer is lost, not the call: what is sent again is the same request.
    await page.route('**/calls', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
    await page.getByText('Quan tâm: đã lưu trên máy, đang chờ mạng').waitFor();
    await page.getByText('1 việc đang chờ mạng').waitFor();
    await page.unroute('**/calls');

    await page.evaluate("window.dispatchEvent(new Event('online'))");

    await eventually('it is sent', async () => (await page.getByText('1 việc đang chờ mạng').count()) === 0);
    expect(asked.filter((path) => path.endsWith('/calls'))).toHaveLength(2);
    const path = asked.find((one) => one.endsWith('/calls'))?.replace('POST ', '') ?? '';
    const { items } = (await runtime.get(path, { user: plain })).body;
    expect(items.filter(({ note }: { note: string | null }) => note === 'Gọi sau giờ họp')).toHaveLength(1);
  });

  it('is worked through by keys alone', async () => {
    await arrive(3, plain);
    const { page, numbers } = await visit(plain, desktop);
    await cards(page).first().waitFor();
    const names = await cards(page).getByRole('heading').allTextContents();
    const focused = () => page.evaluate('document.activeElement.textContent');

    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused()).toBe(names[1]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(names[0]);
    await page.keyboard.press('c');
    await callAndComeBack(page);
    await page.getByRole('dialog', { name: names[0] ?? '' }).waitFor();
    await page.getByRole('button', { name: 'Máy bận' }).waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Đã ghi: Không nghe máy').waitFor();
    await eventually('the next person', async () => (await cards(page).getByRole('heading').first().textContent()) === names[1]);
    expect(await numbers()).toHaveLength(1);

    await page.keyboard.press('j');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Ghi chú' }).fill('Đang so sánh giá');
    await page.getByRole('button', { name: 'Lưu' }).press('Enter');
    await page.getByText('Đã lưu ghi chú').waitFor();
    await page.keyboard.press('t');
    await page.getByRole('dialog', { name: /^Thêm việc/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Chào Trương Quang Huy' }).waitFor();
    await page.getByRole('radio', { name: 'Tắt' }).check();
    await page.getByRole('link', { name: 'Việc' }).click();
    await cards(page).first().waitFor();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('notes a call at the time of the server where the clock of the phone is ninety minutes slow', async () => {
    await arrive(1, plain);
    const { page, asked } = await visit(plain, phone, {}, 90 * 60_000);
    await cards(page).first().getByRole('link', { name: /^Gọi/ }).tap();
    await callAndComeBack(page);

    await page.getByRole('button', { name: 'Máy bận' }).tap();
    await page.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
    await page.getByText('Đã ghi: Máy bận').waitFor();

    const path = asked.find((one) => one.endsWith('/calls'))?.replace('POST ', '') ?? '';
    const [call] = (await runtime.get(path, { user: plain })).body.items;
    expect(Date.parse(runtime.ago(0)) - Date.parse(call.at)).toBeLessThan(60_000);
  });

  it('accepts what is offered and calls, by one tap; gives it back with a reason', async () => {
    await arrive(2, offered);
    const { page, numbers, asked } = await visit(offered);
    await page
      .getByRole('button', { name: /^Nhận & gọi/ })
      .first()
      .waitFor();
    expect(await cards(page).count()).toBe(2);
    expect(await page.getByRole('link', { name: /Chờ nhận/ }).textContent()).toMatch(/2/);

    await page
      .getByRole('button', { name: /^Nhận & gọi/ })
      .first()
      .tap();

    await eventually('a number', async () => /^tel:\+84\d{9}$/.test((await numbers()).join()));
    expect(asked.filter((path) => path.endsWith('/accept'))).toHaveLength(1);
    await callAndComeBack(page);
    await page.getByRole('button', { name: 'Cân nhắc' }).tap();
    await page.getByRole('button', { name: 'Lưu & khách tiếp' }).tap();
    await page.getByText('Đã ghi: Cân nhắc').waitFor();
    await eventually(`${1} cards`, async () => (await cards(page).count()) === 1);
    await page.getByRole('button', { name: /^Việc khác với/ }).tap();
    await page.getByRole('button', { name: 'Từ chối khách này' }).tap();
    await page.getByRole('button', { name: 'Đang quá nhiều khách' }).tap();
    await page.getByText('Đã trả lại khách').waitFor();
    await page.getByText('Hết việc').waitFor();
    // For who comes next: another page would be offered it until it is performed.
    await page.getByRole('button', { name: 'Gửi ngay' }).tap();
    await page.getByRole('button', { name: 'Gửi ngay' }).waitFor({ state: 'detached' });
  });

  it('lets them give an offer back from the page of the lead, and leads to what is next', async () => {
    await arrive(1, offered);
    const { page, asked } = await visit(offered);
    await cards(page).first().getByRole('heading').getByRole('link').tap();

    await page.getByRole('region', { name: 'Việc kế tiếp' }).getByText('Nhận khách').waitFor();
    await page.getByRole('button', { name: 'Từ chối khách này' }).tap();
    await page.getByRole('textbox', { name: /Nhắn trưởng nhóm/ }).fill('Khách ở Lào Cai');
    await page.getByRole('button', { name: 'Sai khu vực' }).tap();

    await page.getByText('Đã trả lại khách').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Việc hôm nay' }).waitFor();
    await page.getByText('Hết việc').waitFor();
    expect(asked.filter((path) => path.endsWith('/held'))).toHaveLength(1);

    await page.getByRole('button', { name: 'Hoàn tác' }).tap();
    await page.getByText('Đã hoàn tác').waitFor();
    await page.getByRole('region', { name: 'Việc kế tiếp' }).getByText('Nhận khách').waitFor();
    await page.getByRole('button', { name: 'Từ chối khách này' }).tap();
    await page.getByRole('button', { name: 'Sai khu vực' }).tap();
    await page.getByRole('button', { name: 'Gửi ngay' }).tap();
    await page.getByRole('button', { name: 'Gửi ngay' }).waitFor({ state: 'detached' });
    await page.getByText('Hết việc').waitFor();
  });

  it('offers to take back each of two declines, also after a reload, and shows neither in the list meanwhile', async () => {
    await arrive(2, offered);
    const { page, asked } = await visit(offered);
    // What the server does with them is tested elsewhere: here they wait for as long as a slow machine needs.
    let count = 0;
    await page.route('**/v1/leads/*/held', (route) => {
      count += 1;
      const [, leadId = ''] = /leads\/(\w+)\/held/.exec(route.request().url()) ?? [];
      const until = new Date(Date.parse(runtime.ago(0)) + 90_000).toISOString();
      return route.fulfill({ status: 201, json: { heldActId: `H${count}`, leadId, is: 'decline', state: 'held', until } });
    });
    await page.route('**/v1/leads/*/held/*', (route) => route.fulfill({ status: 200, json: {} }));
    await cards(page).nth(1).waitFor();
    const decline = async () => {
      await page
        .getByRole('button', { name: /^Việc khác với/ })
        .first()
        .tap();
      await page.getByRole('button', { name: 'Từ chối khách này' }).tap();
      await page.getByRole('button', { name: 'Đang quá nhiều khách' }).tap();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const bars = page.getByText('Đã trả lại khách');

    await decline();
    await eventually('1 card', async () => (await cards(page).count()) === 1);
    await decline();
    await eventually('2 bars', async () => (await bars.count()) === 2);
    await page.reload();
    await page.getByText('Hết việc').waitFor();
    expect(await bars.count()).toBe(2);

    await page.getByRole('button', { name: 'Hoàn tác' }).first().tap();
    await page.getByText('Đã hoàn tác').waitFor();
    await eventually('1 card', async () => (await cards(page).count()) === 1);
    expect(await bars.count()).toBe(1);
    expect(asked.filter((path) => path.startsWith('DELETE'))).toEqual([expect.stringMatching(/\/held\/H1$/)]);
    await page.getByRole('button', { name: 'Hoàn tác' }).first().tap();
    await eventually('2 cards', async () => (await cards(page).count()) === 2);
    // For who comes next.
    await page.unroute('**/v1/leads/*/held');
    await page.unroute('**/v1/leads/*/held/*');
    for (const _ of [1, 2]) {
      await decline();
      await page.getByRole('button', { name: 'Gửi ngay' }).tap();
      await page.getByRole('button', { name: 'Gửi ngay' }).waitFor({ state: 'detached' });
    }
  });

  it('keeps a note where there is no network, and sends it when there is', async () => {
    await arrive(1, plain);
    const { page, asked } = await visit(plain);
    await cards(page).first().waitFor();
    await page.context().setOffline(true);

    await page
      .getByRole('button', { name: /^Việc khác với/ })
      .first()
      .tap();
    await page.getByRole('button', { name: 'Ghi chú' }).tap();
    await page.getByRole('dialog').getByRole('textbox').fill('Gọi lại sau giỗ');
    await page.getByRole('button', { name: 'Lưu', exact: true }).tap();
    await page
      .getByText(/Ghi chú.*chờ mạng|chờ mạng/)
      .first()
      .waitFor();
    await page.context().setOffline(false);

    await eventually('a note', async () => asked.filter((path) => path.endsWith('/notes')).length === 1);
  });

  it('plans a task once that was sent twice because no answer came', async () => {
    await arrive(1, plain);
    const { page } = await visit(plain);
    await cards(page).first().waitFor();
    const answers: string[] = [];
    await page.route('**/tasks', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const answer = await route.fetch();
      answers.push(String((await answer.json()).taskId));
      return answers.length === 1 ? route.abort() : route.fulfill({ response: answer });
    });

    await page
      .getByRole('button', { name: /^Việc khác với/ })
      .first()
      .tap();
    await page.getByRole('button', { name: 'Thêm việc' }).tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox').fill('Gửi bảng giá');
    const time = sheet.getByRole('button', { name: /:/ }).first();
    await time.tap();
    await sheet.getByText('Chưa lưu được').waitFor();
    await time.tap();

    await page.getByText('Đã thêm việc').waitFor();
    expect(answers).toEqual([answers[0], answers[0]]);
    expect(answers[0]).toBeTruthy();
  });

  it('says what came in while the list was open, and how much cannot wait in the title', async () => {
    const { page } = await visit(offered);
    await page.getByText('Hết việc').waitFor();
    expect(await page.title()).toBe('Việc hôm nay · Phễu');

    await arrive(1, offered);
    await page.evaluate('window.dispatchEvent(new Event("online"))');

    await page
      .getByRole('status')
      .getByRole('button', { name: /^Vừa thêm: / })
      .waitFor();
    expect(await page.title()).toBe('(1) Việc hôm nay · Phễu');
    await page.getByRole('button', { name: /^Vừa thêm: / }).tap();
    expect(await page.evaluate('document.activeElement.closest("article") !== null')).toBe(true);
  });

  it('leads back to the work also from a page that a link of a mail opened, and tells the keys there', async () => {
    const { page } = await visit(offered, desktop);
    const address = await cards(page).first().getByRole('heading').getByRole('link').getAttribute('href');
    await page.goto('about:blank');
    await page.goto(`${url}/${address}`);
    await page.getByRole('heading', { name: 'Lịch sử' }).waitFor();

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Phím tắt' }).getByText('Sửa hồ sơ').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Quay lại' }).click();

    await page.getByRole('heading', { level: 1, name: 'Việc hôm nay' }).waitFor();
  });

  it('asks for a masked number first, and hands it to the phone alone', async () => {
    await arrive(1, masked);
    const { page, numbers, asked } = await visit(masked);

    await page.getByRole('button', { name: /^Gọi/ }).first().tap();

    await eventually('a number', async () => /^tel:\+84\d{9}$/.test((await numbers()).join()));
    const [number = ''] = await numbers();
    expect(asked.some((path) => path.endsWith('/reveal'))).toBe(true);
    expect(await page.content()).not.toContain(number.slice(-6));
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(number.slice(-6));
  });

  it('says that all is done, and switches duty at once and back', async () => {
    const { page } = await visit(idle);
    await page.getByRole('heading', { name: 'Hết việc' }).waitFor();
    const duty = page.getByRole('switch');
    expect(await duty.getAttribute('aria-checked')).toBe('true');

    await duty.tap();
    await page.getByText('Bạn tạm nghỉ').waitFor();
    await eventually('off duty', async () => (await runtime.get('/v1/work', { user: idle })).body.day.duty?.on === false);
    await page.getByRole('button', { name: 'Hoàn tác' }).tap();

    await page.getByText('Bạn đang nhận số').waitFor();
    expect(await duty.getAttribute('aria-checked')).toBe('true');
  });

  it('offers what floats to whoever has nothing to do, and is theirs by one tap', async () => {
    people += 1;
    const { fullName, email, phone: number } = person(people);
    await runtime.post('contact', { fullName, email, phone: number, consentContact: true }, { ip: `10.9.${people}.1` });
    await runtime.idle();
    const { items } = (await runtime.get('/v1/work', { user: floating })).body;
    const { status, text } = await runtime.request(`/v1/leads/${items[0].leadId}/release`, {
      method: 'POST',
      body: JSON.stringify({ reason: 'workload' }),
      headers: { authorization: `Bearer ${await runtime.token(floating)}` },
    });
    expect([status, text]).toEqual([200, expect.any(String)]);
    await runtime.idle();
    const { page } = await visit(floating);

    await page.getByRole('button', { name: 'Lấy số từ kho' }).tap();
    await page.getByText('Hôm nay bạn còn lấy được 5 trên 5 khách.').waitFor();
    await page.getByText('Chưa rõ sản phẩm').waitFor();
    await page.getByRole('button', { name: 'Lấy', exact: true }).tap();

    await page.getByText('Khách đã là của bạn. Hôm nay còn lấy được 4.').waitFor();
    await page.getByRole('heading', { name: fullName }).waitFor();
  });

  it('puts a task off, and has it back at once', async () => {
    const { items } = (await runtime.get('/v1/work', { user: floating })).body;
    const { status } = await runtime.request(`/v1/leads/${items[0].leadId}/tasks`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'mail', dueAt: runtime.ago(-1_800) }),
      headers: { authorization: `Bearer ${await runtime.token(floating)}` },
    });
    expect(status).toBe(201);
    await runtime.idle();
    const { page } = await visit(floating);
    const planned = page.getByRole('button', { name: /^Xong/ });

    await page
      .getByRole('button', { name: /^Việc khác với/ })
      .last()
      .tap();
    await page.getByRole('button', { name: 'Hẹn lại lúc khác' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: '09:00' }).first().tap();
    await page.getByText(/^Đã dời sang/).waitFor();
    await planned.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hoàn tác' }).tap();

    await planned.waitFor();
    await planned.last().tap();
    await page.getByText('Đã xong').first().waitFor();
    await planned.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hoàn tác' }).tap();

    await planned.waitFor();
  });

  it('looks again when it is pulled down by a finger, far enough, and the page stays', async () => {
    await arrive(1, plain);
    const { page, asked } = await visit(plain);
    await cards(page).first().waitFor();
    await page.evaluate('window.stays = true');
    const devtools = await page.context().newCDPSession(page);
    const pull = async (px: number) => {
      const at = (y: number) => ({ touchPoints: [{ x: 200, y }] });
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(120) });
      for (const part of [0.25, 0.5, 0.75, 1])
        await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(120 + px * part) });
      const said = await page.getByText(/^(Kéo xuống|Thả ra) để làm mới$/).allTextContents();
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      return said;
    };
    const looks = () => asked.filter((path) => path === 'GET /v1/work').length;
    const before = looks();

    expect(await pull(50)).toEqual(['Kéo xuống để làm mới']);
    expect(looks()).toBe(before);
    expect(await pull(160)).toEqual(['Thả ra để làm mới']);
    await eventually('a look', async () => looks() === before + 1);
    await page.getByText('Đang làm mới…').waitFor({ state: 'detached' });
    expect(await page.evaluate('[window.stays, getComputedStyle(document.body).overscrollBehaviorY]')).toEqual([true, 'contain']);
  });

  it('names each room in the title, and goes on from its heading by keyboard and by ear', async () => {
    await arrive(1, plain);
    const { page } = await visit(plain, desktop);
    await cards(page).first().waitFor();
    const active = () => page.evaluate('[document.activeElement.tagName, document.activeElement.textContent]');
    const goTo = (room: string) => page.getByRole('navigation', { name: 'Các mục' }).getByRole('link', { name: room }).click();
    const name = (await cards(page).first().getByRole('heading').textContent()) ?? '';

    await goTo('Tôi');
    await eventually('the heading has the focus', async () => String(Object(await active())[0]) === 'H1');
    expect(await page.title()).toBe('Tôi · Phễu');
    await goTo('Tìm');
    await eventually('the field has the focus', async () => String(Object(await active())[0]) === 'INPUT');
    expect(await page.title()).toBe('Tìm · Phễu');
    await goTo('Việc');
    await eventually('the heading has the focus', async () => String(await active()) === 'H1,Việc hôm nay');
    expect(await page.title()).toMatch(/Việc hôm nay · Phễu$/);
    await cards(page).first().getByRole('heading').getByRole('link').click();
    await eventually('the heading has the focus', async () => String(await active()).endsWith(name));
    expect(await page.title()).toBe(`${name} · Phễu`);
    await page.goBack();
    await eventually('the lead has the focus', async () => String(await active()) === `A,${name}`);
  });

  it('looks again when the page is seen, and is told that nothing changed', async () => {
    await arrive(1, plain);
    const { page } = await visit(plain);
    await cards(page).first().waitFor();
    const statuses: number[] = [];
    page.on('response', (response) => response.url().includes('/v1/work') && statuses.push(response.status()));

    await page.waitForTimeout(5_500);
    await callAndComeBack(page);
    await eventually('a look', () => statuses.length === 1);

    // A minute may have turned meanwhile.
    expect([200, 304]).toContain(statuses[0]);
  });

  it.each([
    ['vi-VN', 'light', phone],
    ['en-GB', 'dark', phone],
    ['vi-VN', 'dark', desktop],
    ['en-GB', 'light', desktop],
  ] as const)('is for everybody, in %s and %s', async (locale, colorScheme, viewport) => {
    await arrive(1, plain);
    const { page } = await visit(plain, viewport, { locale, colorScheme });
    await cards(page).first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);

    await cards(page).first().getByRole('button').last().click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page
      .getByRole('button', { name: /Ghi kết quả|Note outcome/ })
      .last()
      .click();
    await page.getByRole('button', { name: /Hẹn gọi lại|Call back/ }).click();

    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });
});
