import { describe, expect, it } from '@jest/globals';
import { readTaxCode, shownTaxCode, withoutPersonCode, withoutPersonCodes } from '../../../shared/firms/rules-tax-code.ts';

describe('a typed tax code', () => {
  it.each([
    // As listed firms print them in their annual reports.
    ['0100109106', { kind: 'enterprise', code: '0100109106' }],
    ['0300588569', { kind: 'enterprise', code: '0300588569' }],
    ['0101248141', { kind: 'enterprise', code: '0101248141' }],
    ['0101248141-001', { kind: 'enterprise', code: '0101248141' }],
    ['0101248141 001', { kind: 'enterprise', code: '0101248141' }],
    ['01 012 481 41', { kind: 'enterprise', code: '0101248141' }],
    ['079085001234', { kind: 'household', code: '079085001234' }],
    ['8001234566', { kind: 'household', code: '8001234566' }],
    ['8001234566-001', { kind: 'household', code: '8001234566' }],
    ['0101248142', null],
    ['000085001234', null],
    ['097085001234', null],
    ['01012481', null],
    ['0101248141-01', null],
    ['chưa có', null],
    ['', null],
  ])('%s is %j', (typed, read) => {
    expect(readTaxCode(typed)).toEqual(read);
  });

  it('is found wrong by its check digit when one digit is another one', () => {
    const code = '0300588569';
    for (let place = 0; place < 9; place += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const other = `${code.slice(0, place)}${digit}${code.slice(place + 1)}`;
        expect([other, readTaxCode(other) !== null]).toEqual([other, other === code]);
      }
    }
  });

  it('of a person shows three digits alone', () => {
    expect(shownTaxCode({ kind: 'household', code: '079085001234' })).toBe('*********234');
    expect(shownTaxCode({ kind: 'household', code: '8001234566' })).toBe('*******566');
    // Kept before such codes counted as a person's.
    expect(shownTaxCode({ kind: 'enterprise', code: '8001234566' })).toBe('*******566');
    expect(shownTaxCode({ kind: 'enterprise', code: '0101248141' })).toBe('0101248141');
  });

  it.each([
    ['079 085 001 234', '*********234'],
    ['8001234566', '*******566'],
    ['80 0123 4566 - 001', '*******566'],
    ['8001234566001', '*******566'],
    // The tenth digit is a slip.
    ['8001234561', '*******561'],
    ['0101248141\n8001234566', '0101248141\n*******566'],
    ['*******566', '*******566'],
    ['0101248141-001', '0101248141-001'],
    ['đang làm', 'đang làm'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(withoutPersonCode(typed)).toBe(kept);
    expect(withoutPersonCodes({ size: '8001234566', taxCode: typed })).toEqual({ size: '8001234566', taxCode: kept });
  });
});
