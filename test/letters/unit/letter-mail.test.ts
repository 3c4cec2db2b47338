import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { type Letter, putLetter } from '../../../shared/letters/letter.ts';
import { LetterId, TopicId } from '../../../shared/platform/ids.ts';
import { digests } from '../../support/digests.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { choices, NurtureWorld, topic } from '../../support/nurture-world.ts';

const email = 'huong@example.com';
const letterId = LetterId.parse('M1');

let world: NurtureWorld;
let lead: Lead;
beforeEach(() => {
  world = new NurtureWorld();
  Object.assign(world.documents, { users: [{ id: 'lan', email: 'lan@sales.example', role: 'rep', repId: 'rep-lan' }], topics: [] });
  lead = world.putLead({ email });
});

async function write(change: Partial<Letter> = {}, times = 1) {
  const letter: Letter = {
    leadId: lead.leadId,
    letterId,
    at: world.clock().toISOString(),
    by: 'lan',
    subject: 'Báo giá như đã hẹn',
    text: 'Chào chị,\n\nXem <b>ở</b> https://annhien.example/gia nhé.',
    locale: 'vi',
    address: digests.address(email),
    ...change,
  };
  await world.table.transact([putLetter(letter)]);
  for (let time = 0; time < times; time += 1)
    world.deliver('mail', { v: 1, kind: 'letter', leadId: lead.leadId, letterId, repId: 'rep-lan' });
  await world.run(world.now + 60_000);
}

const agree = () => {
  const contact = {
    granted: true,
    at: '2026-10-01T00:00:00.000Z',
    textVersion: '1',
    channel: 'form',
    sourceId: 'contact',
    submissionId: 's1',
  };
  lead = { ...lead, consent: { contact } as Lead['consent'] };
  seedLeads(world.table, lead);
};
const state = () => world.mails().find(({ mailId }) => mailId === 'letter-M1');

describe('the mail of a letter', () => {
  it('goes out once, as its writer wrote it, with their name in front', async () => {
    await write({}, 3);

    expect(world.sent).toHaveLength(1);
    const [mail] = world.sent;
    expect(decoded(mail?.from)).toBe('Trần Thị Lan – Công ty An Nhiên <no-reply@annhien.example>');
    expect(mail).toMatchObject({ to: email, replyTo: 'lan@sales.example', subject: 'Báo giá như đã hẹn', configurationSet: 'pheu' });
    expect(mail?.text).toContain('Chào chị,\n\nXem <b>ở</b> https://annhien.example/gia nhé.\n\n-- \nTrần Thị Lan\nCông ty An Nhiên');
    expect(mail?.html).toContain('&lt;b&gt;ở&lt;/b&gt; <a href="https://annhien.example/gia">');
    expect(state()).toMatchObject({ status: 'sent', templateVersion: 'M1' });
  });

  it('is no machine’s, follows nobody and has no way out of advertising', async () => {
    await write();

    const [mail] = world.sent;
    expect(Object.keys(mail?.headers ?? {})).toEqual(['X-Pheu-Mail-Id']);
    expect(mail?.html).not.toContain('token');
  });

  it('goes on from the mail that it answers', async () => {
    await write({ thread: ['<1@example.com>', '<2@example.com>'] });

    expect(world.sent[0]?.headers).toMatchObject({ 'In-Reply-To': '<2@example.com>', References: '<1@example.com> <2@example.com>' });
  });

  it.each([
    ['closed', () => world.putAddress({ suppression: { reason: 'complaint', at: '2026-10-01T00:00:00.000Z' } }), 'failed', 'suppressed'],
    ['another one by now', () => seedLeads(world.table, { ...lead, email: 'khac@example.com' }), 'failed', 'addressChanged'],
    ['gone', () => seedLeads(world.table, { ...lead, email: null }), 'failed', 'noAddress'],
    ['of our own people', () => seedLeads(world.table, { ...lead, email: 'lan@sales.example' }), 'failed', 'ownAddress'],
  ])('does not go to an address that is %s, and says why', async (_what, make, status, reason) => {
    make();

    await write(reason === 'ownAddress' ? { address: digests.address('lan@sales.example') } : {});

    expect([world.sent, state()]).toMatchObject([[], { status, reason }]);
  });

  it('waits for nothing at night', async () => {
    world.now = Date.parse('2026-11-20T17:00:00.000Z');

    await write();

    expect(state()).toMatchObject({ status: 'sent' });
  });
});

describe('a letter that advertises', () => {
  it('says so, and how to leave, to whoever agreed and subscribed', async () => {
    agree();
    world.putAddress({ choices });
    world.now = Date.parse('2026-11-20T03:00:00.000Z');

    await write({ topic });

    const [mail] = world.sent;
    expect(mail?.subject).toBe('[QC] Báo giá như đã hẹn');
    expect(mail?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain('hello@annhien.example');
      expect(part).toContain('https://annhien.example');
    }
    expect(mail?.text).toContain('Không muốn nhận thư quảng cáo nữa: https://www.annhien.example/v1/unsubscribe/');
  });

  it('waits while its reader is away', async () => {
    agree();
    world.putAddress({ choices, awayUntil: '2026-11-25T03:00:00.000Z' });
    world.now = Date.parse('2026-11-20T03:00:00.000Z');

    await write({ topic });

    expect(state()).toMatchObject({ status: 'planned', reason: 'personAway', waitsUntil: '2026-11-25T03:00:00.000Z' });
  });

  it('waits for the morning', async () => {
    agree();
    world.putAddress({ choices });
    world.now = Date.parse('2026-11-20T17:00:00.000Z');

    await write({ topic });

    expect([world.sent, state()]).toMatchObject([[], { status: 'planned', reason: 'night' }]);
  });

  it.each([
    ['who did not agree to contact', () => world.putAddress({ choices }), 'noConsent'],
    ['who did not subscribe', agree, 'notConfirmed'],
    [
      'who refused the topic',
      () => {
        agree();
        world.putAddress({ choices: { ...choices, refused: { [TopicId.parse(topic)]: '2026-11-02T00:00:00.000Z' } } });
      },
      'refusedTopic',
    ],
  ])('does not go to a person %s', async (_what, make, reason) => {
    make();

    await write({ topic });

    expect([world.sent, state()]).toMatchObject([[], { status: 'failed', reason }]);
    expect(world.table.all().filter(({ type }) => type === 'mail.failed')).toMatchObject([{ data: { reason } }]);
  });
});

/** Reads encoded words of a header (RFC 2047). */
function decoded(header = ''): string {
  return header
    .replace(/\?= =\?UTF-8\?B\?/g, '?==?UTF-8?B?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_word, text: string) => Buffer.from(text, 'base64').toString());
}
