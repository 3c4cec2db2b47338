import { describe, expect, it } from '@jest/globals';
import { cleanMultiline, cleanText, cutGraphemes, fold } from '../../../shared/identity/text.ts';

describe('cleanText', () => {
  it.each([
    ['trims and joins spaces of every kind', '\u00a0 Lê\t\u3000 Hà \n', 'Lê Hà'],
    ['composes half-composed letters', 'Nguye\u0302\u0303n', 'Nguyễn'],
    ['drops control characters', 'L\u0000ê\u0007\u009f', 'Lê'],
    ['drops zero-width characters and the byte order mark', '\ufeffL\u200bê\u2060\u00ad', 'Lê'],
    ['drops bidi controls', '\u202eLê\u2066\u061c', 'Lê'],
    ['keeps words apart that only a line break divided', 'Lê\r\nHà', 'Lê Hà'],
    ['keeps what the person chose: full-width letters and ligatures', 'Ｌê ﬁ', 'Ｌê ﬁ'],
    ['replaces half a surrogate pair, which no store can hold', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_title, typed, stored) => {
    expect(cleanText(typed)).toBe(stored);
  });
});

describe('cleanMultiline', () => {
  it('keeps line breaks of every system and at most one empty line', () => {
    expect(cleanMultiline('  a \r\n b\r\r\r\nc\u2028d\n\n')).toBe('a\nb\n\nc\nd');
  });
});

describe('fold', () => {
  it.each([
    ['Đắk Lắk', 'dak lak'],
    ['ĐẶNG THỊ ĐÀO', 'dang thi dao'],
    ['Ðà Nẵng', 'da nang'],
    ['Ɖà Nẵng', 'da nang'],
    ['Khánh Hoà', 'khanh hoa'],
    ['Khánh Hòa', 'khanh hoa'],
    ['Ｎｇｕｙễｎ', 'nguyen'],
    ['ưƠ ưở', 'uo uo'],
    ['  a\u00a0 b ', 'a b'],
  ])('makes the key of %s %s', (typed, key) => {
    expect(fold(typed)).toBe(key);
    expect(fold(typed.normalize('NFD'))).toBe(key);
  });
});

describe('cutGraphemes', () => {
  it('counts letters as a reader does and never cuts an accent off', () => {
    expect(cutGraphemes('Nguyễn Thị Hường'.normalize('NFD'), 5)).toBe('Nguyễ');
    expect(cutGraphemes('👨‍👩‍👧👋', 1)).toBe('👨‍👩‍👧');
    expect(cutGraphemes('Lê', 10)).toBe('Lê');
    expect(cutGraphemes('Lê', 0)).toBe('');
  });
});
