import { beforeEach, describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import { asksAs } from '../../support/as-user.ts';
import { exportingOf } from '../../support/exports.ts';
import { formId, type Registering, registeringWorld } from '../../support/registering.ts';

const people = ['Trần Thị Lan', 'Phạm Quang Minh', 'Lê Văn Hải', 'Đỗ Mai'].map((fullName, index) => ({
  fullName,
  phone: `091234567${index}`,
  email: `guest${index}@example.com`,
}));

let workshop: Registering;
let exports: ReturnType<typeof exportingOf>;
beforeEach(async () => {
  workshop = registeringWorld({ capacity: 3 });
  exports = exportingOf(workshop.world);
  for (const person of people) {
    workshop.world.pass(60_000);
    await workshop.post(person);
    await workshop.settle();
  }
});

const checkIn = (body: object) =>
  asksAs(workshop.world, 'admin@example.com')('POST /v1/events/{formId}/check-ins', { path: { formId }, body });
const registrationOf = (index: number) => {
  const found = workshop.of(`guest${index}@example.com`);
  if (!found) throw new Error('nobody like that registered');
  return found;
};
const shownCodeOf = (index: number) => registrationOf(index).code.replace(/^(.{4})/, '$1-');

describe('the list of an event that is taken out', () => {
  it.each(['csv', 'xlsx'])('has each who registered once, in the order of arrival, and how they stand: %s', async (format) => {
    await checkIn({ phone: people[0]?.phone });
    await workshop.giveBack(registrationOf(1));
    const given = await exports.take({ event: formId, format, columns: ['fullName', 'phone', 'registration', 'ticketCode'] });

    expect(given).toMatchObject({ state: 'done', event: formId, filter: {}, progress: { leads: 4 } });
    expect(given.file?.name).toMatch(new RegExp(`^${formId}-.*\\.${format}$`));
    expect(await exports.textsOf(given)).toEqual([
      ['Họ tên', 'SĐT', 'Tình trạng đăng ký', 'Mã vé'],
      ['Trần Thị Lan', '0912 345 670', 'Đã đến', shownCodeOf(0)],
      ['Phạm Quang Minh', '0912 345 671', 'Đã trả chỗ'],
      ['Lê Văn Hải', '0912 345 672', 'Có chỗ', shownCodeOf(2)],
      ['Đỗ Mai', '0912 345 673', 'Đang chờ chỗ'],
    ]);
  });

  it('says when they registered and came, by which form and campaign, unless other columns are asked for', async () => {
    await checkIn({ phone: people[0]?.phone });
    const view = await exports.take({ event: formId, language: 'en' });
    const [header, first] = await exports.textsOf(view);

    expect(header).toEqual([
      ...['Lead ID', 'Full name', 'Phone', 'Email', 'Company', 'Registration', 'Ticket code'],
      ...['Registered at', 'Came at', 'Registration form', 'Registration campaign', 'Owner'],
    ]);
    expect(first).toEqual(expect.arrayContaining(['guest0@example.com', 'Came']));
    expect(first?.slice(7, 9).every((moment) => /^2026-|\d{2}\/\d{2}\/2026/.test(moment))).toBe(true);
  });

  it('names the campaign of the post that registered them, whatever brought them first', async () => {
    const context = { pageUrl: null, referrer: null, utm: { campaign: 'hoi-thao-12' }, visitorId: null, locale: null };
    const receivedAt = workshop.world.parts.clock().toISOString();
    const sourceId = SourceId.parse(formId);
    await workshop.world.takeIn(workshop.world.post({ fullName: 'Bùi An', phone: '0987654321' }, { sourceId, receivedAt, context }));
    await workshop.settle();
    const view = await exports.take({ event: formId, columns: ['fullName', 'eventCampaign'] });

    expect(await exports.textsOf(view)).toContainEqual(['Bùi An', 'hoi-thao-12']);
  });

  it('has nobody who comes later, and nobody of a later event', async () => {
    const opened = await exports.ask('POST /v1/exports', { body: { event: formId, columns: ['fullName'] } });
    workshop.world.pass(1_000);
    await workshop.post({ fullName: 'Ai Đó', email: 'later@example.com' });
    await workshop.settle();
    await exports.runWork();

    expect((await exports.textsOf(opened.body)).map(([name]) => name)).not.toContain('Ai Đó');

    workshop.world.pass(40 * daysMs);
    await workshop.publish({ startsAt: '2027-02-12T01:30:00.000Z', endsAt: '2027-02-12T04:30:00.000Z' });
    await workshop.settle();
    await workshop.post({ fullName: 'Người Mới', email: 'new@example.com' });
    await workshop.settle();
    const next = await exports.take({ event: formId, columns: ['fullName'] });
    expect(await exports.textsOf(next)).toEqual([['Họ tên'], ['Người Mới']]);
  });

  it('names nobody to whoever sees no contact details, and is refused where such columns are asked for', async () => {
    const marketer = 'marketer@example.com';
    const given = await exports.take({ event: formId }, marketer);
    const refused = await exports.take({ event: formId, columns: ['fullName'] }, marketer);

    const text = JSON.stringify(await exports.textsOf(given));
    expect(given.progress.leads).toBe(4);
    for (const { fullName, email } of people) expect([text.includes(fullName), text.includes(email)]).toEqual([false, false]);
    expect(refused.errors).toEqual([expect.objectContaining({ path: 'columns.0' })]);
  });

  it.each([
    [{ event: 'no-such-form' }, 404],
    [{ event: formId, filter: { temperature: 'hot' } }, 422],
    [{ columns: ['ticketCode'] }, 422],
  ])('is refused with what to do: %o', async (body, status) => {
    expect((await exports.ask('POST /v1/exports', { body })).status).toBe(status);
  });

  it('fails where the form has no event any more', async () => {
    const { body } = await exports.ask('POST /v1/exports', { body: { event: formId } });
    workshop.world.config.change(formKind, formId, ({ event: _event, ...form }) => form);
    await exports.runWork();

    expect(await exports.show(body.exportId)).toMatchObject({ state: 'failed', problem: { code: 'eventGone' } });
  });

  it('is made anew where it failed, also within a minute', async () => {
    const { config } = workshop.world;
    const [form] = [(await config.current(formKind)).documents.get(formId)];
    const { body } = await exports.ask('POST /v1/exports', { body: { event: formId } });
    config.change(formKind, formId, ({ event: _event, ...rest }) => rest);
    await exports.runWork();
    config.change(formKind, formId, (rest) => ({ ...rest, ...(form?.event && { event: form.event }) }));

    const again = await exports.ask('POST /v1/exports', { body: { event: formId } });
    await exports.runWork();

    expect(again.body.exportId).not.toBe(body.exportId);
    expect((await exports.show(again.body.exportId)).state).toBe('done');
  });

  it('is the same export where it is asked for twice within a minute, another one for another event', async () => {
    const one = await exports.ask('POST /v1/exports', { body: { event: formId } });
    const same = await exports.ask('POST /v1/exports', { body: { event: formId } });
    const leads = await exports.ask('POST /v1/exports', { body: {} });

    expect(same.body.exportId).toBe(one.body.exportId);
    expect(leads.body.exportId).not.toBe(one.body.exportId);
  });
});
