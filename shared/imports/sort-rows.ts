import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { contactOf, identifyingPhone } from '../identity/contact.ts';
import type { Clock } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { localSeconds } from '../platform/zones.ts';
import { repKind } from '../routing/rep-config.ts';
import type { ImportFiles, KeptRow } from './files.ts';
import type { Import, ImportDraft } from './import.ts';
import { clustersOf } from './rules-clusters.ts';
import { ownersOf, type ReadParts, type ReadRow, readRow } from './rules-read-row.ts';

/** Rows that are taken in at a time, within a second or two; fewer of a short list, so that its progress is true to a twenty-fifth. */
const mostPerPart = 200;
const rowsPerPart = (rows: number): number => Math.min(mostPerPart, Math.max(10, Math.ceil(rows / 25)));
/** Of a large list there are hundreds of parts: one after the other they would take longer than the work may. */
const [readAtOnce, writtenAtOnce] = [4, 8];

/** The zone in which a list's days are days. */
export async function zoneOf(config: ConfigReader): Promise<string> {
  return (await config.current(companyKind)).documents.get('company')?.timeZone ?? 'Asia/Ho_Chi_Minh';
}

/**
 * Reads all rows by the mapping, and lays them so that those of one cluster lie behind each other, behind all others: what becomes of a row can then be
 * foreseen part by part. Both passes go over the parts, so that no more than some of them are held, beside what rows are known by.
 */
export async function sortRows(
  list: Import,
  files: ImportFiles,
  parts: { readonly config: ConfigReader; readonly clock: Clock },
): Promise<ImportDraft> {
  const [fields, reps, zone, heads] = await Promise.all([
    parts.config.current(fieldKind),
    parts.config.current(repKind),
    zoneOf(parts.config),
    files.heads(),
  ]);
  if (!heads) throw new CorruptItemError('a list has no heads of sheets');
  const today = new Date(localSeconds(zone, Math.floor(parts.clock().getTime() / 1000)) * 1000).toISOString().slice(0, 10);
  const by: ReadParts = {
    kind: list.kind,
    targets: list.targets,
    fields: fields.documents,
    owners: ownersOf(reps.documents.values()),
    today,
  };
  async function* readRows(): AsyncGenerator<ReadRow> {
    for (let first = 0; ; first += readAtOnce) {
      const next = Array.from({ length: readAtOnce }, (_, place) => first + place);
      for (const raw of await inTurns(next, readAtOnce, (part) => files.part('raw', part))) {
        if (!raw) return;
        for (const { sheet, row, cells } of raw) {
          const head = heads?.[sheet];
          if (head) yield readRow({ sheet: head.name, row, cells }, head.columns, by);
        }
      }
    }
  }

  const known: string[][] = [];
  for await (const row of readRows()) known.push(keysOf(row));
  const clusterOf = new Map<number, number>();
  clustersOf(known).forEach((rows, cluster) => {
    for (const row of rows) clusterOf.set(row, cluster);
  });

  const perPart = rowsPerPart(list.rows);
  let [part, batch]: [number, KeptRow[]] = [0, []];
  const full: { readonly part: number; readonly rows: KeptRow[] }[] = [];
  const write = async (): Promise<void> =>
    void (await inTurns(full.splice(0), writtenAtOnce, (one) => files.putPart('rows', one.part, one.rows)));
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    full.push({ part, rows: batch });
    [part, batch] = [part + 1, []];
    if (full.length >= writtenAtOnce) await write();
  };
  const together = new Map<number, KeptRow[]>();
  let place = 0;
  for await (const row of readRows()) {
    const cluster = clusterOf.get(place) ?? null;
    place += 1;
    const kept: KeptRow = {
      ...row,
      extra: { ...row.extra },
      fields: { ...row.fields },
      tags: [...row.tags],
      warnings: [...row.warnings],
      cluster,
    };
    if (cluster !== null) together.set(cluster, [...(together.get(cluster) ?? []), kept]);
    else if (batch.push(kept) >= perPart) await flush();
  }
  for (const [, rows] of [...together].sort(([one], [other]) => one - other)) {
    // A cluster is not torn apart, unless it is larger than some parts: one number for half a list is nobody's.
    if (batch.length > 0 && batch.length + rows.length > perPart) await flush();
    for (let start = 0; start < rows.length; start += 2 * mostPerPart) {
      batch.push(...rows.slice(start, start + 2 * mostPerPart));
      if (batch.length >= perPart) await flush();
    }
  }
  await flush();
  await write();
  const { version: _version, writeId: _writeId, ...draft } = list;
  return { ...draft, phase: 'previewing', rows: place, parts: part, next: 0, passed: 0 };
}

/** What a row is known by, as far as it could be somebody else's of the list. */
function keysOf({ fields, order, problem }: ReadRow): string[] {
  if (problem !== null) return [];
  const { email, phone } = contactOf(fields);
  const number = identifyingPhone(phone);
  const own = [email === null ? [] : ['e', email], number === null ? [] : ['p', number], order === null ? [] : ['o', order.orderId]];
  const keys = own.filter((parts) => parts.length > 0).map((parts) => digest(...parts).slice(0, 16));
  // Whoever can be known by nothing is told apart by all that the row says.
  return keys.length > 0 ? keys : [digest('r', JSON.stringify(fields)).slice(0, 16)];
}
