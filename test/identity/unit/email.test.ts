import { describe, expect, it } from '@jest/globals';
import { normaliseEmail } from '../../../shared/identity/email.ts';

describe('normaliseEmail', () => {
  it.each([
    [' LAN@Gmail.com '],
    ['mailto:lan@gmail.com?subject=Chào'],
    ['MAILTO: lan@gmail.com'],
    ['Email: lan@gmail.com'],
    ['Lan Nguyễn <lan@gmail.com>'],
    ['"Lan @ home" <lan@gmail.com>;'],
    ['lan@gmail.com.'],
    ['(lan@gmail.com),'],
    ['ｌａｎ＠ｇｍａｉｌ．ｃｏｍ'],
    ['lan@gmail。com'],
    ['l\u200ban@gm\u00adail.com\u202c'],
    ['lan @ gmail.com'],
    ['\ufefflan@gmail.com\r\n'],
  ])('reads %j as lan@gmail.com and keeps what was typed', (raw) => {
    expect(normaliseEmail(raw)).toEqual({ ok: true, email: 'lan@gmail.com', raw });
  });

  it.each([
    ['lan@tiếngviệt.vn', 'lan@xn--tingvit-5t4cyc.vn'],
    ['lan@TIẾNGVIỆT.vn'.normalize('NFD'), 'lan@xn--tingvit-5t4cyc.vn'],
  ])('writes the domain of %s in ASCII', (raw, email) => {
    expect(normaliseEmail(raw)).toEqual({ ok: true, email, raw });
  });

  it.each(['l.a.n@gmail.com', 'lan+shop@gmail.com', 'lan@googlemail.com'])('leaves the rules of a mail host alone: %s', (raw) => {
    expect(normaliseEmail(raw)).toEqual({ ok: true, email: raw, raw });
  });

  it.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['lan', 'malformed'],
    ['@x.vn', 'malformed'],
    ['lan@', 'malformed'],
    ['lan@x', 'malformed'],
    ['lan@@x.vn', 'malformed'],
    ['a@b@x.vn', 'malformed'],
    ['lan anh@x.vn', 'malformed'],
    ['a@x.vn\r\nbcc:b@y.vn', 'malformed'],
    ['a@x.vn b@y.vn', 'malformed'],
    ['lan..anh@x.vn', 'malformed'],
    ['lan.@x.vn', 'malformed'],
    ['lân@x.vn', 'malformed'],
    ['İlan@x.vn', 'malformed'],
    ['"lan anh"@x.vn', 'malformed'],
    ['lan@-x.vn', 'malformed'],
    ['lan@x_y.vn', 'malformed'],
    ['lan@1.2.3.4', 'malformed'],
    ['lan@0x7f.1', 'malformed'],
    ['lan@ex%61mple.vn', 'malformed'],
    ['lan@xn--.vn', 'malformed'],
    [`${'a'.repeat(65)}@x.vn`, 'tooLong'],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.vn`, 'tooLong'],
    [`${'a'.repeat(100_000)}@x.vn`, 'tooLong'],
  ])('refuses %.40j as %s', (raw, reason) => {
    expect(normaliseEmail(raw)).toEqual({ ok: false, raw, reason });
  });
});
