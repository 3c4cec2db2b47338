import type { Money } from './money.ts';

/**
 * How many decimals an amount has: the currencies that ISO 4217 gives others than two (list one, 2026). What Intl shows by itself follows
 * habits instead, such as forints without fillér: it would make a hundred times as much of an amount in the smallest unit.
 */
const decimals: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, currencies]) => currencies.split(' ').map((currency) => [currency, Number(digits)])),
);

/** Returns how many decimals a currency has between its smallest unit and the whole one. */
export function decimalsOf(currency: string): number {
  return decimals[currency] ?? 2;
}

/** Writes an amount as people read it, e.g. as `3.600.000 ₫`. */
export function moneyText({ amount, currency }: Money, locale: 'vi' | 'en'): string {
  const places = decimalsOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  // The digits as they are: a division would round large amounts.
  const digits = String(Math.abs(amount)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return format.format((amount < 0 ? `-${text}` : text) as `${number}`);
}

const shortUnits = [
  { size: 1e9, vi: 'tỷ', en: 'bn' },
  { size: 1e6, vi: 'tr', en: 'm' },
] as const;

/** Writes an amount as short as a narrow table needs it, by four digits at most and without its currency; one below a million as it is, with it. */
export function shortMoneyText({ amount, currency }: Money, locale: 'vi' | 'en'): string {
  const whole = amount / 10 ** decimalsOf(currency);
  const unit = shortUnits.find(({ size }) => Math.abs(whole) >= size);
  if (!unit) return moneyText({ amount, currency }, locale);
  const digits = (whole / unit.size).toLocaleString(locale === 'vi' ? 'vi-VN' : 'en-GB', { maximumSignificantDigits: 4 });
  return `${digits} ${unit[locale]}`;
}
