import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskedAddress, maskedNumber, maskIn } from '../../../shared/identity/index.ts';

const numbers = { numbers: true, addresses: false };
const both = { numbers: true, addresses: true };

describe('a number in a text', () => {
  it.each([
    '+84912345678',
    '84912345678',
    '0084 912 345 678',
    '+84 (0) 912 345 678',
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345–678',
    '0912/345/678',
    '09 12 34 56 78',
    '0 9 1 2 3 4 5 6 7 8',
    '(0912) 345 678',
    '0912 chấm 345 chấm 678',
    'O912345678',
    '０９１２３４５６７８',
    '0912​345​678',
  ])('is masked as it is typed: %s', (typed) => {
    expect(maskIn(`Gọi ${typed} nhé`, numbers)).toMatch(/^Gọi \(?\+84 9•• ••• 678 nhé$/);
  });

  it.each([
    ['sđt0912345678', 'sđt+84 9•• ••• 678'],
    ['0912345678 0987654321', '+84 9•• ••• 678 +84 9•• ••• 321'],
    ['0912345678@gmail.com', '+84 9•• ••• 678@gmail.com'],
    ['https://zalo.me/0912345678', 'https://zalo.me/+84 9•• ••• 678'],
    ['+1 650 253 0000', '+1•• ••• 000'],
    ['028 3822 1234', '+84 2•• ••• 234'],
  ])('wherever it stands: %s', (typed, shown) => {
    expect(maskIn(typed, numbers)).toBe(shown);
  });

  it.each([
    'ngân sách 500.000.000 đồng',
    '14:05, 28/11/2026',
    '2026-11-28T06:50:14.123Z',
    '1900 0000',
    'năm 2026 - 2027, 300 khách',
    'lan@example.vn',
    '+84 9•• ••• 678',
  ])('and nothing else: %s', (text) => {
    expect(maskIn(text, numbers)).toBe(text);
  });

  it('stays where it is the company’s own', () => {
    expect(maskIn('Gọi 028 3822 1234 hoặc 0912 345 678', { ...numbers, known: ['(028) 38221234'] })).toBe(
      'Gọi 028 3822 1234 hoặc +84 9•• ••• 678',
    );
  });

  it('is found between any signs, and masked once', () => {
    const signs = fc.array(fc.constantFrom('', ' ', '.', '-', ' - ', '(', ') ', '·', ' '), { minLength: 9, maxLength: 9 });
    const mobile = fc.tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.integer({ min: 10_000_000, max: 99_999_999 }));
    const before = fc.constantFrom('', 'gọi ', 'ĐT:', 'sđt');
    fc.assert(
      fc.property(signs, mobile, before, (gaps, [first, rest], word) => {
        const digits = `0${first}${rest}`;
        const typed = word + [...digits].map((digit, index) => digit + (gaps[index] ?? '')).join('');
        const shown = maskIn(typed, numbers);

        expect(shown.replace(/\D/g, '')).toBe(`84${first}${digits.slice(-3)}`);
        expect(maskIn(shown, numbers)).toBe(shown);
      }),
    );
  });
});

describe('an address in a text', () => {
  it('is masked where addresses are', () => {
    expect(maskIn('lan.nguyen@example.vn hoặc 0912345678', both)).toBe('l•••@example.vn hoặc +84 9•• ••• 678');
    expect(maskIn(maskIn('lan@example.vn', both), both)).toBe('l•••@example.vn');
  });
});

describe('a field that holds a number', () => {
  it.each([
    ['0912 345 678', '+84 9•• ••• 678'],
    ['+16502530000', '+1•• ••• 000'],
    ['gọi sau 17h', '•••'],
    ['12345678', '•••'],
    ['', ''],
  ])('is masked as a whole: %s', (typed, shown) => {
    expect(maskedNumber(typed)).toBe(shown);
    expect(maskedNumber(shown)).toBe(shown);
  });

  it('shows of an address its first letter and its domain', () => {
    expect(maskedAddress('lan@example.vn')).toBe('l•••@example.vn');
    expect(maskedAddress('lan')).toBe('•••');
  });
});
