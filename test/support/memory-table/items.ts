import type { Key } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { ValidationError } from './expressions/reader.ts';
import { orderOf } from './values.ts';

/** Where an item stands: `pk sk`. */
export const placeOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** @throws ValidationError when the item has no key of our table. */
export function keyOf({ pk, sk }: Item): Key {
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '') throw new ValidationError('an item without its key');
  return { pk, sk };
}

/** The stored items, whole and by partition; nobody changes an item that stands here. */
export interface Items {
  readonly byPlace: ReadonlyMap<string, Item>;
  /** In the order in which they were first written. */
  readonly inserted: readonly Item[];
  at(key: Key): Item | undefined;
  partition(pk: string): Item[];
  sorted(): Item[];
  put(item: Item): void;
  remove(key: Key): void;
}

export function createItems(): Items {
  const byPlace = new Map<string, Item>();
  const partitions = new Map<string, Map<string, Item>>();
  const inserted: Item[] = [];
  return {
    byPlace,
    inserted,
    at: (key) => byPlace.get(placeOf(key)),
    partition: (pk) => [...(partitions.get(pk)?.values() ?? [])],
    sorted: () => [...byPlace].sort(([one], [other]) => orderOf(one, other) ?? 0).map(([, item]) => item),
    put(item) {
      const key = keyOf(item);
      if (!byPlace.has(placeOf(key))) inserted.push(item);
      byPlace.set(placeOf(key), item);
      const partition = partitions.get(key.pk) ?? new Map<string, Item>();
      partitions.set(key.pk, partition.set(key.sk, item));
    },
    remove(key) {
      byPlace.delete(placeOf(key));
      partitions.get(key.pk)?.delete(key.sk);
    },
  };
}
