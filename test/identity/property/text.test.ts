import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseEmail } from '../../../shared/identity/email.ts';
import { cleanMultiline, cleanText, cutGraphemes, fold } from '../../../shared/identity/text.ts';
import { anyCharacter } from '../../support/characters.ts';
import { runs as runsOf, seed } from '../../support/seeded.ts';

const runs = { numRuns: runsOf(400, 50_000), seed };

const anyText = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'aĐÐễ\u0302\u0301\u031b \u00a0\t\n\u200b\u202e\u00ad\ufeffİßΣ½ﬁＡ\ud800') }),
);

describe('text rules on any text', () => {
  it('change nothing when applied again', () => {
    console.log(`text rules: ${runs.numRuns} texts, seed ${seed}`);
    fc.assert(
      fc.property(anyText, (text) => {
        for (const rule of [cleanText, cleanMultiline, fold]) expect(rule(rule(text))).toBe(rule(text));
      }),
      runs,
    );
  });

  it('give one key to a text, its cleaned form and both normal forms', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = fold(text);
        expect([cleanText(text), text.normalize('NFC'), text.normalize('NFD')].map(fold)).toEqual([key, key, key]);
      }),
      runs,
    );
  });

  it('leave no control, zero-width or bidi character and no double space', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(text)).not.toMatch(/[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]| {2}|^ | $/u);
      }),
      runs,
    );
  });

  it('cut to a whole number of letters, never more than asked', () => {
    const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });
    fc.assert(
      fc.property(anyText, fc.nat(12), (text, max) => {
        const all = [...letters.segment(text.normalize('NFC'))].map(({ segment }) => segment);
        expect(cutGraphemes(text, max)).toBe(all.slice(0, max).join(''));
      }),
      runs,
    );
  });
});

describe('e-mail addresses', () => {
  it('are refused or made stable, printable ASCII, whatever is posted', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abz09-éđİßK\u200b'), minLength: 1, maxLength: 8 });
    const nearly = fc
      .tuple(fc.string({ unit: fc.constantFrom(...'aZ9.+-_İé "<>\r\n?'), maxLength: 10 }), fc.array(label, { maxLength: 4 }))
      .map(([local, labels]) => `${local}@${labels.join('.')}.vn`);
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(anyText, fc.emailAddress(), nearly), (raw) => {
        const result = normaliseEmail(raw);
        expect(result.raw).toBe(raw);
        if (!result.ok) return;
        accepted += 1;
        expect(result.email).toMatch(/^[!-?A-~]{1,64}@[a-z0-9.-]+$/);
        expect(result.email.length).toBeLessThanOrEqual(254);
        expect(normaliseEmail(result.email)).toEqual({ ok: true, email: result.email, raw: result.email });
      }),
      runs,
    );
    console.log(`e-mail: ${runs.numRuns} texts, ${accepted} accepted, seed ${seed}`);
    expect(accepted).toBeGreaterThan(0);
  });

  it('of one person meet in one key however they are typed', () => {
    const wraps = [
      (e: string) => ` ${e} `,
      (e: string) => e.toUpperCase(),
      (e: string) => `mailto:${e}`,
      (e: string) => `Lan <${e}>`,
      (e: string) => `${e}.`,
      (e: string) => `${e}\u200b`,
      (e: string) => [...e].join('\u00ad'),
      (e: string) => e.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
      (e: string) => e.replace('@', ' @ '),
    ] as const;
    // `?` is left out: after it, a mailto link carries its parameters.
    const simple = fc.tuple(fc.stringMatching(/^[a-z0-9]{1,12}([._+-][a-z0-9]{1,8})?$/), fc.stringMatching(/^[a-z0-9]{1,12}$/));
    fc.assert(
      fc.property(simple, fc.constantFrom(...wraps), ([local, host], wrap) => {
        const email = `${local}@${host}.com.vn`;
        expect(normaliseEmail(wrap(email))).toMatchObject({ ok: true, email });
      }),
      runs,
    );
  });
});
