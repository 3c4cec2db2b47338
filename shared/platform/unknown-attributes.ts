import { isDeepStrictEqual } from 'node:util';
import type { Item } from './table.ts';

/** Names, for lists of objects by the attribute they lie in, the attribute that tells one element from another. */
export type ElementIds = Readonly<Record<string, string>>;

/**
 * Returns the item to write so that attributes this version does not know stay, at any depth: what an update of the known ones would leave.
 * `stored`: the item as it was read; `known`: what this version would write of it unchanged; `next`: what this version wants to stand there.
 * What was removed takes the unknown attributes in it along. `elementIds` tell which elements of lists are the same.
 */
export function keepUnknown(stored: Item, known: Item, next: Item, elementIds: ElementIds = {}): Item {
  if (isDeepStrictEqual(stored, known)) return next;
  const kept = Object.entries(stored).filter(([name]) => own(next, name) === undefined && own(known, name) === undefined);
  const written = Object.entries(next).map(([name, value]) => {
    return [name, keepIn(own(stored, name), own(known, name), value, elementIds, own(elementIds, name))] as const;
  });
  return Object.fromEntries([...kept, ...written]);
}

/** Anybody may name an attribute like something that every object inherits. */
function own<Value>(item: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

function keepIn(stored: unknown, known: unknown, next: unknown, elementIds: ElementIds, elementId?: string): unknown {
  // An empty container may have been left out of what is known of the stored one.
  if (isMap(stored) && isMap(next)) return keepUnknown(stored, isMap(known) ? known : {}, next, elementIds);
  if (!Array.isArray(stored) || !Array.isArray(known) || !Array.isArray(next)) return next;
  if (stored.length !== known.length || isDeepStrictEqual(stored, known)) return next;
  const places = placesIn(known, next, elementId);
  return next.map((element, index) => {
    const place = places[index];
    return place === undefined ? element : keepIn(stored[place], known[place], element, elementIds);
  });
}

/**
 * Returns where each element stood before. The same is what is equal, then what has the same id; where elements have no id, what stands
 * at the same place of a list that is as long as before.
 */
function placesIn(known: readonly unknown[], next: readonly unknown[], elementId: string | undefined): (number | undefined)[] {
  const free = new Set(known.keys());
  const take = (place: number | undefined) => {
    if (place !== undefined) free.delete(place);
    return place;
  };
  const equal = next.map((element) => take([...free].find((place) => isDeepStrictEqual(known[place], element))));
  const idOf = (element: unknown) => (elementId !== undefined && isMap(element) ? own(element, elementId) : undefined);
  return next.map((element, index) => {
    if (equal[index] !== undefined) return equal[index];
    if (elementId === undefined) return next.length === known.length && free.has(index) ? take(index) : undefined;
    const id = idOf(element);
    return id === undefined ? undefined : take([...free].find((place) => idOf(known[place]) === id));
  });
}

/** Sets and binary values are objects, too, but hold no attributes. */
function isMap(value: unknown): value is Item {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
