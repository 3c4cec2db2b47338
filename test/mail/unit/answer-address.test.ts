import { describe, expect, it } from '@jest/globals';
import { composeMail, type MailEnvelope } from '../../../shared/mail/compose.ts';
import { MailId, randomIds } from '../../../shared/platform/ids.ts';
import { judgeReplyAddress } from '../../../shared/signed-links/index.ts';
import { company, sender } from '../../support/mail-world.ts';

const at = new Date('2026-11-27T02:00:00Z');
const leadId = randomIds.leadId(at);
const written = {
  version: '1',
  subject: 'Chào chị',
  html: '<p>Chào</p>',
  text: 'Chào',
  locale: 'vi',
  replyTo: company.email,
  reader: null,
} as const;
const envelope: MailEnvelope = {
  leadId,
  mailId: MailId.parse('welcome-1'),
  kind: 'welcome',
  audience: 'lead',
  attemptId: 'A1',
  to: 'huong@example.com',
  company,
  at,
  refusalUrl: 'https://www.annhien.example/v1/unsubscribe/t',
  isToLead: true,
};
const on = { ...sender, replyDomain: 'tra-loi.example.vn' };
const judged = (address = '') => judgeReplyAddress(address.replace(/^.*<|@.*$/g, ''), at, [sender.signedLinkKey]);

describe('where answers to a mail go', () => {
  it('is its own address where mails come in, and so is where a mail program refuses', () => {
    const { replyTo, headers } = composeMail(written, envelope, on);

    const refusal = /^<https:\/\/[^>]+>, <mailto:([^?@]+)@tra-loi\.example\.vn\?subject=unsubscribe>$/.exec(
      headers['List-Unsubscribe'] ?? '',
    )?.[1];
    expect(replyTo).toMatch(/<[a-z2-7]{62}@tra-loi\.example\.vn>$/);
    expect(judged(replyTo ?? '')).toMatchObject({ kind: 'valid', purpose: 'reply', leadId });
    expect(judged(refusal)).toMatchObject({ kind: 'valid', purpose: 'refusal', leadId });
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  });

  it.each([
    ['no mails come in', envelope, sender],
    ['the mail goes to what a post named', { ...envelope, isToLead: false }, on],
  ])('is the mailbox of the company where %s', (_where, given, by) => {
    const { replyTo, headers } = composeMail(written, given, by);

    expect(replyTo).toBe(company.email);
    expect(headers['List-Unsubscribe']).toBe(`<${envelope.refusalUrl}>`);
  });

  it('an address for the one says nothing for the other', () => {
    const { replyTo } = composeMail(written, envelope, on);
    const local = (replyTo ?? '').replace(/^.*<|@.*$/g, '');

    expect(judgeReplyAddress(`u${local.slice(1)}`, at, [sender.signedLinkKey])).toEqual({ kind: 'forged' });
  });
});
