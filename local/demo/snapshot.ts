import { readFileSync } from 'node:fs';
import { constants, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { withMarks, withoutMarks } from './marks.ts';
import { dayMs, daysFor, daysUntil, shiftDays, underItsMonth } from './shift.ts';

type Item = Record<string, unknown>;

/** What a table and the parameters held at a moment. */
export interface Snapshot {
  /** When it ends, as milliseconds since 1970. */
  readonly endMs: number;
  /** Values of SSM parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
}

/** What a further day of a history changed. */
interface Day {
  readonly changed: readonly Item[];
  /** Keys of what went. */
  readonly gone: readonly (readonly [pk: unknown, sk: unknown])[];
}

/** Items that have the same attributes, attribute by attribute: what is alike lies side by side, and shrinks. */
type Group = readonly [names: readonly string[], columns: readonly (readonly unknown[])[]];

interface Stored {
  readonly endMs: number;
  /** How many days there are after it. */
  readonly laterDays: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly groups: readonly Group[];
  /** The days after it, one by one. */
  readonly days: readonly { readonly groups: readonly Group[]; readonly gone: Day['gone'] }[];
}

/**
 * Packs what a history held at a moment, and at the same time of some days after it, for the repository: of these only what changed since the day
 * before.
 */
export function packSnapshot({ endMs, parameters, items }: Snapshot, ...later: readonly Snapshot[]): Buffer {
  const days = later.map((snapshot, index) => {
    const { changed, gone } = changesBetween(later[index - 1]?.items ?? items, snapshot.items);
    return { groups: grouped(changed), gone };
  });
  const text = JSON.stringify({ endMs, laterDays: days.length, parameters, groups: grouped(items), days } satisfies Stored);
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 26 } });
}

function changesBetween(before: readonly Item[], after: readonly Item[]): Day {
  const known = new Map(before.map((item) => [placeOf(item), item]));
  const stands = new Set(after.map(placeOf));
  return {
    changed: after.filter((item) => JSON.stringify(known.get(placeOf(item))) !== JSON.stringify(item)),
    gone: before.filter((item) => !stands.has(placeOf(item))).map(({ pk, sk }) => [pk, sk]),
  };
}

const placeOf = ({ pk, sk }: Item): string => `${String(pk)} ${String(sk)}`;

function grouped(items: readonly Item[]): Group[] {
  const alike = Map.groupBy(items, (item) => `${kindOf(item)} ${Object.keys(item).join()}`);
  return [...alike.values()].map((members): Group => {
    const names = Object.keys(members[0] ?? {});
    const rows = members.map((member) => withMarks(Object.values(member).map(asText)));
    return [names, names.map((_, column) => rows.map((row) => row[column]))];
  });
}

/**
 * Unpacks a snapshot as if it had ended at the last such time of day before a moment: on the day of the same weekday, moved by whole weeks,
 * as far as the history goes on for so many days.
 */
export function unpackSnapshot(packed: Uint8Array, nowMs: number): Snapshot {
  const text = zstdDecompressSync(packed).toString('utf8');
  const { endMs, laterDays } = JSON.parse(`${text.slice(0, text.indexOf(',"parameters"'))}}`) as Pick<Stored, 'endMs' | 'laterDays'>;
  const { lived, moved } = daysFor(daysUntil(endMs, nowMs), laterDays);
  const { parameters, groups, days } = JSON.parse(shiftDays(text, moved)) as Stored;
  const items = new Map(ungrouped(groups).map((item) => [placeOf(item), item]));
  for (const day of days.slice(0, lived)) {
    for (const [pk, sk] of day.gone) items.delete(placeOf({ pk, sk }));
    for (const item of ungrouped(day.groups)) items.set(placeOf(item), item);
  }
  return { endMs: endMs + (lived + moved) * dayMs, parameters, items: [...items.values()] };
}

function ungrouped(groups: readonly Group[]): Item[] {
  return groups.flatMap(([names, columns]) =>
    (columns[0] ?? []).map((_, index) => {
      const row = withoutMarks(columns.map((column) => column[index])).map(asStored);
      return underItsMonth(Object.fromEntries(names.map((name, column) => [name, row[column]])));
    }),
  );
}

/** Reads the demo company's snapshot. */
export function readDemo(nowMs: number): Snapshot {
  return unpackSnapshot(readFileSync(demoFile), nowMs);
}

export const demoFile = new URL('snapshot.zst', import.meta.url);

const kindOf = ({ pk, sk }: Item): string => `${String(pk).split('#')[0]} ${String(sk).split('#')[0]?.replace(/^\d.*/, '')}`;

/**
 * Bytes are kept as what they hold, so that moments in them are moved as well. Any few bytes may happen to be deflated ones: what would not be
 * deflated to the same again is kept as it is.
 */
function asText(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  const text = inflated(value);
  if (text !== null && Buffer.from(value).equals(deflated(text))) return { deflated: text };
  return { bytes: Buffer.from(value).toString('base64') };
}

function inflated(bytes: Uint8Array): string | null {
  try {
    return inflateRawSync(bytes).toString('utf8');
  } catch {
    return null;
  }
}

/** As the product packs the events of visits. */
const deflated = (text: string): Buffer => deflateRawSync(text, { level: 9 });

function asStored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('deflated' in value && typeof value.deflated === 'string') return new Uint8Array(deflated(value.deflated));
  return 'bytes' in value && typeof value.bytes === 'string' ? new Uint8Array(Buffer.from(value.bytes, 'base64')) : value;
}
