import { beforeEach, describe, expect, it } from '@jest/globals';
import { asksAs } from '../../support/as-user.ts';
import { mergeInto } from '../../support/lead-world/merge.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', province: 'TP.HCM' }));
});

const leadId = () => world.leads()[0]?.leadId ?? '';
const as = (user: string) => {
  const ask = asksAs(world, user);
  const path = (noteId = '') => ({ leadId: leadId(), noteId });
  return {
    write: (text: string) => ask('POST /v1/leads/{leadId}/notes', { path: path(), body: { text } }),
    change: (noteId: string, text: string) => ask('PATCH /v1/leads/{leadId}/notes/{noteId}', { path: path(noteId), body: { text } }),
    remove: (noteId: string) => ask('DELETE /v1/leads/{leadId}/notes/{noteId}', { path: path(noteId) }),
    list: (query: Record<string, string> = {}) => ask('GET /v1/leads/{leadId}/notes', { path: { leadId: leadId() }, query }),
  };
};
const [admin, manager] = ['admin@example.com', 'manager.south@example.com'];

describe('notes about a lead', () => {
  it('are read by all who work with it, the newest first, page by page', async () => {
    for (const text of ['một', 'hai', 'ba']) await as(admin).write(text);

    const first = await as(manager).list({ limit: '2' });
    const rest = await as(manager).list({ limit: '2', cursor: first.body.nextCursor });

    expect(first.body.items.map(({ text }: { text: string }) => text)).toEqual(['ba', 'hai']);
    expect(rest.body).toMatchObject({ items: [{ text: 'một', by: 'admin', own: false, editedAt: null }], nextCursor: null });
  });

  it('are changed and taken away by who wrote them, and by nobody else', async () => {
    const { body } = await as(admin).write('Hẹn gọi lại');

    expect((await as(manager).change(body.noteId, 'x')).status).toBe(404);
    expect((await as(manager).remove(body.noteId)).status).toBe(404);
    expect((await as(admin).change(body.noteId, 'Hẹn gọi lại sau Tết')).body).toMatchObject({
      text: 'Hẹn gọi lại sau Tết',
      editedAt: expect.any(String),
    });
    expect((await as(admin).remove(body.noteId)).status).toBe(204);
    expect((await as(admin).list()).body.items).toEqual([]);
    expect((await as(admin).remove(body.noteId)).status).toBe(404);
  });

  it('leave a line in the history that does not say what they say', async () => {
    await as(admin).write('Số riêng: 0987 654 321');

    const lines = world.timeline().filter(({ type }) => type === 'note.changed');
    expect(lines).toMatchObject([{ data: { what: 'written' }, actor: { kind: 'user', id: 'admin' } }]);
    expect(JSON.stringify(lines)).not.toContain('0987');
  });

  it('tell nothing where they are written anew as they were', async () => {
    const { body } = await as(admin).write('Hẹn gọi lại');
    await as(admin).change(body.noteId, ' Hẹn gọi lại ');

    expect(world.timeline().filter(({ type }) => type === 'note.changed')).toHaveLength(1);
  });

  it.each(['', '   ', '\n\t'])('say something: %j does not', async (text) => {
    const { status, body } = await as(admin).write(text);

    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ path: 'text' }] } });
  });

  it('are none of a marketer', async () => {
    await as(admin).write('Hẹn gọi lại');

    expect((await as('marketer@example.com').list()).status).toBe(404);
    expect((await as('marketer@example.com').write('x')).status).toBe(404);
  });

  it('of a lead that was merged are asked for by its id, too', async () => {
    await world.takeIn(world.post({ fullName: 'Lê Minh', email: 'minh@example.com', province: 'TP.HCM' }));
    const [one, other] = world.leads();
    if (!one || !other) throw new Error('two leads are needed');
    await mergeInto(world.table, one.leadId, other.leadId);

    await asksAs(world, admin)('POST /v1/leads/{leadId}/notes', { path: { leadId: one.leadId }, body: { text: 'một' } });

    const { body } = await asksAs(world, admin)('GET /v1/leads/{leadId}/notes', { path: { leadId: other.leadId } });
    expect(body.items).toMatchObject([{ text: 'một' }]);
  });
});
