import { describe, expect, it } from '@jest/globals';
import file from '../../../config/data/vn-provinces.json' with { type: 'json' };
import { areaCodeOf, formatNational, isIdentifying, normalisePhones, renumberedPrefixes } from '../../../shared/identity/phone.ts';

describe('normalisePhones', () => {
  it('reads a plain mobile number', () => {
    expect(normalisePhones('0912 345 678')).toEqual({
      primary: { raw: '0912 345 678', e164: '+84912345678', valid: true, type: 'mobile', country: 'VN' },
      extra: [],
      raw: '0912 345 678',
    });
  });

  it.each([
    ['0912345678 / 0987654321'],
    ['0912345678/0987654321'],
    ['0912 345 678 - 0987 654 321'],
    ['0912345678-0987654321'],
    ['0912345678, 0987654321'],
    ['0912345678; 0987654321'],
    ['0912345678 | 0987654321'],
    ['0912345678\n0987654321'],
    ['0912345678 hoặc 0987654321'],
    ['0912345678 hoac 0987654321'],
    ['0912345678 or 0987654321'],
    ['0912345678 và 0987654321'],
    ['0912.345.678 0987.654.321'],
    ['0912345678 (Zalo) 0987654321 (Viber)'],
    ['ĐT: 0912345678 Fax: 0987654321'],
    ['+84912345678 +84987654321'],
    ['113, 0912345678, 0987654321, 0912345678'],
  ])('takes the first of two numbers and keeps the second: %j', (raw) => {
    const { primary, extra } = normalisePhones(raw);

    expect([primary?.e164, extra.map(({ e164 }) => e164)]).toEqual(['+84912345678', ['+84987654321']]);
  });

  it.each([
    ['0912 - 345 - 678', '+84912345678'],
    ['024/3825 1234', '+842438251234'],
    ['(024) 3825 1234 máy lẻ 12', '+842438251234'],
    ['024 38251234 nhánh 5', '+842438251234'],
    ['02438251234-101', '+842438251234'],
    ['0912345678/79', '+84912345678'],
    ['tel:+84912345678;ext=3', '+84912345678'],
    ['0987.654.321 gọi sau 17h30', '+84987654321'],
    ['+44 7912 345678', '+447912345678'],
    ['00 1 650 253 0000', '+16502530000'],
    ['0912 chấm 345 chấm 678', '+84912345678'],
    ['0912 (dot) 345 (dot) 678', '+84912345678'],
  ])('sees one number in %j', (raw, e164) => {
    expect(normalisePhones(raw)).toMatchObject({ primary: { raw, e164 }, extra: [] });
  });

  it('reads through codes that pickers and autofill put before a number that has its own', () => {
    const mobile = '+84912345678';
    const codes: [typed: string, e164: string | null][] = [
      ['+8484912345678', mobile],
      ['+84 84 912 345 678', mobile],
      ['+84+84912345678', mobile],
      ['+84 +84 912 345 678', mobile],
      ['+84 0912 345 678', mobile],
      ['+84 84 0912 345 678', mobile],
      ['+84 0084 912 345 678', mobile],
      ['0084 84 912 345 678', mobile],
      ['0084 0912345678', mobile],
      ['8484912345678', mobile],
      ['084912345678', mobile],
      ['84(0)912345678', mobile],
      ['+84(84)912345678', mobile],
      ['+840912345678', mobile],
      ['+1 0912 345 678', mobile],
      ['001 0912345678', mobile],
      ['＋８４ ８４９１２３４５６７８', mobile],
      ['+84 84 O912 345 678', mobile],
      ['+84 84 24 3825 7863', '+842438257863'],
      ['+84 84 028 3822 1234', '+842838221234'],
      ['+84 84 0123 456 7890', '+84834567890'],
      // Numbers of their own that begin with 84.
      ['+84841234567', '+84841234567'],
      ['84841234567', '+84841234567'],
      ['0841234567', '+84841234567'],
      ['841234567', '+84841234567'],
      ['+84 0841234567', '+84841234567'],
      ['+84 84 841 234 567', '+84841234567'],
      // Others' numbers, and none.
      ['+1 650 253 0000', '+16502530000'],
      ['+1 0650 253 0000', null],
      ['+44 0912 345 678', null],
      ['8491234567', null],
    ];

    const wrong = codes.flatMap(([typed, e164]) => {
      const { primary, extra } = normalisePhones(typed);
      return primary?.e164 === e164 && extra.length === 0 ? [] : [`${typed}: ${primary?.e164} and ${extra.length} more, not ${e164}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['1900 1234', 'premium'],
    ['1800 1234', 'tollFree'],
    ['+84 1900 123456', 'premium'],
    ['0121 012 345', 'deadRange'],
    ['0711 234 567', 'invalid'],
    ['0801 234 567', 'invalid'],
    ['6502530000', 'invalid'],
    ['04 3825 1234', 'invalid'],
    ['0511 3825 123', 'invalid'],
    ['12345', 'tooShort'],
    ['9'.repeat(18), 'tooLong'],
    ['gọi sau', 'notANumber'],
  ])('keeps %j as typed but unusable: %s', (raw, reason) => {
    const { primary, extra } = normalisePhones(raw);

    expect(primary).toMatchObject({ raw, e164: null, valid: false, reason });
    expect(extra).toEqual([]);
    expect(isIdentifying(primary)).toBe(false);
  });

  it('prefers a usable number to a hotline that stands first', () => {
    const { primary, extra } = normalisePhones('1900 1234 / 0912 345 678');

    expect(primary?.e164).toBe('+84912345678');
    expect(extra).toMatchObject([{ raw: '19001234', valid: false, reason: 'premium' }]);
  });

  it.each(['', '  ', '\u200b'])('finds no phone in %j', (raw) => {
    expect(normalisePhones(raw)).toEqual({ primary: null, extra: [], raw });
  });

  it('renumbers the 21 prefixes of before 2018 and remembers the old number', () => {
    const results = Object.entries(renumberedPrefixes).map(([old, now]) => [normalisePhones(`0${old}2345678`).primary, old, now] as const);

    expect(results).toHaveLength(21);
    for (const [phone, old, now] of results) {
      expect(phone).toMatchObject({ e164: `+84${now}2345678`, valid: true, type: 'mobile', migratedFrom: `0${old}2345678` });
    }
  });

  it.each(['0', '9', '+', ' ', '-', '0 ', 'o', '/', ' - ', '+0', 'x1', '(', '\u0300', '٠'])(
    'answers on endless repetition of %j',
    (unit) => {
      expect(normalisePhones(unit.repeat(200_000)).primary?.valid ?? false).toBe(false);
    },
  );
});

describe('isIdentifying', () => {
  it.each([
    ['0912345678', true],
    ['02438251234', false],
    ['19001234', false],
    ['+16502530000', false],
  ])('%s: %s, because only a mobile belongs to one person', (raw, expected) => {
    expect(isIdentifying(normalisePhones(raw).primary)).toBe(expected);
  });
});

describe('areaCodeOf', () => {
  it('gives the area code of a landline in each of the 63 former units', () => {
    const codes = file.provinces.flatMap(({ landlineAreaCodes }) => landlineAreaCodes);

    const read = codes.map((code) => areaCodeOf(normalisePhones(`0${code}${code.length === 2 ? '38251234' : '3825123'}`).primary));

    expect(codes).toHaveLength(63);
    expect(read).toEqual(codes);
  });

  it.each(['0912345678', '+390612345678', '1900 1234', ''])('gives none for %s', (raw) => {
    expect(areaCodeOf(normalisePhones(raw).primary)).toBeNull();
  });
});

describe('formatNational', () => {
  it.each([
    ['+84912345678', '0912 345 678'],
    ['02438251234', '024 3825 1234'],
    ['+1 6502530000', '+1 650 253 0000'],
    ['gọi sau', 'gọi sau'],
  ])('shows %s as %s', (raw, shown) => {
    const { primary } = normalisePhones(raw);

    expect(primary && formatNational(primary)).toBe(shown);
  });
});
