import { describe, expect, it } from '@jest/globals';
import { readTaxCode, shownTaxCode, withoutCitizenNumber } from '../../../shared/firms/rules-tax-code.ts';

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

  it('of a household shows three digits alone, because it is the number of a citizen', () => {
    expect(shownTaxCode({ kind: 'household', code: '079085001234' })).toBe('*********234');
    expect(withoutCitizenNumber('079 085 001 234')).toBe('*********234');
    expect(withoutCitizenNumber('0101248141-001')).toBe('0101248141-001');
    expect(withoutCitizenNumber('đang làm')).toBe('đang làm');
  });
});
