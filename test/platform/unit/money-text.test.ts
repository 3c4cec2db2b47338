import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf, moneyText } from '../../../shared/platform/money-text.ts';

/** Spaces of an amount are ones that no line breaks at. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('an amount as people read it', () => {
  it.each([
    ['VND', 3_600_000, '3.600.000 ₫', '₫3,600,000'],
    ['USD', 123_456, '1.234,56 US$', '$1,234.56'],
    ['JPY', 1_200, '1.200 ¥', '¥1,200'],
    ['KWD', 1_234, '1,234 KWD', 'KWD 1.234'],
    // Currencies whose decimals are left out where people are used to it.
    ['HUF', 123_456, '1.234,56 HUF', 'HUF 1,234.56'],
    ['IDR', 5_000_000, '50.000,00 IDR', 'IDR 50,000.00'],
    ['IQD', 1_234_567, '1.234,567 IQD', 'IQD 1,234.567'],
    ['LAK', 100, '1,00 LAK', 'LAK 1.00'],
    ['MMK', 7, '0,07 MMK', 'MMK 0.07'],
    ['USD', -5, '-0,05 US$', '-$0.05'],
  ])('of %s has the decimals of ISO 4217: %d', (currency, amount, vi, en) => {
    expect([plain(moneyText({ amount, currency }, 'vi')), plain(moneyText({ amount, currency }, 'en'))]).toEqual([vi, en]);
  });

  it('keeps each digit, in every currency and language', () => {
    const anyMoney = fc.record({
      amount: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      currency: fc.constantFrom(...Intl.supportedValuesOf('currency')),
    });

    fc.assert(
      fc.property(anyMoney, fc.constantFrom('vi' as const, 'en' as const), (money, locale) => {
        const digits = moneyText(money, locale).replace(/\D/g, '');

        expect(digits).toBe(String(money.amount).padStart(decimalsOf(money.currency) + 1, '0'));
      }),
    );
  });
});
