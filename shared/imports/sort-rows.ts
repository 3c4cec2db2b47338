import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { contactOf, identifyingPhone } from '../identity/contact.ts';
import type { Clock } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { localSeconds } from '../platform/zones.ts';
import { repKind } from '../routing/rep-config.ts';
import { nothingOf } from './file-eraser.ts';
import { type ImportFiles, type KeptRow, mostPerRaw, type RawRow, type SheetHead } from './files.ts';
import { draftOf, type Import, type ImportDraft } from './import.ts';
import { clustersOf } from './rules-clusters.ts';
import { ownersOf, type ReadParts, readRow } from './rules-read-row.ts';

/** Rows that are taken in at a time, within a second or two; fewer of a short list, so that its progress is true to a twenty-fifth. */
const mostPerPart = 200;
const rowsPerPart = (rows: number): number => Math.min(mostPerPart, Math.max(10, Math.ceil(rows / 25)));
/** How many parts one step reads, and lays, of a large list: some seconds, of the minute that the work may take. */
const slice = { read: 40, laid: 100 };
/** Parts that are read or written side by side. */
const [rawAtOnce, keysAtOnce, laidAtOnce] = [4, 16, 8];

/** The zone in which a list's days are days. */
export async function zoneOf(config: ConfigReader): Promise<string> {
  return (await config.current(companyKind)).documents.get('company')?.timeZone ?? defaultTimeZone;
}

type SortParts = { readonly config: ConfigReader; readonly clock: Clock };

/**
 * Brings the sorting of a list one slice further. First rows are read by the mapping; then they are laid so that those of one cluster lie behind each other, behind all others: what
 * becomes of a row can then be foreseen part by part. Each slice takes some seconds, whatever the list, and ends in files: it may be killed anywhere, and come again.
 */
export async function sortSlice(list: Import, files: ImportFiles, parts: SortParts, most = slice): Promise<ImportDraft> {
  const draft = draftOf(list);
  const raws = Math.ceil(list.rows / mostPerRaw);
  if (list.next >= raws) return laySlice(draft, raws, files, most);
  const read = await readSlice(draft, raws, files, parts, most);
  // A short list is sorted in one step.
  return raws <= most.read ? laySlice(read, raws, files, most) : read;
}

/** Reads the rows of some parts by the mapping, and notes what they are known by. */
async function readSlice(draft: ImportDraft, raws: number, files: ImportFiles, parts: SortParts, most: typeof slice): Promise<ImportDraft> {
  const [by, heads] = await Promise.all([readPartsOf(draft, parts), files.heads()]);
  if (!heads) throw new CorruptItemError('a list has no heads of sheets');
  const end = Math.min(raws, draft.next + most.read);
  await inTurns(numbers(draft.next, end), rawAtOnce, async (part) => {
    const raw = await files.part('raw', part);
    if (!raw) throw new CorruptItemError('a part of a list is gone');
    const rows = raw.flatMap((one) => {
      const head = heads[one.sheet];
      return head ? [keptOf(one, head, by)] : [];
    });
    await Promise.all([files.putPart('read', part, rows), files.putPart('keys', part, rows.map(keysOf))]);
  });
  // The second half of the way is to lay them.
  return { ...draft, next: end, passed: Math.floor(Math.min(draft.rows, end * mostPerRaw) / 2) };
}

async function readPartsOf({ kind, targets }: ImportDraft, { config, clock }: SortParts): Promise<ReadParts> {
  const [fields, reps, zone] = await Promise.all([config.current(fieldKind), config.current(repKind), zoneOf(config)]);
  const today = new Date(localSeconds(zone, Math.floor(clock().getTime() / 1000)) * 1000).toISOString().slice(0, 10);
  return { kind, targets, fields: fields.documents, owners: ownersOf(reps.documents.values()), today };
}

function keptOf({ row, cells, isErased }: RawRow, head: SheetHead, by: ReadParts): KeptRow {
  if (isErased) return nothingOf({ sheet: head.name, row, cluster: null });
  const read = readRow({ sheet: head.name, row, cells }, head.columns, by);
  return {
    ...read,
    extra: { ...read.extra },
    fields: { ...read.fields },
    tags: [...read.tags],
    warnings: [...read.warnings],
    cluster: null,
  };
}

