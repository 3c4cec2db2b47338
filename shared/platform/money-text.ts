import type { Money } from './money.ts';

/** Writes an amount as people read it: `3.600.000 ₫`. */
export function moneyText({ amount, currency }: Money, locale: 'vi' | 'en'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const { maximumFractionDigits = 0 } = format.resolvedOptions();
  // The digits as they are: a division would round large amounts.
  const digits = String(amount).padStart(maximumFractionDigits + 1, '0');
  const whole = digits.slice(0, digits.length - maximumFractionDigits);
  const text = maximumFractionDigits === 0 ? whole : `${whole}.${digits.slice(-maximumFractionDigits)}`;
  return format.format(text as `${number}`);
}
