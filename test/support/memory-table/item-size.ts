import { indexAttributes } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';

/** Size of an item as DynamoDB bills it: names and values in UTF-8, numbers by digits, 3 bytes per list or map, 1 per element. */
export function itemSize(item: object): number {
  return Object.entries(item).reduce((sum, [name, value]) => (value === undefined ? sum : sum + bytes(name) + valueSize(value)), 0);
}

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

/** Write units of one change: per started KB of the larger image (twice in a transaction), plus each KEYS_ONLY index entry put or deleted. */
export function writeUnits(before: Item | undefined, after: Item | undefined, factor: 1 | 2): number {
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  let units = factor * Math.max(1, Math.ceil(size / 1024));
  for (const { pk, sk } of Object.values(indexAttributes)) {
    const [old, now] = [before, after].map((item) =>
      item?.[pk] === undefined || item[sk] === undefined ? null : `${String(item[pk])} ${String(item[sk])}`,
    );
    if (old !== now) units += (old === null ? 0 : 1) + (now === null ? 0 : 1);
  }
  return units;
}

/** Read units of one answer: per started 4 KB, half of it without consistency. */
export function readUnits(items: readonly Item[], consistent: boolean | undefined): number {
  const size = items.reduce((sum, item) => sum + itemSize(item), 0);
  return Math.max(1, Math.ceil(size / 4096)) * (consistent ? 1 : 0.5);
}
