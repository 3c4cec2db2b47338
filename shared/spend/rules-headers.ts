import { fold } from '../identity/text.ts';
import { type Cell, textOfCell } from '../sheets/row.ts';

export type SpendColumn = 'from' | 'to' | 'amount' | 'source' | 'campaign' | 'currency';

/** Headers as advertisement managers write them, in both languages, and as people do; earlier ones count more. */
const headers: Readonly<Record<SpendColumn, readonly string[]>> = {
  from: [
    'ngay',
    'day',
    'date',
    'tu ngay',
    'ngay bat dau',
    'from',
    'start date',
    'reporting starts',
    'bat dau bao cao',
    'thoi gian',
    'time',
    'by day',
  ],
  to: ['den ngay', 'ngay ket thuc', 'to', 'end date', 'reporting ends', 'ket thuc bao cao'],
  amount: [
    ...['chi phi', 'so tien da chi tieu', 'so tien chi tieu', 'so tien', 'tien', 'da chi', 'ngan sach da chi', 'tong chi phi'],
    ...['amount spent', 'amount', 'cost', 'spend', 'total cost', 'spent'],
  ],
  source: ['nguon', 'kenh', 'source', 'channel', 'utm_source', 'utm source', 'platform', 'nen tang'],
  campaign: ['chien dich', 'ten chien dich', 'campaign', 'campaign name', 'utm_campaign', 'utm campaign'],
  currency: ['tien te', 'loai tien', 'don vi tien te', 'ma don vi tien te', 'currency', 'currency code'],
};

const columnOf = new Map(
  Object.entries(headers).flatMap(([column, words]) => words.map((word, rank) => [word, { column: column as SpendColumn, rank }] as const)),
);

/** Where the columns of a sheet stand, and the currency that the header of the amounts names. */
export interface SpendHeader {
  readonly places: Readonly<Partial<Record<SpendColumn, number>>>;
  readonly currency: string | null;
}

/** Reads a row as the header of a list of spend; null for a row that names no day or no amount. */
export function spendHeader(cells: readonly Cell[]): SpendHeader | null {
  const found = new Map<SpendColumn, { readonly place: number; readonly rank: number }>();
  let currency: string | null = null;
  cells.forEach((cell, place) => {
    const text = textOfCell(cell);
    const known = columnOf.get(fold(text.replace(/\([^()]*\)/g, '')));
    if (!known || (found.get(known.column)?.rank ?? Number.POSITIVE_INFINITY) <= known.rank) return;
    found.set(known.column, { place, rank: known.rank });
    if (known.column === 'amount') currency = /\(\s*([A-Za-z]{3})\s*\)/.exec(text)?.[1]?.toUpperCase() ?? null;
  });
  if (!found.has('from') || !found.has('amount')) return null;
  return { places: Object.fromEntries([...found].map(([column, { place }]) => [column, place])), currency };
}
