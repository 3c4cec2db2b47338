import { beforeEach, describe, expect, it } from '@jest/globals';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' }));
});

const leadId = () => world.leads()[0]?.leadId ?? '';
const as = (user: string) => {
  const ask = asksAs(world, user);
  const path = { leadId: leadId() };
  return {
    note: (text?: string) => ask('POST /v1/leads/{leadId}/replies', { path, body: text === undefined ? {} : { text } }),
    list: (query: Record<string, string> = {}) => ask('GET /v1/leads/{leadId}/replies', { path, query }),
    page: () => ask('GET /v1/leads/{leadId}', { path, query: { include: 'replies,timeline' } }),
  };
};
const [admin, manager, marketer] = ['admin@example.com', 'manager.south@example.com', 'marketer@example.com'];

describe('an answer that a colleague notes', () => {
  it('is read by all who work with the lead, the newest first, page by page', async () => {
    for (const text of ['một', undefined, 'ba']) await as(admin).note(text);

    const first = await as(manager).list({ limit: '2' });
    const rest = await as(manager).list({ limit: '2', cursor: first.body.nextCursor });

    expect(first.body.items).toMatchObject([{ text: 'ba' }, { text: null }]);
    expect(rest.body).toMatchObject({ items: [{ text: 'một', by: 'admin', way: 'noted', mailId: null }], nextCursor: null });
  });

  it('stands on the page of the lead, with a line that does not say what it says', async () => {
    const { body } = await as(admin).note('Gọi số riêng 0987 654 321');

    const page = (await as(admin).page()).body;
    const lines = world.timeline().filter(({ type }) => type === 'mail.replied');
    expect(page.replies).toMatchObject([{ replyId: body.replyId, text: 'Gọi số riêng 0987 654 321' }]);
    expect(lines).toMatchObject([{ data: { replyId: body.replyId, way: 'noted' }, actor: { kind: 'user', id: 'admin' } }]);
    expect(JSON.stringify([lines, page.timeline])).not.toContain('0987');
  });

  it.each(['', '  \n'])('need not be written down: %j', async (text) => {
    expect(await as(admin).note(text)).toMatchObject({ status: 201, body: { text: null } });
  });

  it('is none of a marketer', async () => {
    await as(admin).note('Được em');

    expect((await as(marketer).list()).status).toBe(404);
    expect((await as(marketer).note()).status).toBe(404);
    expect((await as(marketer).page()).body.replies).toBeNull();
  });
});
