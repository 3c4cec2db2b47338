import { inflateRawSync } from 'node:zlib';
import type { Item } from '../../shared/platform/table.ts';

/** Writes an item as text, with whatever is packed in it unpacked. */
export function dumpOf(item: Item): string {
  return JSON.stringify(item, (_name, value) => (ArrayBuffer.isView(value) ? unpacked(value) : value));
}

function unpacked(value: ArrayBufferView): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  try {
    return inflateRawSync(bytes).toString('utf8');
  } catch {
    return `${bytes.toString('utf8')} ${decodeURIComponent(bytes.toString('latin1').replace(/%(?![0-9a-f]{2})/gi, '%25'))}`;
  }
}

/** Returns where any of some words stand, in any spelling of letters: the keys of the items. */
export function findIn(items: readonly Item[], words: readonly string[]): string[] {
  const wanted = words.map((word) => word.toLowerCase());
  return items.flatMap((item) => {
    const text = dumpOf(item).toLowerCase();
    const hits = wanted.filter((word) => text.includes(word));
    return hits.length === 0 ? [] : [`${item.pk} ${item.sk}: ${hits.join(', ')}`];
  });
}
