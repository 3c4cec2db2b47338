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
  /** Those that stand under a value of a partition key, of the table or of an index, in the order of its sort key; who lacks that is left out. */
  ordered(pk: string, value: string, sk: string): readonly Item[];
  all(): Item[];
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
  /** What a query sorted stays sorted until something is written there: many pages are read of what was written once. */
  const sorted = new Map<string, readonly Item[]>();
  const index = (place: string, before: Item | undefined, after: Item | undefined): void => {
    for (const entry of entriesOf(before)) {
      indexed.get(entry)?.delete(place);
      sorted.delete(entry);
    }
    for (const entry of entriesOf(after)) {
      indexed.set(entry, (indexed.get(entry) ?? new Map<string, Item>()).set(place, after ?? {}));
      sorted.delete(entry);
    }
  };
  return {
    byPlace,
    inserted,
    at: (key) => byPlace.get(placeOf(key)),
    ordered(pk, value, sk) {
      const entry = `${pk} ${value}`;
      const known = sorted.get(entry);
      if (known) return known;
      const rows = pk === 'pk' ? partitions.get(value) : indexed.get(entry);
      const inOrder = [...(rows?.values() ?? [])].filter((item) => item[sk] !== undefined).sort((one, other) => byKey(one, other, sk));
      sorted.set(entry, inOrder);
      return inOrder;
    },
    all: () => [...byPlace].sort(([one], [other]) => orderOf(one, other) ?? 0).map(([, item]) => item),
    put(item) {
      const key = keyOf(item);
      if (!byPlace.has(placeOf(key))) inserted.push(item);
      index(placeOf(key), byPlace.get(placeOf(key)), item);
      sorted.delete(`pk ${key.pk}`);
      byPlace.set(placeOf(key), item);
      const partition = partitions.get(key.pk) ?? new Map<string, Item>();
      partitions.set(key.pk, partition.set(key.sk, item));
    },
    remove(key) {
      sorted.delete(`pk ${key.pk}`);
      index(placeOf(key), byPlace.get(placeOf(key)), undefined);
      byPlace.delete(placeOf(key));
      partitions.get(key.pk)?.delete(key.sk);
    },
  };
}

/** Items of one index entry follow each other by their own keys. */
export function byKey(one: Item, other: Item, sk: string): number {
  return orderOf(one[sk], other[sk]) || orderOf(one.pk, other.pk) || (orderOf(one.sk, other.sk) ?? 0);
}