/** Lays the rows of some parts. Which rows lie in which part follows from what all rows are known by. */
async function laySlice(draft: ImportDraft, raws: number, files: ImportFiles, most: typeof slice): Promise<ImportDraft> {
  const known = await inTurns(numbers(0, raws), keysAtOnce, (part) => files.part('keys', part));
  const again: ImportDraft = { ...draft, next: 0, passed: 0 };
  if (known.includes(undefined)) return again;
  const { plan, clusterOf } = planOf(
    known.flatMap((keys) => keys ?? []),
    rowsPerPart(draft.rows),
  );
  const begin = draft.next - raws;
  const end = Math.min(plan.length, begin + most.laid);
  const rows = await rowsAt(new Set(plan.slice(begin, end).flat()), files);
  if (!rows) return again;
  await inTurns(numbers(begin, end), laidAtOnce, (part) =>
    files.putPart(
      'rows',
      part,
      (plan[part] ?? []).flatMap((place) => {
        const row = rows.get(place);
        return row ? [{ ...row, cluster: clusterOf.get(place) ?? null }] : [];
      }),
    ),
  );
  const laid = plan.slice(0, end).reduce((sum, places) => sum + places.length, 0);
  if (end < plan.length) return { ...draft, next: raws + end, parts: plan.length, passed: Math.floor((draft.rows + laid) / 2) };
  return { ...draft, phase: 'previewing', rows: laid, parts: plan.length, next: 0, passed: 0 };
}

/** Returns rows by their place among all; null where they are gone. */
async function rowsAt(places: ReadonlySet<number>, files: ImportFiles): Promise<Map<number, KeptRow> | null> {
  const parts = [...new Set([...places].map((place) => Math.floor(place / mostPerRaw)))];
  const found = new Map<number, KeptRow>();
  const read = await inTurns(parts, rawAtOnce, async (part) => {
    const rows = await files.part('read', part);
    rows?.forEach((row, index) => {
      const place = part * mostPerRaw + index;
      if (places.has(place)) found.set(place, row);
    });
    return rows !== undefined;
  });
  return read.includes(false) ? null : found;
}

interface Laid {
  /** The places of the rows of each part. */
  readonly plan: readonly (readonly number[])[];
  readonly clusterOf: ReadonlyMap<number, number>;
}

/** Works out which rows lie in which part: rows alone first, in their order, then cluster by cluster. */
function planOf(known: readonly (readonly string[])[], perPart: number): Laid {
  const clusters = clustersOf(known);
  const clusterOf = new Map<number, number>();
  clusters.forEach((rows, cluster) => {
    for (const row of rows) clusterOf.set(row, cluster);
  });
  const plan: number[][] = [];
  let batch: number[] = [];
  const flush = (): void => {
    if (batch.length > 0) plan.push(batch);
    batch = [];
  };
  for (const place of known.keys()) {
    if (!clusterOf.has(place) && batch.push(place) >= perPart) flush();
  }
  for (const rows of clusters) {
    // A cluster is not torn apart, unless it is larger than some parts: one number for half a list is nobody's.
    if (batch.length > 0 && batch.length + rows.length > perPart) flush();
    for (let start = 0; start < rows.length; start += 2 * mostPerPart) {
      batch.push(...rows.slice(start, start + 2 * mostPerPart));
      if (batch.length >= perPart) flush();
    }
  }
  flush();
  return { plan, clusterOf };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** What a row is known by, as far as it could be somebody else's of the list. */
function keysOf({ fields, order, problem }: KeptRow): string[] {
  if (problem !== null) return [];
  const { email, phone } = contactOf(fields);
  const number = identifyingPhone(phone);
  const own = [email === null ? [] : ['e', email], number === null ? [] : ['p', number], order === null ? [] : ['o', order.orderId]];
  const keys = own.filter((parts) => parts.length > 0).map((parts) => digest(...parts).slice(0, 16));
  // Whoever can be known by nothing is told apart by all that the row says.
  return keys.length > 0 ? keys : [digest('r', JSON.stringify(fields)).slice(0, 16)];
}
