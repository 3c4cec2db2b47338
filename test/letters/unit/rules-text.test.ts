import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LetterTemplate, letterTemplateKind } from '../../../shared/letters/letter-config.ts';
import { paragraphsOf } from '../../../shared/letters/paragraphs.ts';
import { answeringSubject, fillLetter, unfilledIn } from '../../../shared/letters/rules-text.ts';

const wording = { subject: 'Báo giá {{ lead.product }}', text: 'Chào {{lead.givenName}},\n\nEm {{ writer.name }}' };
const template = (change: object = {}) => ({
  id: 'bao-gia',
  names: { vi: 'Báo giá', en: 'Quote' },
  locales: { vi: wording, en: wording },
  ...change,
});

describe('what a letter begins from', () => {
  it('is the word of admins alone where it calls itself a service', () => {
    const [service, advertising] = [template(), template({ purpose: 'advertising', topic: 'uu-dai' })].map((one) =>
      LetterTemplate.parse(one),
    );

    expect(letterTemplateKind.adminsOnly?.(undefined, service)).toContain('for admins');
    expect(letterTemplateKind.adminsOnly?.(service, advertising)).toContain('for admins');
    expect(letterTemplateKind.adminsOnly?.(undefined, advertising)).toBeNull();
  });

  it('has the values of the person, fallbacks for what nobody knows, and places to fill for the rest', () => {
    const parsed = LetterTemplate.parse(template({ fallbacks: { 'lead.givenName': { vi: 'anh/chị', en: 'there' } } }));

    expect(fillLetter(parsed, 'vi', { 'writer.name': 'Lan {{ lead.product }}' })).toEqual({
      subject: 'Báo giá {{ lead.product }}',
      text: 'Chào anh/chị,\n\nEm Lan {{ lead.product }}',
    });
  });

  it.each([
    ['a value that there is not', { locales: { vi: { ...wording, text: '{{ lead.phone }}' }, en: wording } }, 'there is no lead.phone'],
    ['a number', { locales: { vi: { ...wording, text: 'Gọi 0912 345 678' }, en: wording } }, 'leave numbers and addresses out'],
    ['an address', { locales: { vi: { ...wording, text: 'lan@annhien.vn' }, en: wording } }, 'leave numbers and addresses out'],
    [
      'a service that says that it advertises',
      { locales: { vi: { ...wording, subject: '[QC] Giảm giá' }, en: wording } },
      'does not begin with [QC]',
    ],
    ['advertising about nothing', { purpose: 'advertising' }, 'name it'],
    ['a topic of what does not advertise', { topic: 'uu-dai' }, 'has no topic'],
  ])('is refused with %s', (_what, change, message) => {
    expect(LetterTemplate.safeParse(template(change)).error?.message).toContain(message);
  });

  it.each([
    ['Chào {{ lead.company }}', '{{ lead.company }}'],
    ['{{', '{{'],
    ['Chào anh', null],
  ])('tells of %j that %j is to be filled in', (text, place) => {
    expect(unfilledIn(text)).toBe(place);
  });
});

describe('a letter as HTML', () => {
  it('has a paragraph for what stands between empty lines, and links for addresses of pages', () => {
    const html = paragraphsOf('Chào chị,\nem Lan\n\nXem https://annhien.example/a?b=1&c=2. Cảm ơn');

    expect(html.match(/<p /g)).toHaveLength(2);
    expect(html).toContain('Chào chị,<br>em Lan');
    expect(html).toContain('<a href="https://annhien.example/a?b=1&amp;c=2">https://annhien.example/a?b=1&amp;c=2</a>. Cảm ơn');
  });

  it('holds no markup that its writer typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '\n', 'https://x.vn/', 'javascript:', '`') }),
        (text) => {
          const left = paragraphsOf(text)
            .replace(/<p style="margin:0 0 1em">|<\/p>|<br>|<\/a>/g, '')
            .replace(/<a href="https:\/\/[^"<>\s]*">/g, '');
          expect(left).not.toMatch(/[<>"']/);
        },
      ),
    );
  });
});

it.each([
  ['Báo giá', 'Re: Báo giá'],
  ['Re: RE: Báo giá', 'Re: Báo giá'],
  ['Trả lời: Báo giá', 'Re: Báo giá'],
  ['  ', ''],
])('answers %j as %j', (subject, answer) => {
  expect(answeringSubject(subject)).toBe(answer);
});
