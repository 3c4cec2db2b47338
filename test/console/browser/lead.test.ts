import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { documentsOf } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';
import { desktop, openSignedIn, phone, seriousFaults } from '../support/console-page.ts';
import { askAs, lan, typeIn } from '../support/people.ts';

describeInChromium('the page of a lead', (open) => {
  let runtime: Runtime;
  let url: string;
  const huong = {
    fullName: 'Nguyễn Thị Hường',
    phone: '0912 345 678',
    email: 'huong@tapchi.example',
    products: ['ban-hang'],
    company: 'Tạp hóa Hường',
  };

  beforeAll(async () => {
    runtime = await startRuntime();
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  let count = 0;
  /** Somebody of Lan's whom no other test knows. */
  const somebody = (more: object = {}): Promise<string> => {
    count += 1;
    const number = String(10 + count);
    return typeIn(runtime, lan, { ...huong, phone: `09123456${number}`, email: `huong${number}@tapchi.example`, ...more });
  };
  const openLead = async (leadId: string, options: Parameters<typeof open>[0] = { viewport: phone }): Promise<Page> => {
    const page = await open(options);
    await openSignedIn(page, url, lan, `/khach/${leadId}`);
    await page.getByRole('heading', { level: 1, name: /Nguyễn|Hường/ }).waitFor();
    return page;
  };

  it('shows who it is, how to reach them, why it is theirs and what happened, by one request', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));

    await page.reload();
    await page.getByRole('link', { name: 'Gọi' }).waitFor();

    expect(asked.filter((path) => path.startsWith('/v1/') && path !== '/v1/session/refresh')).toEqual(['/v1/me', `/v1/leads/${leadId}`]);
    expect(await page.getByRole('link', { name: 'Gọi' }).getAttribute('href')).toMatch(/^tel:\+849123456\d\d$/);
    await page.getByText('Bán hàng · ').waitFor();
    expect(await page.getByRole('region', { name: 'Lịch sử' }).getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
  });

  it('writes texts for the phone, by SMS and by Zalo', async () => {
    const page = await openLead(await somebody());
    const plainOf = async (button: string, link: string) => {
      await page.getByRole('button', { name: button, exact: true }).click();
      return page.getByRole('link', { name: link }).getAttribute('href');
    };

    const zalo = await plainOf('Zalo', 'Mở Zalo với lời chào');
    await page.keyboard.press('Escape');
    const sms = await plainOf('Nhắn', 'Nhắn không theo mẫu');
    await page.getByRole('button', { name: /Đã gọi mà chưa gặp/ }).click();

    expect([zalo, sms]).toEqual([
      expect.stringMatching(/^https:\/\/zalo\.me\/849123456\d\d$/),
      expect.stringMatching(/^sms:\+849123456\d\d$/),
    ]);
    expect(await page.getByRole('textbox', { name: 'Nội dung' }).inputValue()).toContain('Hường');
  });

  it.each([
    ['touch', phone],
    ['keyboard', desktop],
  ] as const)('moves to a stage with a reason in three by %s, and back', async (how, viewport) => {
    const leadId = await somebody();
    const page = await openLead(leadId, { viewport, hasTouch: how === 'touch' });
    const press = async (name: string | RegExp, role: 'button' | 'radio') => {
      const target = page.getByRole(role, { name });
      if (how === 'touch') return role === 'radio' ? target.check() : target.tap();
      await target.focus();
      await page.keyboard.press(role === 'radio' ? 'Space' : 'Enter');
    };

    await press(/Chuyển giai đoạn/, 'button');
    await press('SQL', 'radio');
    await press('Đã trao đổi', 'button');

    await page.getByText('Đã chuyển sang SQL').waitFor();
    expect((await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).stage).toBe('sql');
    await press('Hoàn tác', 'button');
    await page.getByText('Đã trả về Lead').waitFor();
    expect((await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).stage).toBe('lead');
  });

  it('moves on by two keys, and writes a note after one', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId, { viewport: desktop });

    await page.keyboard.press(']');
    await page.getByRole('dialog', { name: 'Chuyển giai đoạn' }).waitFor();
    await page.keyboard.press('1');
    await page.getByText('Đã chuyển sang MQL').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('Gõ phím: ] [ c');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Đã lưu ghi chú').waitFor();

    expect(await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).toMatchObject({ stage: 'mql' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  const admin = 'admin@example.com';
  it('shows who may be the same person, and makes one record of two and two of one again', async () => {
    const posted = { phone: '0918222444', province: 'Cần Thơ', consentContact: true, company: 'Xưởng may Sông Thu' };
    for (const [index, fullName] of ['Lê Thị Thu Hà', 'Lê Hà'].entries()) {
      await runtime.post('contact', { ...posted, fullName, email: `ha${index}@xuongmaysongthu.vn` }, { ip: `10.8.8.${index}` });
      await runtime.idle();
    }
    const { items } = await askAs(runtime, admin, 'GET', '/v1/merge-candidates');
    const pair = items.find(({ lead }: { lead: { fullName: string } }) => lead.fullName === 'Lê Thị Thu Hà');
    const pairs = async () => (await askAs(runtime, admin, 'GET', `/v1/leads/${pair.lead.leadId}?include=samePerson`)).samePerson;
    const page = await open({ viewport: desktop });
    await openSignedIn(page, url, admin, `/khach/${pair.lead.leadId}`);
    const same = page.getByRole('region', { name: 'Có thể là cùng một người' });

    await same.getByText('Cùng số điện thoại').waitFor();
    await page.getByRole('region', { name: 'Công ty' }).getByRole('link', { name: 'Lê Hà' }).waitFor();
    await same.getByRole('button', { name: 'So sánh' }).click();
    await page.getByRole('dialog').getByRole('cell', { name: 'Lê Thị Thu Hà' }).first().waitFor();
    await page.getByRole('button', { name: 'Là một người, gộp vào hồ sơ này' }).click();

    await page.getByText('Đã gộp hai hồ sơ').waitFor();
    await page.getByRole('region', { name: 'Hồ sơ đã gộp vào đây' }).getByText('Lê Hà').waitFor();
    expect(await pairs()).toMatchObject({ candidates: [], members: [{ leadId: pair.other.leadId }] });
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByRole('region', { name: 'Hồ sơ đã gộp vào đây' }).waitFor({ state: 'detached' });
    expect(await pairs()).toEqual({ candidates: [], members: [] });
  });

  it('goes on to the record that it became part of, with what was being written and what waits for a network', async () => {
    const [survivor, loser] = [await somebody({ fullName: 'Nguyễn Thu Hường' }), await somebody()];
    const page = await openLead(loser);
    const note = page.getByRole('textbox', { name: 'Ghi chú về khách' });
    await note.waitFor();
    await page.context().setOffline(true);
    await note.fill('Nói lúc mất mạng');
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 việc đang chờ mạng').waitFor();
    await note.fill('Đang viết dở');
    const merge = { otherLeadId: loser };
    await askAs(runtime, admin, 'POST', `/v1/leads/${survivor}/merge`, merge, { 'Idempotency-Key': `merge-${loser}` });
    await runtime.idle();

    await page.context().setOffline(false);

    await page.waitForURL(`**/#/khach/${survivor}`);
    await page.getByText('Hồ sơ này đã gộp vào hồ sơ của Nguyễn Thu Hường').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Nguyễn Thu Hường' }).waitFor();
    await note.waitFor();
    expect(await note.inputValue()).toBe('Đang viết dở');
    const notes = async () =>
      (await askAs(runtime, lan, 'GET', `/v1/leads/${survivor}?include=notes`)).notes.map(({ text }: { text: string }) => text);
    await eventually('the note is there, once', async () => (await notes()).join() === 'Nói lúc mất mạng');
    await page.goBack();
    expect(page.url()).not.toContain(loser);
  });

  it('asks how a call ended that was begun here, and tells it in the history', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    await page.getByRole('button', { name: 'Ghi kết quả cuộc gọi' }).click();

    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Không nghe/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: /^Lưu/ }).first().click();

    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { items } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/calls`);
    expect(items).toHaveLength(1);
  });

  it('notes what was said and names a colleague, and plans what is next', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);

    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).fill('Hỏi giá gói chuỗi, nhờ @lead');
    await page.getByRole('button', { name: /^@leader-south/ }).click();
    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).press('Control+Enter');
    await page.getByText('Đã lưu ghi chú').waitFor();
    await page.getByText('Hỏi giá gói chuỗi, nhờ @leader-south').waitFor();
    await page.getByRole('button', { name: 'Việc', exact: true }).click();
    await page.getByRole('textbox', { name: 'Việc cần làm' }).fill('Gửi báo giá');
    // The runtime's clock may be days ahead of the browser's.
    await page.getByRole('radio', { name: 'Giờ khác' }).check();
    await page
      .getByLabel('Giờ khác')
      .last()
      .fill(`${runtime.ago(-2 * 86_400).slice(0, 'yyyy-mm-dd'.length)}T09:00`);
    await page.getByRole('button', { name: 'Lưu việc' }).click();

    await page.getByText('Đã thêm việc').waitFor();
    const { items } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/tasks`);
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ title: 'Gửi báo giá', status: 'open', repId: 'rep-lan' })]));
    const notes = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/notes`);
    expect(notes.items[0].told).toEqual(['leader-south']);
  });

  it('keeps what was typed when somebody else was quicker, says what they wrote, and saves', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    await page.getByRole('button', { name: 'Sửa' }).click();
    await page.getByRole('textbox', { name: 'Công ty' }).fill('Chuỗi Hường');
    const { version } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`);
    const other = { company: 'Siêu thị Hường', title: 'Chủ cửa hàng' };
    await askAs(runtime, 'admin@example.com', 'PATCH', `/v1/leads/${leadId}`, other, { 'if-match': `"${version}"` });

    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Người khác vừa sửa hồ sơ này').waitFor();
    await page.getByText('Hồ sơ hiện ghi: Siêu thị Hường').waitFor();
    expect(await page.getByRole('textbox', { name: 'Chức danh' }).inputValue()).toBe('Chủ cửa hàng');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();

    await page.getByText('Đã lưu', { exact: true }).waitFor();
    expect(await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).toMatchObject({ company: 'Chuỗi Hường', title: 'Chủ cửa hàng' });
  });

  it('takes answers to the company’s own fields, and says of one where it stands that it does not fit', async () => {
    const leadId = await somebody({ extra: { industry: 'ban-le' } });
    const page = await openLead(leadId);
    await page.getByRole('button', { name: 'Sửa' }).click();

    await page.getByLabel('Ngành nghề').selectOption('an-uong');
    await page.getByRole('textbox', { name: 'Số chi nhánh' }).fill('vài chỗ');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('chưa đúng kiểu của ô').waitFor();
    expect(await page.getByRole('textbox', { name: 'Số chi nhánh' }).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('textbox', { name: 'Số chi nhánh' }).fill('3');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();

    await page.getByText('Đã lưu', { exact: true }).waitFor();
    await page.getByText('Quán ăn, nhà hàng, cà phê').waitFor();
    expect((await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).extra).toEqual({ industry: 'an-uong', branches: '3' });
  });

  it('puts tags on and takes them off, and back', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    const tags = page.getByRole('region', { name: 'Nhãn' });

    await tags.getByRole('button', { name: 'Thêm nhãn' }).click();
    await tags.getByRole('textbox').fill('0912345678');
    await tags.getByRole('textbox').press('Enter');
    await tags.getByText('không chứa số điện thoại').waitFor();
    await tags.getByRole('textbox').fill('khách quen, hội chợ');
    await tags.getByRole('textbox').press('Enter');
    await tags.getByText('hội chợ').waitFor();
    await tags.getByRole('button', { name: 'Bỏ nhãn khách quen' }).click();
    await page.getByText('Đã bỏ nhãn “khách quen”').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await tags.getByText('khách quen').waitFor();

    expect((await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`)).tags).toEqual(['hội chợ', 'khách quen']);
  });

  it('says what may be mailed and why not, and notes by two taps what the person refuses', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    await page.getByRole('button', { name: 'Xem được gửi gì, ghi lời khách' }).click();
    const sheet = page.getByRole('dialog', { name: 'Đồng ý & thư' });
    await sheet.getByRole('heading', { name: 'Bây giờ được gửi gì' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);

    await sheet.getByRole('listitem').filter({ hasText: 'Bản tin, quảng cáo' }).getByRole('button', { name: 'Ghi từ chối' }).click();
    await sheet.getByText('Có hiệu lực sau 10 giây').waitFor();
    await sheet.getByRole('button', { name: 'Điện thoại' }).click();

    await page.getByText('Đã ghi: khách từ chối').waitFor();
    expect((await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/consent`)).purposes.newsletter?.granted).not.toBe(false);
    await page.getByRole('button', { name: 'Gửi ngay' }).click();
    await page.getByRole('button', { name: 'Gửi ngay' }).waitFor({ state: 'detached' });
    await page.getByText('Đã ghi: khách từ chối').waitFor();
    await page.getByRole('button', { name: 'Xem được gửi gì, ghi lời khách' }).click();
    await sheet.getByText(/Khách đã từ chối mọi thư quảng cáo \(/).waitFor();
    const { purposes } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}/consent`);
    expect(purposes.newsletter).toMatchObject({ granted: false, how: 'phone' });
  });

  it('says of a refusal that it is not noted for good yet, also after a reload, and takes it back there', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    // What the server does with it is tested above: here it waits for as long as a slow machine needs.
    await page.route('**/v1/leads/*/held', (route) => {
      const until = new Date(Date.parse(runtime.ago(0)) + 90_000).toISOString();
      return route.fulfill({ status: 201, json: { heldActId: 'H1', leadId, is: 'refusal', state: 'held', until } });
    });
    const ended: string[] = [];
    await page.route('**/v1/leads/*/held/*', (route) => {
      ended.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`);
      return route.fulfill({ status: 200, json: {} });
    });
    const sheet = page.getByRole('dialog', { name: 'Đồng ý & thư' });
    await page.getByRole('button', { name: 'Xem được gửi gì, ghi lời khách' }).click();
    await sheet.getByRole('listitem').filter({ hasText: 'Bản tin, quảng cáo' }).getByRole('button', { name: 'Ghi từ chối' }).click();
    await sheet.getByRole('button', { name: 'Điện thoại' }).click();
    await page.getByText('Đã ghi: khách từ chối').waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'Xem được gửi gì, ghi lời khách' }).click();
    await sheet.getByText('bây giờ còn hoàn tác được').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Hoàn tác' }).click();

    await sheet.getByText('bây giờ còn hoàn tác được').waitFor({ state: 'detached' });
    expect(ended).toEqual([`DELETE /v1/leads/${leadId}/held/H1`]);
    expect(await page.getByRole('button', { name: 'Gửi ngay' }).count()).toBe(0);
  });

  it('shows what the person wrote before anything that machines say of them', async () => {
    const page = await openLead(await somebody({ message: 'Cần xem thử ở 3 cửa hàng' }));

    await page.getByRole('region', { name: 'Khách viết' }).getByText('Cần xem thử ở 3 cửa hàng').waitFor();
  });

  it('shows a note that waits for a network where it belongs, and goes back through the history as far as it goes', async () => {
    const leadId = await somebody();
    for (let note = 1; note <= 32; note += 1) await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/notes`, { text: `Lần ${note}` });
    await runtime.idle();
    const page = await openLead(leadId);
    const history = page.getByRole('region', { name: 'Lịch sử' });
    await history.getByText('Lần 32', { exact: true }).waitFor();
    const before = await history.getByRole('listitem').count();

    await history.getByRole('button', { name: 'Xem cũ hơn' }).click();
    await history
      .getByText(/Nhập tay|nhập tay|Lead mới/)
      .first()
      .waitFor();
    expect(await history.getByRole('listitem').count()).toBeGreaterThan(before);
    expect(await history.getByRole('button', { name: 'Xem cũ hơn' }).count()).toBe(0);
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).fill('Gọi lại sau giỗ');
    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).press('Control+Enter');
    await history.getByText('Đang chờ mạng').waitFor();
    await history.getByRole('listitem').filter({ hasText: 'Đang chờ mạng' }).getByText('Gọi lại sau giỗ').waitFor();
    await page.context().setOffline(false);

    await history.getByText('Đang chờ mạng').waitFor({ state: 'detached' });
    await history.getByText('Gọi lại sau giỗ').waitFor();
  });

  it('says of a field what is wrong with it, where it stands', async () => {
    const page = await openLead(await somebody());
    await page.getByRole('button', { name: 'Sửa' }).click();

    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('12');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();

    await page.getByText('Số này chưa đúng').waitFor();
    expect(await page.getByRole('textbox', { name: 'Số điện thoại' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('lets them take over or drop what posts say against the record', async () => {
    const leadId = await somebody();
    const { phone: known, email } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`);
    const fields = { fullName: 'Nguyễn Thị Hường', email, phone: '0987 111 222' };
    await runtime.post('contact', { submissionId: `proposal-${count}`, fields }, { ip: '10.9.0.1' });
    await runtime.idle();
    const page = await openLead(leadId);

    await page.getByRole('button', { name: /^Nhận: / }).click();
    await page.getByText('Đã nhận vào hồ sơ').waitFor();

    const now = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`);
    expect([now.phone.e164, now.extraPhones.map(({ e164 }: { e164: string }) => e164)]).toEqual(['+84987111222', [known.e164]]);
    await page.getByRole('button', { name: /^Nhận: / }).waitFor({ state: 'detached' });
  });

  it.each([
    ['vi-VN', 'light', phone],
    ['en-GB', 'dark', phone],
    ['vi-VN', 'dark', desktop],
    ['en-GB', 'light', desktop],
  ] as const)('is for everybody, in %s and %s', async (locale, colorScheme, viewport) => {
    const page = await openLead(await somebody(), { locale, colorScheme, viewport });

    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^(Sửa|Edit)$/ }).click();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^(Chuyển giai đoạn|Move to)/ }).click();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });

  it('says why it is theirs, with the record of the choice one tap behind', async () => {
    const fields = { fullName: 'Nguyễn Thị Thu', phone: '0918 222 333', email: 'thu@tapchi.example', province: 'Cần Thơ' };
    await runtime.post('contact', { submissionId: 'why-1', fields }, { ip: '10.9.0.2' });
    await runtime.idle();
    const { items } = await askAs(runtime, 'admin@example.com', 'GET', '/v1/search?q=0918222333');
    const [{ leadId, owner }] = items;
    const users = await documentsOf(runtime, 'users');
    const email = String(Object(users.find((user) => Object(user).repId === owner.repId)).email);
    const page = await open({ viewport: phone });

    await openSignedIn(page, url, email, `/khach/${leadId}`);
    await page.getByRole('region', { name: 'Vì sao là bạn' }).waitFor();
    await page.getByRole('button', { name: 'Xem cách chia' }).click();

    const sheet = page.getByRole('dialog', { name: 'Số này được chia thế nào' });
    await sheet.getByText('được chọn').waitFor();
    expect(await sheet.getByRole('listitem').count()).toBeGreaterThan(1);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('shows a marketer what it is like, and nothing of who it is or what they may not do', async () => {
    // What a firm is called is none of its details.
    const leadId = await somebody({ company: 'Siêu thị' });
    const page = await open({ viewport: phone });

    await openSignedIn(page, url, 'marketer@example.com', `/khach/${leadId}`);
    await page.getByRole('heading', { name: 'Lịch sử' }).waitFor();

    expect(await page.getByText(/Hường|0912|tapchi/).count()).toBe(0);
    expect(await page.getByRole('button', { name: /Sửa|Chuyển giai đoạn|Hiện số/ }).count()).toBe(0);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Tìm' }).count()).toBe(0);
    await page.goto(`${url}/#/tim`);
    await page.getByText('Không có trang này').waitFor();
  });

  it('is not there for a rep whose lead it is not, and says so', async () => {
    const leadId = await somebody();
    const page = await open({ viewport: phone });

    await openSignedIn(page, url, 'anh.nguyen@example.com', `/khach/${leadId}`);

    await page.getByText('không phải của bạn').waitFor();
    expect(await page.getByText('Hường').count()).toBe(0);
  });

  it('shows nothing of a lead that went to somebody else, and has what was being written kept for the leader', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    await page.getByRole('textbox', { name: 'Ghi chú về khách' }).fill('Hẹn thứ hai, gọi trước');
    await askAs(runtime, 'admin@example.com', 'POST', `/v1/leads/${leadId}/owner`, { repId: 'rep-phuc', reason: 'workload' });
    await runtime.idle();

    await page.reload();

    await page.getByText('không phải của bạn').waitFor();
    expect(await page.getByText('Hường').count()).toBe(0);
    expect(await page.getByRole('textbox', { name: 'Ghi chú về khách' }).inputValue()).toBe('Hẹn thứ hai, gọi trước');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await page.getByRole('textbox').waitFor({ state: 'detached' });
    const { lateActs } = await askAs(runtime, 'admin@example.com', 'GET', `/v1/leads/${leadId}?include=lateActs`);
    expect(JSON.stringify(lateActs)).toContain('Hẹn thứ hai, gọi trước');
  });

  it('keeps what is being written over a session that ended, for the same user alone', async () => {
    const leadId = await somebody();
    const page = await openLead(leadId);
    const note = page.getByRole('textbox', { name: 'Ghi chú về khách' });
    await note.fill('Gọi lại sau giỗ');
    const endSession = async () => {
      await page.context().clearCookies();
      await page.route('**/v1/me/today', (route) => route.fulfill({ status: 401 }));
      await page.goto(`${url}/#/toi`);
      await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
      await page.unroute('**/v1/me/today');
    };
    const signIn = async (user: string) => {
      await page.getByRole('button', { name: 'Tiếp tục đăng nhập' }).click();
      await page.locator(`button[value="${user}"]`).click();
      await page.getByRole('navigation', { name: 'Các mục' }).waitFor();
    };
    const kept = () => page.evaluate<string[]>("Object.keys(sessionStorage).filter((name) => name.startsWith('pheu:draft'))");

    await endSession();
    await page.reload();
    await signIn(lan);

    await page.goto(`${url}/#/khach/${leadId}`);
    await note.waitFor();
    expect(await note.inputValue()).toBe('Gọi lại sau giỗ');
    await endSession();
    expect(await kept()).toHaveLength(1);
    // Nobody came back for a quarter of an hour: the session may have been ended because the device is lost.
    await page.evaluate("sessionStorage.setItem('pheu:ended', String(Date.now() - 15 * 60_000))");
    await page.reload();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await eventually('nothing is kept', async () => (await kept()).length === 0);
    await signIn(lan);
    await page.goto(`${url}/#/khach/${leadId}`);
    await note.fill('Gọi lại sau Tết');
    await endSession();
    expect(await kept()).toHaveLength(1);
    await signIn('anh.nguyen@example.com');
    expect(await kept()).toEqual([]);
  });

  it('leaves Enter to the input method while a word is composed', async () => {
    const page = await openLead(await somebody(), { viewport: desktop });
    await page.getByRole('button', { name: 'Ghi kết quả cuộc gọi' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: /Không nghe/ }).click();
    const note = sheet.getByRole('textbox', { name: /Ghi chú/ });
    await note.fill('họp');

    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      await note.evaluate((field, how) => {
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how }));
      }, composing);
    }
    expect(await sheet.getByRole('button', { name: 'Lưu & khách tiếp' }).getAttribute('aria-disabled')).toBe('false');
    await note.press('Enter');

    await page.getByText(/Đã ghi: Không nghe/).waitFor();
  });

  it('runs nothing of what anybody wrote about a person', async () => {
    const evil = (field: string) => `"><img src=x onerror="window.ran='${field}'"><script>window.ran='${field}'</script>{{${field}}}`;
    const leadId = await somebody({
      fullName: `Nguyễn ${evil('name')}`.slice(0, 120),
      company: evil('company'),
      title: evil('title'),
      province: evil('province'),
      message: evil('message'),
      extra: { employees: evil('extra') },
    });
    // What no colleague may type in as a product, a page may post.
    const { email, phone: number } = await askAs(runtime, lan, 'GET', `/v1/leads/${leadId}`);
    const posted = { fullName: `Nguyễn ${evil('name')}`.slice(0, 120), email, phone: number.raw, product: evil('product') };
    await runtime.post('contact', { submissionId: `evil-${count}`, fields: posted }, { ip: '10.9.0.3' });
    await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/notes`, { text: `${evil('note')} javascript:window.ran=1` });
    const dueAt = new Date(Date.parse(runtime.ago(0)) + 3_600_000).toISOString();
    await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/tasks`, {
      kind: 'custom',
      title: evil('task').slice(0, 119),
      note: evil('task note'),
      dueAt,
    });
    await askAs(runtime, lan, 'POST', `/v1/leads/${leadId}/calls`, { outcome: 'noAnswer', note: evil('call') });
    await askAs(runtime, lan, 'PUT', `/v1/leads/${leadId}/tags`, { add: ['<svg/onload=window.ran=2>'] }).catch(() => undefined);
    await runtime.idle();
    const page = await openLead(leadId);

    await page.getByText("window.ran='note'").first().waitFor();
    await page.getByRole('button', { name: 'Sửa' }).click();
    await page.getByRole('textbox', { name: 'Công ty' }).waitFor();

    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.locator('main img, main script, main svg[onload]').count()).toBe(0);
    const links = await page.locator('main a').evaluateAll((all) => all.map((one) => String(Object(one).protocol)));
    expect(links.filter((protocol) => !['http:', 'https:', 'tel:', 'sms:', 'mailto:'].includes(protocol))).toEqual([]);
  });
});
