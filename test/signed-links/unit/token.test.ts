import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';
import { deriveSecret } from '../../../shared/platform/secrets.ts';
import { judgeLinkToken, type LinkPurpose, signLinkToken } from '../../../shared/signed-links/index.ts';
import { signMailToken } from '../../../shared/tracking/index.ts';

const key = deriveSecret('a master secret', 'signed-link');
const end = new Date('2026-12-01T03:04:05.000Z');
const claims = ['L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM', 'vi', 'a_b-c'];
const token = signLinkToken('confirm', claims, end, key);
const judge = (text: string, now = new Date('2026-11-27T00:00:00.000Z'), keys = [key]) => judgeLinkToken('confirm', text, now, keys);

describe('the token of a signed link', () => {
  it('says again what it was signed for, in signs that need no escape in an address', () => {
    expect(judge(token)).toEqual({ kind: 'valid', claims });
    expect(encodeURIComponent(token)).toBe(token);
    expect(token).toMatch(/[\w-]$/);
  });

  it('is the same for the same claims and end, so that a mail that is tried again does not change', () => {
    expect(signLinkToken('confirm', claims, end, key)).toBe(token);
  });

  it('holds to the second of its end and says no more than that it is over from then on', () => {
    expect(judge(token, end).kind).toBe('valid');
    expect(judge(token, new Date(end.getTime() + 1))).toEqual({ kind: 'expired', claims });
  });

  it('is good while either of two keys of a rotation is believed', () => {
    const next = deriveSecret('the next master secret', 'signed-link');

    expect(judge(token, end, [next, key]).kind).toBe('valid');
    expect(judge(token, end, [next])).toEqual({ kind: 'forged' });
  });

  it('is none of another purpose', () => {
    const other = 'unsubscribe' as LinkPurpose;

    expect(judge(signLinkToken(other, claims, end, key))).toEqual({ kind: 'forged' });
    expect(judge(signMailToken(LeadId.parse('L1'), end, key))).toEqual({ kind: 'forged' });
  });

  it('is refused with any sign changed, left out or added', () => {
    for (let place = 0; place <= token.length; place += 1) {
      const [before, after] = [token.slice(0, place), token.slice(place)];
      const others = [`${before}${after.slice(1)}`, `${before}A${after}`, `${before}.${after}`, `${before}A${after.slice(1)}`];
      for (const other of others) if (other !== token) expect(judge(other)).toEqual({ kind: 'forged' });
    }
  });

  it('lets no text of whatever kind pass, and none end the judge', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'Z', '.', '-', '_', '9'), maxLength: 2_000 })), (text) => {
        expect(judge(text)).toEqual({ kind: 'forged' });
      }),
    );
  });

  it('takes no claim that could be read as two, or as nothing', () => {
    for (const claim of ['a.b', '', 'a/b', 'ă']) expect(() => signLinkToken('confirm', [claim], end, key)).toThrow(RangeError);
  });
});
