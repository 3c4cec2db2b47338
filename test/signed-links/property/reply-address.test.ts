import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId, MailId, randomIds } from '../../../shared/platform/ids.ts';
import { judgeReplyAddress, mailMark, signReplyAddress } from '../../../shared/signed-links/index.ts';

const now = new Date('2026-11-27T02:00:00Z');
const day = 86_400_000;
const later = (days: number) => new Date(now.getTime() + days * day);
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
const lead = moment.map((at) => randomIds.leadId(at));
const mail = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/).map((id) => MailId.parse(id));
const key = fc.string({ minLength: 1, maxLength: 44 });
const purpose = fc.constantFrom('reply' as const, 'refusal' as const);
const signed = fc.record({ leadId: lead, mailId: mail, key, purpose });
interface Signed {
  readonly leadId: LeadId;
  readonly mailId: MailId;
  readonly key: string;
  readonly purpose: 'reply' | 'refusal';
}
const localPart = ({ leadId, mailId, key: own, purpose: what }: Signed) => signReplyAddress({ leadId, mailId, at: now }, own, what) ?? '';

describe('the address to which answers to a mail go', () => {
  it('fits into a local part, in letters that no server changes', () => {
    fc.assert(fc.property(signed, (one) => expect(localPart(one)).toMatch(/^[au][a-z2-7]{61}$/)));
  });

  it('says of which lead and which mail it is, in whatever case it comes back', () => {
    fc.assert(
      fc.property(signed, fc.array(fc.boolean(), { minLength: 62, maxLength: 62 }), (one, upper) => {
        const cased = [...localPart(one)].map((letter, place) => (upper[place] ? letter.toUpperCase() : letter)).join('');
        expect(judgeReplyAddress(cased, now, ['another', one.key])).toEqual({
          kind: 'valid',
          purpose: one.purpose,
          leadId: one.leadId,
          mark: mailMark(one.mailId),
        });
      }),
    );
  });

  it('is nobody’s who changed one letter of it', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz234567';
    fc.assert(
      fc.property(signed, fc.nat(61), fc.nat(31), (one, place, letter) => {
        const real = localPart(one);
        const changed = `${real.slice(0, place)}${letters.charAt(letter)}${real.slice(place + 1)}`;
        fc.pre(changed !== real);
        expect(['forged', 'unsigned']).toContain(judgeReplyAddress(changed, now, [one.key]).kind);
      }),
    );
  });

  it('is none where it was cut or has more behind it', () => {
    fc.assert(
      fc.property(signed, fc.nat(61), fc.string({ minLength: 1 }), (one, length, more) => {
        expect(judgeReplyAddress(localPart(one).slice(0, length), now, [one.key])).toEqual({ kind: 'unsigned' });
        expect(judgeReplyAddress(localPart(one) + more, now, [one.key])).toEqual({ kind: 'unsigned' });
      }),
    );
  });

  it('is none of another deployment, whose key is another', () => {
    fc.assert(
      fc.property(signed, key, (one, other) => {
        fc.pre(other !== one.key);
        expect(judgeReplyAddress(localPart(one), now, [other])).toEqual({ kind: 'forged' });
      }),
    );
  });

  it('never throws, whatever somebody writes to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) =>
        expect(judgeReplyAddress(text, now, ['k']).kind).toBe('unsigned'),
      ),
    );
  });

  it('is good for 400 days', () => {
    const one = { leadId: randomIds.leadId(now), mailId: MailId.parse('welcome-x'), key: 'k', purpose: 'reply' as const };

    expect(judgeReplyAddress(localPart(one), later(399), ['k']).kind).toBe('valid');
    expect(judgeReplyAddress(localPart(one), later(401), ['k']).kind).toBe('expired');
  });

  it('is made for leads with an id of ours alone', () => {
    expect(signReplyAddress({ leadId: LeadId.parse('somebody'), mailId: MailId.parse('welcome-x'), at: now }, 'k')).toBeNull();
  });
});
