import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { cleanText, cutGraphemes } from '../../../shared/identity/index.ts';
import { composeMail, type OutgoingMail } from '../../../shared/mail/compose.ts';
import { mailbox, subjectText } from '../../../shared/mail/header-text.ts';
import { requestOf } from '../../../shared/mail/ses.ts';
import { openEngines, renderLiquid } from '../../../shared/mail-templates/liquid.ts';
import { scopeOf } from '../../../shared/mail-templates/scope.ts';
import { sampleLead, samplePost } from '../../support/lead-world/sample.ts';
import { company, mailIdFor, sender } from '../../support/mail-world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { writtenMail } from '../../support/written-mail.ts';

/** Mails of each test; each holds three texts, so that the two have a million. */
const parsed = runs(100, 170_000);

const nasty = fc.constantFrom(
  '\r\n',
  '\n',
  '\r',
  '\u0000',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u202e',
  '\u200b',
  '\t',
  '"',
  ',',
  '<',
  '>',
  ';',
  ':',
  '\\',
  '(',
  '=?UTF-8?B?',
  '?=',
  '\ud800',
  '%0d%0a',
);
const attack = fc.constantFrom(
  'Bcc: evil@example.net',
  '\r\nBcc: evil@example.net',
  '\nTo: evil@example.net\n\nbody',
  '" <evil@example.net>, "',
  'a,evil@example.net',
  '=?UTF-8?Q?=0D=0ABcc:_evil=40example.net?=',
);
const vietnamese = fc.constantFrom('Nguyễn Thị Hường', 'Đặng Quốc Đạt', 'Hoà', 'ấ'.normalize('NFD'), 'ượ', '👩‍👩‍👧', 'Công ty TNHH');
const text = fc
  .array(fc.oneof(nasty, attack, vietnamese, fc.string({ unit: 'grapheme' }), fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(''));
const long = fc.tuple(text, fc.integer({ min: 1, max: 300 })).map(([part, times]) => part.repeat(times).slice(0, 1_500));
const anyText = fc.oneof(text, long);

const encode = (value: string) => `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;

/** Subject as SES encodes it: words of at most 75 characters, folded. */
function foldedSubject(value: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of value) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(encode(word));
      word = '';
    }
    word += character;
  }
  return [...words, encode(word)].join('\r\n ');
}

/** The MIME message that SES makes of Simple content; addresses and custom headers go in as we give them. */
function mimeOf(mail: OutgoingMail): string {
  const request = requestOf(mail);
  const lines = [
    `From: ${request.FromEmailAddress.replaceAll('?= =?', '?=\r\n =?')}`,
    `To: ${request.Destination.ToAddresses.join(', ')}`,
    ...request.ReplyToAddresses.map((address) => `Reply-To: ${address}`),
    `Subject: ${foldedSubject(request.Content.Simple.Subject.Data)}`,
    ...request.Content.Simple.Headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${Buffer.from('x').toString('base64')}\r\n`;
}

const expectedHeaders = [
  'auto-submitted',
  'content-transfer-encoding',
  'content-type',
  'from',
  'mime-version',
  'reply-to',
  'subject',
  'to',
  'x-auto-response-suppress',
  'x-pheu-mail-id',
];

