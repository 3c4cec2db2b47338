import { beforeEach, describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { OfferedWorld } from '../../support/offers.ts';

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' }));
  await world.assignAll();
});

const leadOf = () => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};
const written = { subject: 'Báo giá như đã hẹn', text: 'Chào chị,\n\nEm gửi báo giá.' };
const as = (user: string) => {
  const ask = asksAs(world, user);
  const path = { leadId: leadOf().leadId };
  return {
    write: (change: object = {}, key?: string) =>
      ask('POST /v1/leads/{leadId}/letters', { path, body: { ...written, ...change }, ...(key === undefined ? {} : { key }) }),
    list: (query: Record<string, string> = {}) => ask('GET /v1/leads/{leadId}/letters', { path, query }),
    begin: () => ask('GET /v1/leads/{leadId}/letters/new', { path }),
    page: () => ask('GET /v1/leads/{leadId}', { path, query: { include: 'letters,timeline' } }),
  };
};
const [admin, manager, marketer] = ['admin@example.com', 'manager.south@example.com', 'marketer@example.com'];

describe('a letter that a colleague writes', () => {
  it('is asked for at once, and once more by a timer', async () => {
    const { status, body } = await as(admin).write();

    const request = { v: 1, kind: 'letter', leadId: leadOf().leadId, letterId: body.letterId };
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...written, by: 'admin', state: 'waiting', purpose: 'service', reason: null });
    expect(world.sent.mail.map((message) => message.body)).toContainEqual(request);
    expect(world.table.all().filter(({ message }) => Object(message).kind === 'letter')).toMatchObject([{ message: request }]);
  });

  it('is written once under its key', async () => {
    const [one, other] = [await as(admin).write({}, 'key-1'), await as(admin).write({}, 'key-1')];

    expect(other.body).toEqual(one.body);
    expect((await as(admin).list()).body.items).toHaveLength(1);
  });

  it('stands on the page of the lead, with a line that does not say what it says', async () => {
    const { body } = await as(admin).write({ text: 'Gọi số riêng 0987 654 321' });

    const page = (await as(admin).page()).body;
    const lines = world.timeline().filter(({ type }) => type === 'letter.written');
    expect(page.letters).toMatchObject([{ letterId: body.letterId, text: 'Gọi số riêng 0987 654 321' }]);
    expect(lines).toMatchObject([{ data: { letterId: body.letterId, mailId: body.mailId }, actor: { kind: 'user', id: 'admin' } }]);
    expect(JSON.stringify([lines, page.timeline])).not.toContain('0987');
  });

  it('is read by all who work with the lead, the newest first, page by page', async () => {
    for (const subject of ['một', 'hai', 'ba']) await as(admin).write({ subject });

    const first = await as(manager).list({ limit: '2' });
    const rest = await as(manager).list({ limit: '2', cursor: first.body.nextCursor });
    expect(first.body.items).toMatchObject([{ subject: 'ba' }, { subject: 'hai' }]);
    expect(rest.body).toMatchObject({ items: [{ subject: 'một' }], nextCursor: null });
  });

  it('is none of a marketer', async () => {
    await as(admin).write();

    for (const { status } of [await as(marketer).write(), await as(marketer).list(), await as(marketer).begin()]) expect(status).toBe(404);
    expect((await as(marketer).page()).body.letters).toBeNull();
  });

  it.each([
    ['subject', { subject: ' ' }],
    ['text', { text: '\n' }],
    ['text', { text: 'Chào {{ lead.givenName }}' }],
    ['text', { text: 'Gọi 9•• ••• 678' }],
    ['topicId', { purpose: 'advertising' }],
    ['topicId', { topicId: 'uu-dai' }],
    ['purpose', { subject: '[QC] Giảm 30%' }],
    ['purpose', { text: ' [ad] Giảm 30%' }],
    ['templateId', { templateId: 'nope' }],
    ['replyId', { replyId: 'R1' }],
  ])('names what is wrong with its %s', async (path, change) => {
    const { status, body } = await as(admin).write(change);

    expect([status, body.errors]).toMatchObject([422, [{ path }]]);
    expect(world.sent.mail.filter((message) => Object(message.body).kind === 'letter')).toEqual([]);
  });

  it('is refused with its reason where the address is closed, and says so before', async () => {
    const suppression = { reason: 'permanentBounce', at: '2026-11-01T00:00:00.000Z' };
    world.table.seed({ ...keys.address(world.parts.digests.address('huong@example.com')), suppression });

    const { status, body } = await as(admin).write();
    const desk = await as(admin).begin();

    expect([status, body.detail]).toMatchObject([409, expect.stringContaining('suppressed')]);
    expect(desk.body.may[0]).toMatchObject({ purpose: 'service', topicId: null, may: false, reason: 'suppressed' });
    expect((await as(admin).list()).body.items).toEqual([]);
  });

  it('begins from templates with the values of the person, and of who writes', async () => {
    const { body } = await as(admin).begin();

    expect(body).toMatchObject({ to: 'huong@example.com', locale: 'vi', answering: null });
    expect(body.may[0]).toMatchObject({ may: true, reason: null });
    expect(body.templates[1]).toMatchObject({ templateId: 'sau-cuoc-goi', text: expect.stringContaining('Chào Hường,') });
  });

  it('goes to no other address than its writer saw', async () => {
    const { addressMark } = (await as(admin).begin()).body;
    const seen = await as(admin).write({ addressMark });
    const other = await as(admin).write({ addressMark: world.parts.digests.address('khac@example.com') });

    expect([seen.status, other.status, other.body.detail]).toEqual([201, 409, expect.stringContaining('address was changed')]);
    expect((await as(admin).list()).body.items).toHaveLength(1);
  });

  it('waits until the rep who was offered the lead has accepted it, and says so before', async () => {
    const offered = await OfferedWorld.create();
    const { repId } = await offered.assignment();
    const users = (await offered.world.config.current(userKind)).documents;
    const ask = asksAs(offered.world, users.values().find((user) => user.repId === repId)?.email ?? '');
    const path = { leadId: offered.lead.leadId };
    const write = () => ask('POST /v1/leads/{leadId}/letters', { path, body: written });

    const desk = await ask('GET /v1/leads/{leadId}/letters/new', { path });
    const early = await write();
    await offered.accept(await offered.own());

    expect(desk.body.may[0]).toMatchObject({ may: false, reason: 'notAccepted' });
    expect([early.status, early.body.detail, (await write()).status]).toEqual([409, expect.stringContaining('notAccepted'), 201]);
  });

  it('ends the task to read what it answers', async () => {
    const reply = await asksAs(world, admin)('POST /v1/leads/{leadId}/replies', {
      path: { leadId: leadOf().leadId },
      body: { text: 'Được em' },
    });

    const { body } = await as(admin).write({ replyId: reply.body.replyId });

    expect(body).toMatchObject({ replyId: reply.body.replyId });
    expect((await as(admin).begin()).body.answering).toMatchObject({ replyId: reply.body.replyId, subject: '' });
  });
});
