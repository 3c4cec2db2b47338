import { itemBytes } from '../platform/item-size.ts';

/** An item holds 400 KB; what a call has to say or keep is far from it, and its attempts need room. */
const longestBytes = 200_000;
/** DynamoDB nests no deeper than 32 levels, of which the item takes two. */
const deepest = 30;
/** DynamoDB knows no number that is nearer to zero. */
const smallest = 1e-130;

/** Tells whether the part of a call that others wrote fits into its item: what does not would be refused each time anew. */
export function fitsCall(part: Readonly<Record<string, unknown>>): boolean {
  return isStorable(part, deepest) && itemBytes(part) <= longestBytes;
}

/** Of numbers those alone that JavaScript counts exactly: ids of others are longer now and then, and belong into texts. */
function isStorable(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return value === 0 || (Math.abs(value) >= smallest && Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'object') return value === undefined || typeof value === 'string' || typeof value === 'boolean';
  if (value === null) return true;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isPlain && levels > 0 && Object.values(value).every((inner) => isStorable(inner, levels - 1));
}
