import { type IndexName, indexAttributes, indexes, projectedAttributes } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';

/** Size of an item as DynamoDB bills it: names and values in UTF-8, numbers by digits, 3 bytes per list or map, 1 per element. */
export function itemSize(item: object): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) if (value !== undefined) size += bytes(name) + valueSize(value);
  return size;
}

const sizes = new WeakMap<Item, number>();

/** Sums an item up once: nobody changes one that stands in the table. */
function sizeOfStored(item: Item): number {
  const known = sizes.get(item);
  if (known !== undefined) return known;
  const size = itemSize(item);
  sizes.set(item, size);
  return size;
}

const largest = 400 * 1024;

/** Answers whether the service would refuse an item. */
export const isTooLarge = (item: Item): boolean => sizeOfStored(item) > largest;

const bytes = (text: string) => Buffer.byteLength(text);

function valueSize(value: unknown): number {
  if (typeof value === 'string') return bytes(value);
  if (typeof value === 'number') return numberSize(String(value));
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + 1 + valueSize(one), 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + itemSize(value);
  return 1;
}

function numberSize(digits: string): number {
  const significant = digits.replace(/[-.]|^0+/g, '').replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1 + (digits.startsWith('-') ? 1 : 0);
}

/**
 * Write units of one change: per started KB of the larger image (twice in a transaction), plus one for each index entry put, deleted or
 * changed in what the index keeps.
 */
export function writeUnits(before: Item | undefined, after: Item | undefined, factor: 1 | 2): number {
  const size = Math.max(before ? sizeOfStored(before) : 0, after ? sizeOfStored(after) : 0);
  let units = factor * Math.max(1, Math.ceil(size / 1024));
  for (const index of Object.values(indexes)) {
    const [old, now] = [entryOf(index, before), entryOf(index, after)];
    if (old?.place !== now?.place) units += (old ? 1 : 0) + (now ? 1 : 0);
    else if (old?.kept !== now?.kept) units += 1;
  }
  return units;
}

/** What an index holds of an item; every entry of ours is smaller than a KB. */
function entryOf(index: IndexName, item: Item | undefined): { readonly place: string; readonly kept: string } | undefined {
  const { pk, sk } = indexAttributes[index];
  if (item?.[pk] === undefined || item[sk] === undefined) return undefined;
  return {
    place: `${String(item[pk])} ${String(item[sk])}`,
    kept: JSON.stringify(projectedAttributes[index].map((name) => item[name])),
  };
}

/** Read units of one answer: per started 4 KB, half of it without consistency. */
export function readUnits(items: readonly Item[], consistent: boolean | undefined): number {
  const size = items.reduce((sum, item) => sum + sizeOfStored(item), 0);
  return Math.max(1, Math.ceil(size / 4096)) * (consistent ? 1 : 0.5);
}
