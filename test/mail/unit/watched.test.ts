import { describe, expect, it } from '@jest/globals';
import { rewritten } from 'local-cloud/parts';
import type { Lead } from '../../../shared/leads/index.ts';
import { composeMail, type MailEnvelope } from '../../../shared/mail/compose.ts';
import { asWatched, maySeeReading } from '../../../shared/mail/watched.ts';
import { FormId, LeadId, MailId } from '../../../shared/platform/ids.ts';
import { houseMails, people } from '../../mail-templates/browser/support/all-mails.ts';
import { company, form, MailWorld, sender } from '../../support/mail-world.ts';
import { postRef } from '../../support/post-ref.ts';

const website = 'https://www.annhien.example';
const both = { opens: true, clicks: true };
const byLocalSes = (html: string) => rewritten(html, both, { base: 'http://localhost:8787', messageId: 'm1' });
const addressesIn = (html: string) => [...html.matchAll(/\shref="([^"]*)"/g)].map(([, address = '']) => address);

describe('a watched mail', () => {
  it('numbers the links that a reader sees, with how many there are, and has one that nobody sees', () => {
    const html = asWatched('<body><a href="https://a.example/1">1</a> <a\n class="b>c" href="https://b.example/">2</a></body>', website);

    const { links } = byLocalSes(html);
    expect(links).toEqual([
      { url: 'https://a.example/1', tags: { link: ['1'], of: ['2'] } },
      { url: 'https://b.example/', tags: { link: ['2'], of: ['2'] } },
      { url: website, tags: { link: ['hidden'] } },
    ]);
    expect(html).toMatch(/<a ses:tags="link:hidden;"[^>]*style="display:none[^>]*><\/a><\/body>$/);
  });

  it.each([
    ['refuses', 'https://www.annhien.example/v1/unsubscribe/t'],
    ['confirms', 'https://khac.example/v1/subscribe/t?x=1&amp;y=2'],
    ['dials', 'tel:+84901234567'],
    ['writes', 'mailto:a@b.example'],
    ['stays in the mail', '#muc'],
  ])('never leads a link that %s over SES', (_what, address) => {
    const html = asWatched(`<body><a style="x" href="${address}">1</a></body>`, website);

    const sent = byLocalSes(html);
    expect(addressesIn(sent.html)[0]).toBe(address);
    expect(sent.links.map(({ url }) => url)).toEqual([website]);
    expect(sent.html).not.toMatch(/ses:/);
  });

  it.each(people.flatMap((person) => (['vi', 'en'] as const).map((locale) => [person, locale] as const)))(
    'leaves every page behind a signed link as it is, in all mails of the house to %s in %s',
    (person, locale) => {
      for (const { name, html } of houseMails(locale, person)) {
        const ours = addressesIn(html).filter((address) => address.includes('/v1/'));
        const sent = byLocalSes(asWatched(html, website));

        expect([name, addressesIn(sent.html).filter((address) => address.includes('/v1/'))]).toEqual([name, ours]);
        expect([name, sent.links.some(({ url }) => url.includes('/v1/'))]).toEqual([name, false]);
      }
    },
  );

  it('goes over the configuration set that tells of it, and others over theirs, as they were written', () => {
    const written = {
      version: 'v1',
      subject: 'Chào',
      html: '<body><a href="https://a.example/">1</a></body>',
      text: 'Chào',
      locale: 'vi' as const,
      replyTo: null,
      reader: null,
    };
    const envelope: MailEnvelope = {
      leadId: LeadId.parse('L1'),
      mailId: MailId.parse('m'),
      kind: 'sequenceMail',
      audience: 'lead',
      attemptId: 'a',
      to: 'lan@khach.example',
      company,
      at: new Date(0),
    };

    const [plain, watched] = [false, true].map((isWatched) => composeMail(written, { ...envelope, isWatched }, sender));

    expect([plain?.configurationSet, plain?.html]).toEqual(['pheu', written.html]);
    expect([watched?.configurationSet, watched?.text]).toEqual(['pheu-watched', 'Chào']);
    expect(watched?.html).toContain('ses:tags="link:1;of:1;"');
  });
});

describe('whose reading is kept', () => {
  const text = { vi: 'Ghi nhớ', en: 'Remember' };
  const world = new MailWorld();
  world.documents.forms = [
    { ...form, consentTexts: [{ purpose: 'tracking', version: 'of-mails', text, namesMails: true }] },
    { ...form, id: FormId.parse('pages'), consentTexts: [{ purpose: 'tracking', version: 'of-pages', text }] },
  ];
  const agreed = (textVersion: string, granted = true): Lead['consent'] => ({
    tracking: { granted, at: '2026-11-20T03:00:00.000Z', textVersion, ...postRef('p1') },
  });

  it.each([
    ['agreed to a text that names mails', agreed('of-mails'), true],
    ['took it back', agreed('of-mails', false), false],
    ['agreed to a text about pages alone', agreed('of-pages'), false],
    ['agreed to a text that no form has any more', agreed('of-old'), false],
    ['never said', {}, false],
  ] as const)('theirs who %s: %#', async (_who, consent, isSeen) => {
    expect(await maySeeReading({ consent }, world.parts().config)).toBe(isSeen);
  });
});
