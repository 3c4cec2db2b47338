import { fold } from '../identity/text.ts';
import { decimalsOf } from '../platform/money-text.ts';
import { type Cell, textOfCell } from '../sheets/row.ts';

/** What an amount that can be read in two ways is refused with. */
const unclear = 'the amount can be read in two ways: write 1500 or 1500.00';
const unread = 'the amount is no number: write it as 1500000 or 1.500.000';

type AmountRead = { readonly amount: number } | { readonly fault: string };

/**
 * Reads an amount as people write it, whole units and their decimals, in the smallest unit of its currency: `1.500.000 đ` is 1500000 dong, `12,34` of
 * dollars 1234 cents. Less than the smallest unit is rounded. A dash is nothing spent.
 */
export function amountOf(cell: Cell, currency: string): AmountRead {
  const decimals = decimalsOf(currency);
  if (cell.kind === 'number') return wholeOf(cell.value * 10 ** decimals);
  const text = fold(textOfCell(cell))
    .replace(/^(?:₫|\$|us\$|€|[a-z]{3}\s)\s*|\s*(?:₫|\$|€|d|dong|[a-z]{3})\.?$/g, '')
    .replace(/\s/g, '');
  if (text === '-' || text === '--') return { amount: 0 };
  if (!/^\d[\d.,]*$/.test(text)) return { fault: unread };
  const marks = [...text.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (!last) return wholeOf(Number(text) * 10 ** decimals);
  const tail = text.slice(last.index + 1);
  const isGrouped = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(text);
  if (isGrouped && (decimals === 0 || marks.length > 1)) return wholeOf(Number(text.replace(/[.,]/g, '')) * 10 ** decimals);
  if (isGrouped) return { fault: unclear };
  const head = text.slice(0, last.index);
  const isWhole = /^\d+$/.test(head) || (/^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(head) && !head.includes(last[0]));
  if (!isWhole || !/^\d{1,6}$/.test(tail)) return { fault: unread };
  return wholeOf(Number(`${head.replace(/[.,]/g, '')}.${tail}`) * 10 ** decimals);
}

function wholeOf(value: number): AmountRead {
  // 19.99 × 100 is a little less than 1999.
  const amount = Math.round(Number(value.toPrecision(15)));
  if (!(amount >= 0)) return { fault: 'the amount is less than nothing' };
  return amount <= 9_000_000_000_000 ? { amount } : { fault: 'the amount is more than nine trillion of the smallest unit' };
}
