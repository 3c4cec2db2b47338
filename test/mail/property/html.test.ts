import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Submission } from '../../../shared/capture/submission.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { type AskedKind, company } from '../../support/mail-world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { writtenMail } from '../../support/written-mail.ts';

const numRuns = runs(200, 25_000);

/** From the OWASP cheat sheet of filter evasions, and what makes mail programs link. */
const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<a href="http://evil.example">x</a>',
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '<iframe src="//evil.example">',
  '&lt;script&gt;',
  '</td></tr></table><h1>',
  '<!--',
  ']]>',
  '{{reason}}',
  '{{#if phone}}',
  '$&$1',
  '`onclick=',
  'http://evil.example/win',
  'https://evil.example',
  'www.evil.example',
  'evil.example/win',
  'bam.vao.day.vn',
  'win@evil.example',
  '<style>*{display:none}</style>',
  '<base href="//evil.example">',
  '<meta http-equiv=refresh content=0;url=//evil.example>',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...attacks), fc.string(), fc.constantFrom(' ', '\n', 'Hường')), { maxLength: 6 })
  .map((parts) => parts.join(''));

function mailFor(kind: AskedKind, typed: { name: string; company: string; message: string; product: string; email: string | null }) {
  const base = sampleLead();
  const lead = sampleLead({
    fullName: typed.name,
    company: typed.company,
    email: typed.email,
    region: { ...base.region, provinceCode: null, raw: typed.company },
  });
  const submission = Submission.parse({
    channel: 'form',
    sourceId: 'contact',
    submissionId: 's1',
    contentHash: 'h',
    receivedAt: lead.createdAt,
    formVersion: 1,
    fields: { fullName: typed.name, email: typed.email ?? '', product: typed.product, message: typed.message },
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale: null },
    consent: [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: 'a', agentHash: 'b' },
  });
  return writtenMail(kind, { lead, company, submission, reason: typed.message, to: 'to@x.vn' });
}

const harmless = { name: 'Hường', company: 'X', message: 'x', product: 'x', email: 'huong@example.com' };
const tagNames = (html: string) =>
  [...html.matchAll(/<\/?([a-z!][a-z0-9-]*)/gi)].map(([, name = '']) => name.toLowerCase()).filter((name) => name !== 'br');
const links = (html: string) => [...html.matchAll(/\b(?:href|src|action)\s*=\s*"([^"]*)"/gi)].map(([, to = '']) => to).sort();

const greeting = (apostrophe: string) => new RegExp(`Chào Anh/Chị(?: (?:[\\p{L}\\p{M}’-]|${apostrophe}){1,30})?,`, 'gu');

describe(`T29, ${numRuns} mails of each kind, seed ${seed}`, () => {
  it.each(['assignedNotice', 'repeatNotice', 'hotNotice'] as const)('lets lead text add no element and no link to a %s', (kind) => {
    const tags = tagNames(mailFor(kind, harmless).html).length;
    const known = links(mailFor(kind, harmless).html);

    fc.assert(
      fc.property(text, text, text, text, (name, companyName, message, product) => {
        // A word before and after, so that every row of the card is there.
        const mail = mailFor(kind, {
          ...harmless,
          name: `a${name}a`,
          company: `a${companyName}a`,
          message: `a${message}a`,
          product: `a${product}a`,
        });
        expect(tagNames(mail.html)).toHaveLength(tags);
        expect(links(mail.html)).toEqual(known);
      }),
      { numRuns, seed },
    );
  });

  it.each(['welcome', 'followUp', 'proposedChange', 'confirmSubscription'] as const)(
    'carries nothing that a stranger typed into the %s, but a name of letters',
    (kind) => {
      const plain = mailFor(kind, { ...harmless, name: '' });

      fc.assert(
        fc.property(text, text, text, (name, message, product) => {
          const mail = mailFor(kind, { ...harmless, name, message, product });
          expect(links(mail.html)).toEqual(links(plain.html));
          // The mail without a name, and one word of letters where the greeting takes it; HTML writes an apostrophe as an entity.
          expect(mail.html.replace(greeting('&#39;'), 'Chào Anh/Chị,')).toBe(plain.html);
          expect(mail.text.replace(greeting("'"), 'Chào Anh/Chị,')).toBe(plain.text);
        }),
        { numRuns, seed },
      );
      report(`T29 ${kind}: ${numRuns} mails, seed ${seed}`);
    },
  );

  it.each(['assignedNotice', 'hotNotice'] as const)('makes no link in a %s of an address that is none', (kind) => {
    fc.assert(
      fc.property(text, (email) => {
        const mail = mailFor(kind, { ...harmless, email });
        for (const to of links(mail.html)) expect(to).toMatch(/^(?:tel:\+84912345678|mailto:[^\s<>"]+@[^\s<>"]+|https?:\/\/.*)?$/);
      }),
      { numRuns, seed },
    );
  });
});
