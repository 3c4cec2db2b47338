import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortText } from '../../../shared/notices/short-text.ts';
import { digestText, plainLength, telegramText } from '../../../shared/notices/telegram-text.ts';

const card = {
  leadName: 'Trần Văn An',
  place: 'TP. Hồ Chí Minh',
  formerPlace: ' (trước đây: Bình Dương)',
  phone: '0912 345 678',
  phoneUrl: 'tel:+84912345678',
  numberUrl: '',
  email: 'an@khach.example',
  emailUrl: 'mailto:an@khach.example',
  leadCompany: 'Công ty Bình Minh',
  product: 'Bán hàng',
  message: 'Gọi tôi sau 17 giờ.\nXem http://evil.example',
  receivedAt: '09:00 23/11/2026',
  leadUrl: 'https://console.annhien.example/#/khach/L1',
  temperature: 'Nóng',
  temperatureMeaning: 'gọi ngay',
  repName: 'Lan',
  toAsk: '',
  said: '',
  replyToLead: '',
  replyToPosted: '',
  writeTo: '',
};
const told = { title: 'Anh/chị vừa nhận một lead', reason: 'Đến lượt anh/chị.', accept: null };
/** What Telegram knows of HTML, with no entity but its four. */
const tags = /<\/?(?:b|code|pre)>|<a href="[^"<>]*">|<\/a>/g;

describe('a notice of a few lines as a message of Telegram', () => {
  it('is never longer than Telegram takes, closes every tag and keeps its links, whatever people type', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 2_000 }),
      fc.constantFrom('</code><a href="https://evil.example">', '&lt;', '"><b>', '👨‍👩‍👧‍👦'.repeat(300), 'ế'.repeat(3_000)),
    );
    const url = 'https://crm.example/leads/L1?a=1&b=2';
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 12 }), text, (title, leadName, lines, note) => {
        const told = { title, leadName, lines, typed: [['note', note]], links: [['record', url]] } as const;

        const html = shortText(told, 'vi');

        expect(plainLength(html)).toBeLessThanOrEqual(4_096);
        expect(html).toContain('<a href="https://crm.example/leads/L1?a=1&amp;b=2">Mở hồ sơ khách</a>');
        const rest = html.replace(tags, '');
        expect(rest).not.toMatch(/[<>]/);
        expect(rest.replace(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&');
      }),
    );
  });
});

describe('a notice as a message of Telegram', () => {
  it.each(['vi', 'en'] as const)('says who, how to reach them and why, in %s', (locale) => {
    expect(telegramText(card, { ...told, accept: { url: 'https://x.example/v1/o?a=1&b=2', until: '10:30' } }, locale)).toMatchSnapshot();
  });

  it('leaves out what nobody knows', () => {
    const bare = { ...card, phone: '', phoneUrl: '', email: '', place: '', formerPlace: '', leadCompany: '', product: '', message: '' };
    const nowhere = { ...bare, leadUrl: '' };

    expect(telegramText(nowhere, { ...told, reason: '' }, 'vi')).toBe(
      '<b>Anh/chị vừa nhận một lead</b>\n<code>Trần Văn An</code>\nĐộ nóng: Nóng',
    );
  });

  it('is never longer than Telegram takes, and closes every tag, whatever people type', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 3_000 });
    const hostile = fc.oneof(
      text,
      fc.constantFrom('</code><a href="https://evil.example">', '&lt;', '"><b>', '👨‍👩‍👧‍👦'.repeat(900), 'ế'.repeat(5_000)),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (leadName, message, said, reason) => {
        const html = telegramText({ ...card, leadName, message, said, leadCompany: said }, { ...told, reason }, 'vi');

        expect(plainLength(html)).toBeLessThanOrEqual(4_096);
        const rest = html.replace(tags, '');
        expect(rest).not.toMatch(/[<>]/);
        expect(rest.replace(/&(?:amp|lt|gt|quot);/g, '')).not.toContain('&');
        const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
        for (const tag of ['b', 'code', 'pre']) expect(count(new RegExp(`<${tag}>`, 'g'))).toBe(count(new RegExp(`</${tag}>`, 'g')));
        expect(html.isWellFormed() || !`${leadName}${message}${said}${reason}`.isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('makes no link of what people type', () => {
    const html = telegramText({ ...card, leadName: 'evil.example', phone: 'gọi evil.example', phoneUrl: '' }, told, 'vi');

    const outside = html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, '');
    expect(outside).not.toContain('evil.example');
  });
});

describe('a digest as a message of Telegram', () => {
  const line = { what: 'Lead mới của anh/chị', leadName: 'Trần Văn An', phone: '0912 345 678', acceptUrl: '', acceptBy: '', leadUrl: '' };

  it.each(['vi', 'en'] as const)('lists who and what, with a way to accept what is offered, in %s', (locale) => {
    const offered = {
      ...line,
      what: 'Một lead chờ anh/chị nhận',
      phone: '',
      acceptUrl: 'https://x.example/v1/o?a=1&b=2',
      acceptBy: '10:30',
      leadUrl: 'https://console.annhien.example/#/khach/L2',
    };

    expect(digestText([line, offered], locale)).toMatchSnapshot();
  });

  it('is a message that Telegram takes, whatever people typed, and says where the rest is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    const leadUrl = fc.constantFrom('', 'https://console.annhien.example/#/khach/L1');
    const line = fc.record({ what: text, leadName: text, phone: text, acceptUrl: fc.constant(''), acceptBy: text, leadUrl });
    const lines = fc.array(line, { maxLength: 60 });
    fc.assert(
      fc.property(lines, (listed) => {
        const html = digestText(listed, 'vi');

        expect(html.replace(tags, '').replace(/&(amp|lt|gt|quot);/g, '')).not.toMatch(/[<>&"]/);
        expect(plainLength(html)).toBeLessThanOrEqual(4_096);
        const told = html.split('<code>').length - 1;
        if (told < listed.length) expect(html).toContain('Thư điện tử có đủ tất cả.');
      }),
    );
  });
});
