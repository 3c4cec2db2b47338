import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { htmlToText } from '../../../shared/replies/html-text.ts';
import { readMail } from '../../../shared/replies/read-mail.ts';
import { withoutQuotes } from '../../../shared/replies/rules-quote.ts';
import { returnDate } from '../../../shared/replies/rules-return.ts';
import { mailOf } from '../support/build-mail.ts';

const pieces = fc.constantFrom(
  '<',
  '>',
  '</',
  'script',
  'blockquote',
  '<br>',
  '&',
  '#',
  'amp;',
  '>',
  '\n',
  'chào',
  '<!--',
  '-->',
  '"',
  '=',
);
const markup = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));

describe('a mail that a stranger built', () => {
  it('is read or refused, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), markup, async (bytes, words) => {
        await readMail(bytes);
        const read = await readMail(mailOf({ type: 'text/html', body: words }));
        expect(read?.text ?? '').not.toContain('<script>');
      }),
    );
  });

  it('leaves of HTML no address that would be fetched', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        expect(htmlToText(`<img src="${url}"><a href='${url}'>xem</a><style>@import "${url}";</style>`).trim()).toBe('xem');
      }),
    );
  });

  it('keeps no line that the person quotes, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.stringMatching(/^[a-z]{1,20}$/)), { maxLength: 30 }), (lines) => {
        const own = withoutQuotes(lines.map(([isQuoted, word]) => (isQuoted ? `> ${word}` : word)).join('\n'));
        const wanted = lines.filter(([isQuoted]) => !isQuoted).map(([, word]) => word);
        expect(own).toBe(wanted.length === 0 ? null : wanted.join('\n'));
      }),
    );
  });

  it('names a day of return that is ahead, or none', () => {
    const now = new Date('2026-11-27T02:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (day, month) => {
        const found = returnDate(`Tôi nghỉ đến hết ngày ${day}/${month}`, now);
        expect(found === null || (found >= '2026-11-27' && found <= '2027-03-27')).toBe(true);
      }),
    );
  });
});
