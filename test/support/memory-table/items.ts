import { indexAttributes, type Key } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { ValidationError } from './expressions/reader.ts';
import { orderOf } from './values.ts';

const indexKeyNames = Object.values(indexAttributes).map(({ pk }) => pk);

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
  /** Those that stand under a value of an index's partition key. */
  indexed(name: string, value: string): Item[];
  sorted(): Item[];
  put(item: Item): void;
  remove(key: Key): void;
}

export function createItems(): Items {
  const byPlace = new Map<string, Item>();
  const partitions = new Map<string, Map<string, Item>>();
  const inserted: Item[] = [];
  const indexed = new Map<string, Map<string, Item>>();
  const entriesOf = (item: Item | undefined): string[] =>
    item === undefined ? [] : indexKeyNames.flatMap((name) => (item[name] === undefined ? [] : [`${name} ${String(item[name])}`]));
  const index = (place: string, before: Item | undefined, after: Item | undefined): void => {
    for (const entry of entriesOf(before)) indexed.get(entry)?.delete(place);
    for (const entry of entriesOf(after)) indexed.set(entry, (indexed.get(entry) ?? new Map<string, Item>()).set(place, after ?? {}));
  };
  return {
    byPlace,
    inserted,
    at: (key) => byPlace.get(placeOf(key)),
    partition: (pk) => [...(partitions.get(pk)?.values() ?? [])],
    indexed: (name, value) => [...(indexed.get(`${name} ${value}`)?.values() ?? [])],
    sorted: () => [...byPlace].sort(([one], [other]) => orderOf(one, other) ?? 0).map(([, item]) => item),
    put(item) {
      const key = keyOf(item);
      if (!byPlace.has(placeOf(key))) inserted.push(item);
      index(placeOf(key), byPlace.get(placeOf(key)), item);
      byPlace.set(placeOf(key), item);
      const partition = partitions.get(key.pk) ?? new Map<string, Item>();
      partitions.set(key.pk, partition.set(key.sk, item));
    },
    remove(key) {
      index(placeOf(key), byPlace.get(placeOf(key)), undefined);
      byPlace.delete(placeOf(key));
      partitions.get(key.pk)?.delete(key.sk);
    },
  };
}
