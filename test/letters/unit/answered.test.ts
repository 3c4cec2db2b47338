import { describe, expect, it } from '@jest/globals';
import { leadSubject, RepId, ReplyId } from '../../../shared/platform/ids.ts';
import { threadOf } from '../../../shared/replies/rules-thread.ts';
import { taskOfReply } from '../../../shared/replies/task-of-reply.ts';
import { mailOf } from '../../replies/support/build-mail.ts';
import { InboundWorld } from '../../replies/support/inbound-world.ts';
import { asksAs } from '../../support/as-user.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

const reply = { replyId: ReplyId.parse('R1') };

describe('the answer to a letter', () => {
  it('is the task of the rep who wrote it, also where another one has the lead', async () => {
    const { world, lead, first, second, need } = await withTwoTeams();

    const writes = await taskOfReply({ lead: lead(), reply, subject: leadSubject, writer: second.id }, world.parts.clock(), world.parts);
    await world.table.transact(writes);

    expect(second.id).not.toBe(first.id);
    expect(world.itemsOf(' TASK#reply-')).toMatchObject([{ ownerRepId: second.id, subject: need.opportunityId }]);
  });

  it('is the task of whoever has the lead, once its writer has nothing of it any more', async () => {
    const { world, lead, first } = await withTwoTeams();

    const writer = RepId.parse('rep-gone');
    await world.table.transact(await taskOfReply({ lead: lead(), reply, subject: leadSubject, writer }, world.parts.clock(), world.parts));

    expect(world.itemsOf(' TASK#reply-')).toMatchObject([{ ownerRepId: first.id, subject: leadSubject }]);
  });

  it('is gone on from by a letter that answers it, which ends the task', async () => {
    const inbound = await InboundWorld.open();
    const headers = { References: '<zero@ses.example> no-name <half@mail.example.com>' };
    await inbound.take({ raw: mailOf({ subject: 'Re: Báo giá', headers, body: 'Chị xem rồi, giá hơi cao.' }) });
    const ask = asksAs(inbound.world, 'admin@example.com');
    const path = { leadId: inbound.leadId };

    const { body: desk } = await ask('GET /v1/leads/{leadId}/letters/new', { path });
    const body = { subject: desk.answering.subject, text: 'Em gửi giá mới.', replyId: desk.answering.replyId };
    const { status } = await ask('POST /v1/leads/{leadId}/letters', { path, body });

    expect([desk.answering.subject, status]).toEqual(['Re: Báo giá', 201]);
    expect(inbound.world.itemsOf(' LETTER#')).toMatchObject([
      { thread: ['<zero@ses.example>', '<half@mail.example.com>', '<one@mail.example.com>'], reply: desk.answering.replyId },
    ]);
    expect(inbound.tasks()).toMatchObject([{ status: 'done' }]);
  });

  it('leaves the task where a newer answer waits to be read', async () => {
    const inbound = await InboundWorld.open();
    const ask = asksAs(inbound.world, 'admin@example.com');
    const path = { leadId: inbound.leadId };
    const newest = async (): Promise<string> => (await ask('GET /v1/leads/{leadId}/letters/new', { path })).body.answering.replyId;
    const answer = (replyId: string) =>
      ask('POST /v1/leads/{leadId}/letters', { path, body: { subject: 'Báo giá', text: 'Em gửi giá mới.', replyId } });
    await ask('POST /v1/leads/{leadId}/replies', { path, body: { text: 'Chị xem rồi.' } });
    const older = await newest();
    await inbound.take({ raw: mailOf({ body: 'Chị hỏi thêm: có giảm không?' }) });
    const newer = await newest();

    await answer(older);
    const before = inbound.tasks().map(({ status }) => status);
    await answer(newer);

    expect(newer).not.toBe(older);
    expect([before, inbound.tasks().map(({ status }) => status)]).toEqual([['open'], ['done']]);
  });
});

describe('the names of a talk', () => {
  it('are the latest that SES takes in a header, the answered mail last', () => {
    const references = Array.from({ length: 60 }, (_one, index) => `<mail-${index}@example.com>`).join(' ');

    const { thread = [] } = threadOf({ messageId: '<last@example.com>', headers: new Map([['references', references]]) });

    expect(thread.join(' ').length).toBeLessThanOrEqual(870);
    expect(thread.slice(-2)).toEqual(['<mail-59@example.com>', '<last@example.com>']);
  });

  it.each([null, 'no brackets', '<with space@example.com>', '<a@b>\r\nBcc: <x@example.com>'])(
    'are none of a mail that is named %j',
    (messageId) => {
      expect(threadOf({ messageId, headers: new Map() })).toEqual({});
    },
  );
});
