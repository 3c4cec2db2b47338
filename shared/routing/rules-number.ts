import { fold } from '../identity/text.ts';

/** What an answer says of a number: it lies between the two, both included unless `isOpen`, which leaves `high` out. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly isOpen: boolean;
}

const units: Readonly<Record<string, number>> = {
  nghin: 1e3,
  ngan: 1e3,
  k: 1e3,
  trieu: 1e6,
  tr: 1e6,
  ty: 1e9,
  ti: 1e9,
};
const amount = /(\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d+)?)\s*(nghin|ngan|k|trieu|tr|ty|ti)?(?![\p{L}\d])/gu;
const upwards = /^\s*(?:>=?|≥|tu|tren|hon|over|above|from|more than|at least)\b|\+/u;
const downwards = /^\s*(?:<=?|≤|duoi|it hon|under|below|less than|up to|toi da)(?=[\s\d])/u;

/** Reads the number of an answer, or the band that it chooses: “50.000.000”, “5–10 triệu”, “200+”, “dưới 5”; null: it says none. */
export function rangeIn(answer: string): NumberRange | null {
  const text = fold(answer).replace(/[–—]/gu, '-');
  const found = [...text.matchAll(amount)].map(([, digits = '', unit]) => ({ value: numberOf(digits), unit }));
  const [first, second] = found;
  if (!first || found.length > 2) return null;
  // “5–10 triệu” means five million at the least.
  const low = first.value * (units[first.unit ?? second?.unit ?? ''] ?? 1);
  if (second) {
    const high = second.value * (units[second.unit ?? ''] ?? 1);
    return low <= high ? { low, high, isOpen: false } : null;
  }
  if (downwards.test(text)) return { low: 0, high: low, isOpen: true };
  return { low, high: upwards.test(text) ? Number.POSITIVE_INFINITY : low, isOpen: false };
}

/** Of “50.000” the point stands between thousands, as Vietnamese is written; of “1,5” the comma begins the fraction. */
function numberOf(digits: string): number {
  return Number(/^\d{1,3}(?:[., ]\d{3})+$/.test(digits) ? digits.replace(/[., ]/g, '') : digits.replace(',', '.'));
}
