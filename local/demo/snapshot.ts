import { readFileSync } from 'node:fs';
import { constants, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { withMarks, withoutMarks } from './marks.ts';
import { daysUntil, shiftDays, underItsMonth } from './shift.ts';

type Item = Record<string, unknown>;

/** What a table and the parameters held at a moment. */
export interface Snapshot {
  /** When it ends, as milliseconds since 1970. */
  readonly endMs: number;
  /** Values of SSM parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
}

/** Items that have the same attributes, attribute by attribute: what is alike lies side by side, and shrinks. */
type Group = readonly [names: readonly string[], columns: readonly (readonly unknown[])[]];

interface Stored {
  readonly endMs: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly groups: readonly Group[];
}

/** Packs a snapshot for the repository. */
export function packSnapshot({ endMs, parameters, items }: Snapshot): Buffer {
  const alike = Map.groupBy(items, (item) => `${kindOf(item)} ${Object.keys(item).join()}`);
  const groups = [...alike.values()].map((members): Group => {
    const names = Object.keys(members[0] ?? {});
    const rows = members.map((member) => withMarks(Object.values(member).map(asText)));
    return [names, names.map((_, column) => rows.map((row) => row[column]))];
  });
  const text = JSON.stringify({ endMs, parameters, groups } satisfies Stored);
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 26 } });
}

/** Unpacks a snapshot as if it had ended at the last such time of day before a moment. */
export function unpackSnapshot(packed: Uint8Array, nowMs: number): Snapshot {
  const text = zstdDecompressSync(packed).toString('utf8');
  const { endMs } = JSON.parse(`${text.slice(0, text.indexOf(','))}}`) as Pick<Stored, 'endMs'>;
  const days = daysUntil(endMs, nowMs);
  const { parameters, groups } = JSON.parse(shiftDays(text, days)) as Stored;
  const items = groups.flatMap(([names, columns]) =>
    (columns[0] ?? []).map((_, index) => {
      const row = withoutMarks(columns.map((column) => column[index])).map(asStored);
      return underItsMonth(Object.fromEntries(names.map((name, column) => [name, row[column]])));
    }),
  );
  return { endMs: endMs + days * 86_400_000, parameters, items };
}

/** Reads the demo company's snapshot. */
export function readDemo(nowMs: number): Snapshot {
  return unpackSnapshot(readFileSync(demoFile), nowMs);
}

export const demoFile = new URL('snapshot.zst', import.meta.url);

const kindOf = ({ pk, sk }: Item): string => `${String(pk).split('#')[0]} ${String(sk).split('#')[0]?.replace(/^\d.*/, '')}`;

/** Bytes are kept as what they hold, so that moments in them are moved as well; what is no deflated text, as it is. */
function asText(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  try {
    return { deflated: inflateRawSync(value).toString('utf8') };
  } catch {
    return { bytes: Buffer.from(value).toString('base64') };
  }
}

function asStored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('deflated' in value && typeof value.deflated === 'string') return new Uint8Array(deflateRawSync(value.deflated, { level: 9 }));
  return 'bytes' in value && typeof value.bytes === 'string' ? new Uint8Array(Buffer.from(value.bytes, 'base64')) : value;
}
