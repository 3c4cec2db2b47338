import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Both } from '../leads/event-sentence.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import type { ExportId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { listSince } from './export.ts';
import { contactColumnsOf, headersOf } from './rules-columns.ts';

/** A file that somebody had made, as admins are told of it: nobody's name is in it. */
export interface ExportMade {
  readonly exportId: ExportId;
  readonly by: string;
  readonly madeAt: string;
  readonly leads: number;
  readonly format: 'csv' | 'xlsx';
  /** As in an address, without what names one person; `named`: which of that was asked. */
  readonly filter: Readonly<Record<string, string>>;
  readonly named: readonly string[];
  readonly view: string | null;
  /** Headers of those columns by which people are reached. */
  readonly contact: readonly Both[];
}

/** Far longer than any export takes. */
const longestDays = 2;

/** Lists the files that were made from one moment until another, the one asked for first before the others; a file that an erasure took away since is among them. */
export async function listMade(
  { since, until }: { readonly since: string; readonly until: string },
  { table, config }: { readonly table: Pick<Table, 'query'>; readonly config: ConfigReader },
): Promise<ExportMade[]> {
  const [all, { documents: fields }] = await Promise.all([
    listSince(table, isoTime(addMs(new Date(since), -longestDays * daysMs))),
    config.current(fieldKind),
  ]);
  return all.toReversed().flatMap(({ exportId, by, askedAt, endedAt, bytes, leads, format, named = [], columns, ...one }) => {
    if (bytes === undefined || endedAt === undefined || endedAt < since || endedAt >= until) return [];
    const { createdTo, ...filter } = Object.fromEntries(new URLSearchParams(one.filter));
    // Each has the moment at which it was asked for, where nobody asked for an earlier one.
    const madeUntil = createdTo === undefined || createdTo === askedAt ? {} : { createdTo };
    return [
      {
        exportId,
        by,
        madeAt: endedAt,
        leads,
        format,
        filter: { ...filter, ...madeUntil, ...(one.event ? { event: one.event.formId } : {}) },
        named,
        view: one.view ?? null,
        contact: contactColumnsOf(columns, fields).flatMap((column) => headersOf(column, fields) ?? []),
      },
    ];
  });
}
