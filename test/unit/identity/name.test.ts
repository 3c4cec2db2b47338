import { describe, expect, it } from '@jest/globals';
import { greetingName, namesCompatible, normaliseName } from '../../../shared/identity/name.ts';

describe('normaliseName', () => {
  it('stores the name composed and clean, with its search key and given name', () => {
    expect(normaliseName(' Nguyễn  Thị\u200b Hường '.normalize('NFD'))).toEqual({
      fullName: 'Nguyễn Thị Hường',
      searchKey: 'nguyen thi huong',
      givenName: 'Hường',
    });
  });

  it.each(['John Smith', 'Hường', 'Công ty ABC'])('does not claim to know the given name of %s', (raw) => {
    expect(normaliseName(raw).givenName).toBeNull();
  });

  it('gives an empty name for nothing', () => {
    expect(normaliseName(' \u200b')).toEqual({ fullName: '', searchKey: '', givenName: null });
  });

  it('cuts an endless name between letters', () => {
    expect([...normaliseName('ễ'.normalize('NFD').repeat(5_000)).fullName]).toEqual(Array(200).fill('ễ'));
  });
});

describe('namesCompatible', () => {
  it.each([
    ['Nguyễn Thị Hường', 'NGUYEN THI HUONG', true],
    ['Nguyễn Thị Hường', 'Hường', true],
    ['Hường Nguyễn', 'Nguyễn Thị Hường', true],
    ['Nguyễn Thị Hường', '', true],
    ['', '', true],
    ['...', 'Lan', true],
    ['Đào Lan', 'Ðào  Lan', true],
    ['Trần Văn An', 'Trần Văn Anh', false],
    ['Nguyễn Văn An', 'Nguyễn Thị An', false],
    ['Lan Lan', 'Lan', true],
    ['Lan Lan Hoa', 'Lan Hoa Hoa', false],
    ['An', 'Anh', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(namesCompatible(a, b)).toBe(expected);
    expect(namesCompatible(b, a)).toBe(expected);
  });
});

describe('greetingName', () => {
  it.each([
    ['Nguyễn Thị Hường', 'vi', undefined, 'Hường'],
    ['Nguyễn Thị Hường', 'vi-VN', null, 'Hường'],
    ['Nguyễn Thị Hường', 'en', 'Hường', 'Hường'],
    ['John Smith', 'en', undefined, 'John'],
    ['John Smith', 'vi', 'John', 'John'],
    [' Lan ', 'vi', ' ', 'Lan'],
    ['', 'vi', undefined, ''],
    ['', 'en', undefined, ''],
  ])('greets %s in %s (given name %s) as %s', (fullName, locale, givenName, expected) => {
    expect(greetingName(fullName, locale, givenName)).toBe(expected);
  });
});