describe(`T28, ${parsed} parsed mails, seed ${seed}`, () => {
  it('keeps headers, recipients and text as they are, whatever a lead or the configuration holds', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        anyText,
        anyText,
        anyText,
        fc.constantFrom('assignedNotice' as const, 'hotNotice' as const, 'welcome' as const),
        async (name, place, companyName, kind) => {
          const lead = sampleLead({ fullName: name, company: place, region: { ...sampleLead().region, provinceCode: null, raw: place } });
          const mail = writtenMail(kind, {
            lead,
            company: { ...company, name: companyName },
            submission: samplePost(lead),
            reason: name,
            to: 'to@sales.example',
          });
          const mime = mimeOf(mail);
          const read = await simpleParser(mime);
          checked += 1;

          expect(mime.split('\r\n').every((line) => Buffer.byteLength(line) <= 998 && !/[\r\n\0]/.test(line))).toBe(true);
          expect([...read.headers.keys()].sort()).toEqual(
            // A hot notice tells of no post, so an answer to it goes to nobody.
            expectedHeaders.filter((header) => kind !== 'hotNotice' || header !== 'reply-to'),
          );
          expect([read.to].flat().map((to) => to?.text)).toEqual(['to@sales.example']);
          expect(read.from?.value.map(({ address }) => address)).toEqual(['no-reply@annhien.example']);
          expect(read.cc ?? read.bcc).toBeUndefined();
          expect(read.subject?.normalize('NFC')).toBe(mail.subject);
          expect(read.from?.value[0]?.name.normalize('NFC').trim()).toBe(cutGraphemes(cleanText(companyName), 60).trim());
        },
      ),
      { numRuns: parsed, seed },
    );
    report(`T28 mails parsed back: ${checked}, seed ${seed}`);
  });

  it('keeps them of mails that marketers wrote, whatever a template or a value holds', async () => {
    const { text } = await openEngines();
    const subject = text.parse('{{ lead.fullName }} {{ about.product }}');
    const refusalUrl = 'https://annhien.example/v1/unsubscribe/token';
    const added = ['list-unsubscribe', 'list-unsubscribe-post'];
    const thousand = 'Nguyễn Thị Hường '.repeat(60).slice(0, 1_000);
    const typed = fc.oneof(anyText, fc.constant(thousand));
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, fc.boolean(), async (name, product, companyName, advertises) => {
        const lead = sampleLead();
        const values = { 'lead.fullName': name, 'about.product': product };
        const mail = composeMail(
          {
            version: 'uu-dai.vi.1',
            subject: renderLiquid(text, subject, scopeOf(values, {}, 'vi')),
            html: '<p>x</p>',
            text: 'x',
            locale: 'vi',
            replyTo: null,
            reader: null,
          },
          {
            leadId: lead.leadId,
            mailId: mailIdFor('welcome'),
            kind: 'sequenceMail',
            audience: 'lead',
            attemptId: 'a1',
            to: 'to@sales.example',
            company: { ...company, name: companyName },
            at: new Date(0),
            ...(advertises ? { refusalUrl } : {}),
          },
          sender,
        );
        const mime = mimeOf(mail);
        const read = await simpleParser(mime);
        checked += 1;

        expect(mime.split('\r\n').every((line) => Buffer.byteLength(line) <= 998 && !/[\r\n\0]/.test(line))).toBe(true);
        // mailparser takes the headers of lists together.
        const names = read.headerLines.map(({ key }) => key).sort();
        expect(names).toEqual([...expectedHeaders.filter((header) => header !== 'reply-to'), ...(advertises ? added : [])].sort());
        expect([read.to].flat().map((to) => to?.text)).toEqual(['to@sales.example']);
        expect(read.cc ?? read.bcc).toBeUndefined();
        expect(read.from?.value.map(({ address }) => address)).toEqual(['no-reply@annhien.example']);
        expect(read.from?.value[0]?.name.normalize('NFC').trim()).toBe(cutGraphemes(cleanText(companyName), 60).trim());
        // A parser tells of no subject where it is empty.
        expect((read.subject ?? '').normalize('NFC')).toBe(mail.subject);
        expect(/^\[QC\]( |$)/.test(mail.subject)).toBe(advertises);
      }),
      { numRuns: parsed, seed },
    );
    report(`T28 mails of templates parsed back: ${checked}, seed ${seed}`);
  });

  it('lets no control character into a header text', () => {
    const texts = runs(2_000, 1_000_000);
    fc.assert(
      fc.property(anyText, (value) => {
        for (const header of [subjectText(value), mailbox(value, 'a@b.vn')]) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
          if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(header)) throw new Error('a control character in a header');
        }
        // SES wants ASCII in addresses.
        expect(mailbox(value, 'a@b.vn')).toMatch(/^[\u0020-\u007e]*$/);
      }),
      { numRuns: texts, seed },
    );
    report(`T28 header texts: ${texts}, seed ${seed}`);
  });
});
