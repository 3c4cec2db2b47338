import { isDeepStrictEqual } from 'node:util';
import type { Item } from './table.ts';

/**
 * Returns the item to write so that attributes this version does not know stay, at any depth: what an update of the known ones would leave.
 * `stored`: the item as it was read; `known`: what this version would write of it unchanged; `next`: what this version wants to stand there.
 * What was removed takes the unknown attributes in it along.
 */
export function keepUnknown(stored: Item, known: Item, next: Item): Item {
  if (isDeepStrictEqual(stored, known)) return next;
  const kept = Object.entries(stored).filter(([name]) => own(next, name) === undefined && own(known, name) === undefined);
  const written = Object.entries(next).map(([name, value]) => [name, keepIn(own(stored, name), own(known, name), value)] as const);
  return Object.fromEntries([...kept, ...written]);
}

/** Anybody may name an attribute like something that every object inherits. */
function own(item: Item, name: string): unknown {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

function keepIn(stored: unknown, known: unknown, next: unknown): unknown {
  // An empty container may have been left out of what is known of the stored one.
  if (isMap(stored) && isMap(next)) return keepUnknown(stored, isMap(known) ? known : {}, next);
  if (Array.isArray(stored) && Array.isArray(known) && Array.isArray(next)) return keepInList(stored, known, next);
  return next;
}

/** Elements have no names: one is the same when all that is known of it is equal, else by its place in a list that is as long as before. */
function keepInList(stored: readonly unknown[], known: readonly unknown[], next: readonly unknown[]): unknown[] {
  if (stored.length !== known.length || isDeepStrictEqual(stored, known)) return [...next];
  const free = new Set(known.keys());
  const equals = next.map((element) => {
    const place = [...free].find((at) => isDeepStrictEqual(known[at], element));
    if (place !== undefined) free.delete(place);
    return place;
  });
  return next.map((element, index) => {
    const place = equals[index] ?? (next.length === known.length && free.has(index) ? index : undefined);
    return place === undefined ? element : keepIn(stored[place], known[place], element);
  });
}

/** Sets and binary values are objects, too, but hold no attributes. */
function isMap(value: unknown): value is Item {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
