import { type Key, keys } from '../../shared/platform/keys.ts';
import type { Item, WriteItem } from '../../shared/platform/table.ts';
import type { MemoryTable } from './memory-table.ts';

/** What a later version of the code writes beside what this one knows. */
const mark = 'laterAttribute';

/** Items that are written once and never again: nothing of them can get lost. */
const neverChanged = /^(TIMELINE#|DECISION#|RAW|POST#|EVENTS#|DOCUMENT#|VERSION#)|^\d{4}-/;

/** Maps whose names are data: whoever puts another name into them says something that this version understands. */
const dataMaps = new Set([
  'extra',
  'open',
  'members',
  'topics',
  'signals',
  'answered',
  'places',
  'confirmed',
  'refused',
  'leftOut',
  'missed',
  'kept',
  // What the columns of a list are, and how many rows came to what.
  'targets',
  'actions',
  'reasons',
  'warnings',
  'given',
  // Whom a call is about, what was answered, and up to when each form was looked through.
  'about',
  'answer',
  'since',
  'origin',
  // Accounts by their addresses.
  'known',
]);

/** Worked out anew from the lead each time, in both versions alike. */
const workedOut = new Set(['CARD', 'FIND']);
const isWorkedOut = ({ pk, sk }: Item): boolean => workedOut.has(String(sk).split('#')[0] ?? '') || String(pk).startsWith('FACTS#');

/** Said anew as a whole: a message as it came last, which is kept to be sent again, and what a list shows of a held post. */
const saidAnew = new Set(['askedBy', 'card']);

/** How elements of lists are known again when they change. */
const elementIds: Readonly<Record<string, string>> = { engagements: 'id', sharers: 'leadId', documents: 'id', extraPhones: 'raw' };

const isMap = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

export interface OtherVersion {
  /** Marks that were gone after a write, by item and path. */
  readonly lost: string[];
  /** How often an item of each kind was written over marks that stayed. */
  readonly kept: Map<string, number>;
}

/**
 * Plays a later version of the code that is deployed beside this one: after every write it adds attributes of its own to the item, at its
 * top and to every object in it, and looks whether those that it added before are still there.
 */
export function besideOtherVersion(table: MemoryTable): OtherVersion {
  const seen: OtherVersion = { lost: [], kept: new Map() };
  const marked = new Map<string, Item>();
  let count = 0;
  const nextMark = () => {
    count += 1;
    return count;
  };

  const markItem = (place: string, item: Item) => {
    if (neverChanged.test(String(item.sk)) || isWorkedOut(item)) return;
    seed(withMarks(item, nextMark));
    const now = table.items.get(place);
    if (now) marked.set(place, now);
  };

  const look = (touched: readonly Item[]) => {
    for (const place of touched.map(placeOf)) {
      const [before, item] = [marked.get(place), table.items.get(place)];
      // Who makes an item anew after it was deleted owes nothing.
      if (!item) marked.delete(place);
      if (!item || before === item) continue;
      if (before) {
        seen.lost.push(...lostIn(before, item, place));
        const kind = kindOf(item);
        seen.kept.set(kind, (seen.kept.get(kind) ?? 0) + 1);
      }
      markItem(place, item);
    }
  };

  const { seed, put, update, deleteAll, transact } = table;
  Object.assign(table, {
    seed: (...items: readonly Item[]) => {
      seed(...items);
      for (const item of items) markItem(placeOf(item), item);
    },
    put: async (input: Parameters<typeof put>[0]) => {
      await put(input);
      look([input.Item ?? {}]);
    },
    update: async (input: Parameters<typeof update>[0]) => {
      const after = await update(input);
      look([input.Key ?? {}]);
      return after;
    },
    deleteAll: async (keys: readonly Key[]) => {
      await deleteAll(keys);
      look(keys.map((key) => ({ ...key })));
    },
    transact: async (writes: readonly WriteItem[]) => {
      await transact(writes);
      look(writes.map(keyIn));
    },
  });
  for (const [place, item] of table.items) markItem(place, item);
  return seen;
}

const placeOf = ({ pk, sk }: Item): string => `${String(pk)} ${String(sk)}`;

function keyIn(write: WriteItem): Item {
  if ('Put' in write) return write.Put.Item ?? {};
  if ('Update' in write) return write.Update.Key ?? {};
  return ('Delete' in write ? write.Delete.Key : write.ConditionCheck.Key) ?? {};
}

/** `LEAD LEADSCORE`: what stands before the ids in the keys of an item. */
const kindOf = ({ pk, sk }: Item): string =>
  pk === keys.segmentCountPk || pk === keys.sequenceSweepPk ? String(pk) : [pk, sk].map((key) => String(key).split('#')[0]).join(' ');

function withMarks(value: Item, nextMark: () => number, isData = false): Item {
  const entries = Object.entries(value).map(([name, inner]) => {
    return [name, saidAnew.has(name) ? inner : markedIn(inner, nextMark, dataMaps.has(name))] as const;
  });
  // A lead lies in two items: what another version adds stands in one of them.
  const isMarked = isData || mark in value || value.sk === keys.profileSk;
  return { ...(isMarked ? {} : { [mark]: nextMark() }), ...Object.fromEntries(entries) };
}

function markedIn(value: unknown, nextMark: () => number, isData: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => markedIn(element, nextMark, false));
  return isMap(value) ? withMarks(value, nextMark, isData) : value;
}

/** The same without the marks. */
export function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (name === mark ? [] : [[name, withoutMarks(inner)]])));
}

/** Where marks are missing from containers that still stand. */
function lostIn(before: unknown, after: unknown, path: string, name = ''): string[] {
  if (Array.isArray(before) && Array.isArray(after)) return lostFromList(before, after, path, elementIds[name]);
  if (!isMap(before) || !isMap(after)) return [];
  const own = before[mark] === after[mark] ? [] : [path];
  const names = Object.keys(before).filter((inner) => inner in after);
  return [...own, ...names.flatMap((inner) => lostIn(before[inner], after[inner], `${path}.${inner}`, inner))];
}

function lostFromList(before: readonly unknown[], after: readonly unknown[], path: string, id: string | undefined): string[] {
  const textOf = (element: unknown) => JSON.stringify(withoutMarks(element));
  const isSame = (one: unknown, other: unknown) =>
    textOf(one) === textOf(other) || (id !== undefined && isMap(one) && isMap(other) && one[id] === other[id]);
  return before.flatMap((element, index) => {
    const places = after.flatMap((other, place) => (isSame(element, other) ? [place] : []));
    const lost = places.map((place) => lostIn(element, after[place], `${path}[${index}]`));
    return lost.length === 0 || lost.some((paths) => paths.length === 0) ? [] : (lost[0] ?? []);
  });
}
