import type { Item } from './table.ts';

/** A write unit pays for so many bytes of an item. */
export const writeUnitBytes = 1_024;

/** A strongly consistent read unit pays for so many. */
const readUnitBytes = 4_096;

/** Counts the units that a strongly consistent read of an item takes. */
export const readUnitsOf = (item: Item): number => Math.ceil(itemBytes(item) / readUnitBytes);

/**
 * Counts the bytes that DynamoDB bills an item by, or a few more: names and texts in UTF-8, numbers by their digits, lists and maps by
 * what is in them (Developer Guide, "DynamoDB item sizes and formats").
 */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return Math.ceil(String(value).length / 2) + 2;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value) || value instanceof Set) return [...value].reduce<number>((sum, one) => sum + 1 + valueBytes(one), 3);
  if (typeof value === 'object' && value !== null)
    return 3 + Object.keys(value).length + itemBytes(Object.fromEntries(Object.entries(value)));
  return 1;
}
