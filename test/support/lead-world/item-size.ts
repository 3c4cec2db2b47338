import { marshall } from '@aws-sdk/util-dynamodb';
import { indexAttributes } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';

/** Size of an item as DynamoDB bills it: names and values in UTF-8, numbers by digits, 3 bytes per list or map, 1 per element. */
export function itemSize(item: Item): number {
  return Object.entries(marshall(item, { removeUndefinedValues: true })).reduce(
    (sum, [name, value]) => sum + bytes(name) + valueSize(value),
    0,
  );
}

const bytes = (text: string) => Buffer.byteLength(text);

function valueSize(value: object): number {
  const [entry] = Object.entries(value);
  const [type, inner]: [string, unknown] = entry ?? ['NULL', true];
  if (type === 'S') return bytes(String(inner));
  if (type === 'B' && ArrayBuffer.isView(inner)) return inner.byteLength;
  if (type === 'N')
    return (
      Math.ceil(
        String(inner)
          .replace(/[-.]|^0+/g, '')
          .replace(/0+$/, '').length / 2,
      ) +
      1 +
      (String(inner).startsWith('-') ? 1 : 0)
    );
  if (type === 'L' && Array.isArray(inner)) return inner.reduce((sum: number, one: object) => sum + 1 + valueSize(one), 3);
  if (type === 'M' && typeof inner === 'object' && inner !== null) {
    return Object.entries(inner).reduce((sum, [name, one]) => sum + 1 + bytes(name) + valueSize(Object(one)), 3);
  }
  return 1;
}

/** Write units of one change: per started KB of the larger image (twice in a transaction), plus each KEYS_ONLY index entry put or deleted. */
export function writeUnits(before: Item | undefined, after: Item | undefined, factor: 1 | 2): number {
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  let units = factor * Math.max(1, Math.ceil(size / 1024));
  for (const { pk, sk } of Object.values(indexAttributes)) {
    const old = before?.[pk] === undefined ? null : `${String(before[pk])} ${String(before[sk])}`;
    const now = after?.[pk] === undefined ? null : `${String(after[pk])} ${String(after[sk])}`;
    if (old !== now) units += (old === null ? 0 : 1) + (now === null ? 0 : 1);
  }
  return units;
}
