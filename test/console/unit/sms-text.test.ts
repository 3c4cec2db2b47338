import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asSent, smsLength } from '../../../shared/texts/index.ts';
import * as console_ from '../../../web/src/console/lead/sms-text.ts';

/** Letters of both alphabets, what takes two units in either, and marks that come apart. */
const texts = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', 'ế', 'đ', 'e\u0302\u0301', '€', '[', '😀', '\n'), maxLength: 400 });

describe('a text that is being written', () => {
  it('is counted as the server counts it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { units, parts } = smsLength(text);
        expect(console_.smsParts(text)).toEqual({ units, parts });
      }),
    );
  });

  it('says that it advertises as the server has it say so', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '[QC] ', '[qc][AD] ', ' [QC] [QC]'),
        texts,
        fc.constantFrom('service', 'advertising'),
        (mark, text, purpose) => {
          expect(console_.asSent(mark + text, purpose)).toBe(asSent(mark + text, purpose));
        },
      ),
    );
  });

  it('is a link that phones old and new read, whatever is in it', () => {
    expect(console_.smsLink('sms:+84912345678', 'Chị ơi & anh: 50%?')).toBe(
      'sms:+84912345678?&body=Ch%E1%BB%8B%20%C6%A1i%20%26%20anh%3A%2050%25%3F',
    );
  });
});
