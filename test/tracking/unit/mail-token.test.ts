import { describe, expect, it } from '@jest/globals';
import { addressWithToken } from '../../../shared/mail/own-links.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { deriveSecret } from '../../../shared/platform/secrets.ts';
import { judgeMailToken, mailTokenDays, signMailToken, withoutMailToken } from '../../../shared/tracking/index.ts';

const master = 'a master secret';
const key = deriveSecret(master, 'mail-link');
const lead = LeadId.parse('L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM');
const mailedAt = new Date('2026-11-22T03:04:05.678Z');
const token = signMailToken(lead, mailedAt, key);
const daysOn = (days: number) => new Date(mailedAt.getTime() + days * 86_400_000);

describe('the token of a link in a mail', () => {
  it('says whom the mail was sent to, short and in signs that need no escape in an address', () => {
    expect(judgeMailToken(token, daysOn(1), [key])).toEqual({ kind: 'valid', leadId: lead });
    expect(token).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('is the same in each mail of a day, so that a mail that is tried again does not change', () => {
    expect(signMailToken(lead, new Date('2026-11-22T23:59:59.999Z'), key)).toBe(token);
    expect(signMailToken(lead, new Date('2026-11-23T00:00:00.000Z'), key)).not.toBe(token);
  });

  it('is refused with any bit flipped, any sign left out and any sign added', () => {
    const bytes = Buffer.from(token, 'latin1');
    let tried = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(judgeMailToken(flipped.toString('latin1'), daysOn(1), [key])).toEqual({ kind: 'forged' });
      tried += 1;
    }
    for (let place = 0; place <= token.length; place += 1) {
      for (const other of [token.slice(0, place) + token.slice(place + 1), `${token.slice(0, place)}A${token.slice(place)}`]) {
        if (other !== token) expect(judgeMailToken(other, daysOn(1), [key])).toEqual({ kind: 'forged' });
      }
    }
    expect(tried).toBe(token.length * 8);
  });

  it.each(['', '.', '..', `${lead}..`, 'x'.repeat(10_000), `${token}\n`, token.toLowerCase(), 'constructor.0.0'])('is not %j', (text) => {
    expect(judgeMailToken(text, daysOn(1), [key])).toEqual({ kind: 'forged' });
  });

  it('holds for ninety days after the day of the mail', () => {
    expect(judgeMailToken(token, daysOn(mailTokenDays), [key])).toEqual({ kind: 'valid', leadId: lead });
    expect(judgeMailToken(token, daysOn(mailTokenDays + 1), [key])).toEqual({ kind: 'expired' });
  });

  it('holds while its key is replaced, until the key is gone', () => {
    const next = deriveSecret('the next master secret', 'mail-link');

    expect(judgeMailToken(token, daysOn(1), [next, key])).toEqual({ kind: 'valid', leadId: lead });
    expect(judgeMailToken(token, daysOn(1), [next])).toEqual({ kind: 'forged' });
  });

  it.each([
    ['of another deployment', deriveSecret('another master secret', 'mail-link')],
    ['of form tokens', deriveSecret(master, 'form-token')],
    ['of nothing', ''],
  ])('is not signed with the key %s', (_, other) => {
    expect(judgeMailToken(signMailToken(lead, mailedAt, other), daysOn(1), [key])).toEqual({ kind: 'forged' });
  });
});

describe('an address in a mail', () => {
  it.each([
    ['https://annhien.example', 'https://annhien.example/?pheu=TOKEN'],
    ['https://annhien.example/gia?goi=1#bang', 'https://annhien.example/gia?goi=1&pheu=TOKEN#bang'],
    ['https://annhien.example/?pheu=old', 'https://annhien.example/?pheu=TOKEN'],
  ])('of the company, %s, carries the token', (address, expected) => {
    expect(addressWithToken(address, 'https://annhien.example/vi/', 'TOKEN')).toBe(expected);
  });

  it.each([
    'https://evil.example',
    'https://annhien.example.evil.example',
    'https://www.annhien.example',
    'https://annhien.example@evil.example/',
    'http://annhien.example',
    'https://annhien.example:8443/',
    'mailto:xinchao@annhien.example',
    'tel:19000000',
    'annhien.example',
    '',
  ])('of somebody else, %j, stays as it is', (address) => {
    expect(addressWithToken(address, 'https://annhien.example', 'TOKEN')).toBe(address);
  });
});

describe('what is kept of an address', () => {
  it.each([
    ['https://a.vn/?pheu=T', 'https://a.vn/'],
    ['https://a.vn/?pheu=T#b', 'https://a.vn/#b'],
    ['https://a.vn/?pheu=T&utm_source=zalo', 'https://a.vn/?utm_source=zalo'],
    ['https://a.vn/?a=1&pheu=T', 'https://a.vn/?a=1'],
    ['https://a.vn/?a=1&pheu=T&pheu=U&b=2', 'https://a.vn/?a=1&b=2'],
    ['https://a.vn/?a=pheu&pheux=1', 'https://a.vn/?a=pheu&pheux=1'],
    ['_pageUrl=https%3A%2F%2Fa.vn%2F%3Fpheu%3DT%26a%3D1&email=x', '_pageUrl=https%3A%2F%2Fa.vn%2F%3Fa%3D1&email=x'],
    [`{"pageUrl":"https://a.vn/?pheu=${token}"}`, '{"pageUrl":"https://a.vn/?"}'],
  ])('%s → %s', (text, expected) => {
    expect(withoutMailToken(text)).toBe(expected);
  });
});
