import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailRequest, type MailRequestOf } from '../../../events/index.ts';
import { readCompany } from '../../../shared/company/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { mentionedIn } from '../../../shared/notes/index.ts';
import { mentionNotice } from '../../../shared/notices/mention.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

describe('whom a note names', () => {
  const users = ['lan', 'user-anh', 'Minh.Tran'];

  it.each<[string, readonly string[]]>([
    ['@lan xem giúp', ['lan']],
    ['Nhờ @LAN, @user-anh và @minh.tran.', ['lan', 'user-anh', 'Minh.Tran']],
    ['(@lan) @lan', ['lan']],
    ['viết cho huong@lan.example', []],
    ['viết cho lan@lan', []],
    ['@lành @lan2 @lan@example.com @ai', []],
    ['@ lan', []],
  ])('%s', (text, named) => {
    expect(mentionedIn(text, users)).toEqual(named);
  });

  it('is ten people at most', () => {
    const ids = Array.from({ length: 12 }, (_, place) => `user-${place}`);
    expect(mentionedIn(ids.map((id) => `@${id}`).join(' '), ids)).toHaveLength(10);
  });
});

describe('a note that names colleagues', () => {
  let world: World;
  beforeEach(async () => {
    world = createWorld();
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' }));
  });

  const leadId = () => world.leads()[0]?.leadId ?? '';
  const ask = (user = 'admin@example.com') => asksAs(world, user);
  const write = (text: string) => ask()('POST /v1/leads/{leadId}/notes', { path: { leadId: leadId() }, body: { text } });
  const change = (noteId: string, text: string) =>
    ask()('PATCH /v1/leads/{leadId}/notes/{noteId}', { path: { leadId: leadId(), noteId }, body: { text } });
  const asked = (): MailRequestOf<'mentionNotice'>[] =>
    world.itemsOf('DUE#').flatMap(({ queue, message }) => {
      const request = queue === 'notice' ? MailRequest.parse(message) : undefined;
      return request?.kind === 'mentionNotice' ? [request] : [];
    });
  const prepare = async (request: MailRequestOf<'mentionNotice'>) => {
    const sender = { from: 'a@example.com', siteUrl: 'https://a.example', signedLinkKey: 'key' };
    const lead = world.leads()[0];
    const begun = { lead: lead && readLead(world.table, lead.leadId), company: readCompany(world.config) };
    const prepared = await mentionNotice.prepare(request, begun as never, { ...world.parts, sender } as never);
    if (!prepared) throw new Error('no notice');
    return {
      plan: prepared.plan(world.parts.clock()),
      mail: () => JSON.stringify(prepared.compose('x@example.com', { ...world.parts, sender } as never)),
    };
  };

  it('has those told who may read it, and neither its author nor anybody else', async () => {
    const { body } = await write('@leader-south @manager-south @marketer @user-anh @admin @nobody xem giúp');

    expect(body.told).toEqual(['leader-south', 'manager-south']);
    expect(
      asked()
        .map(({ userId }) => userId)
        .sort(),
    ).toEqual(['leader-south', 'manager-south']);
    expect(JSON.stringify(asked())).not.toContain('xem');
  });

  it('tells by a change only whom it names newly, and each person once', async () => {
    const { body } = await write('@leader-south xem giúp');
    await change(body.noteId, '@leader-south @manager-south xem giúp');
    const { body: last } = await change(body.noteId, '@manager-south @leader-south xem giúp nhé');

    expect(last.told).toEqual(['leader-south', 'manager-south']);
    expect(asked()).toHaveLength(2);
  });

  it('is quoted to them without a number or an address', async () => {
    await write('@leader-south gọi 0912 345 678 hoặc huong@example.com sau 17:00');
    const [request] = asked();
    if (!request) throw new Error('nobody is told');

    const { plan, mail } = await prepare(request);

    expect(plan).toEqual({ act: 'send', to: 'leader.south@example.com' });
    expect(mail()).toContain('sau 17:00');
    expect(mail()).not.toMatch(/912.?345|huong@/);
  });

  it('tells nobody once it is gone, names them no more, or is none of theirs to read', async () => {
    const { body } = await write('@leader-south xem giúp');
    const [request] = asked();
    if (!request) throw new Error('nobody is told');

    expect((await prepare({ ...request, userId: 'nobody' })).plan).toMatchObject({ act: 'skip', why: 'leaderGone' });
    await change(body.noteId, '@leader-south @marketer xem giúp');
    expect((await prepare({ ...request, userId: 'marketer' })).plan).toEqual({ act: 'skip', why: 'ownerChanged' });
    await change(body.noteId, 'xem giúp');
    expect((await prepare(request)).plan).toEqual({ act: 'skip', why: 'noteGone' });
    await ask()('DELETE /v1/leads/{leadId}/notes/{noteId}', { path: { leadId: leadId(), noteId: body.noteId } });
    expect((await prepare(request)).plan).toEqual({ act: 'skip', why: 'noteGone' });
  });
});
