import { LeadId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type Listing, type PlaceSpan, walkIndex } from '../platform/walk-index.ts';
import { readUnmergedLeads } from './read-leads.ts';
import type { Lead } from './record.ts';

/** A lead and its place in the order of creation, which stays one when the lead is gone. */
export interface LeadPlace {
  readonly leadId: LeadId;
  readonly place: string;
}

/** All leads as they were created. A lead is listed a moment after it is made, when the stream has brought its card. */
export const allLeads: Listing = { index: indexes.gsi1, partitions: indexKeys.cardPartitions() };

/** The leads of a listing, newest first; each is named once, and only as far as somebody asks for it. */
export async function* walkNewest(table: Table, listing: Listing, span: PlaceSpan, rowsWanted?: number): AsyncGenerator<LeadPlace> {
  for await (const { place } of walkIndex(table, listing, span, rowsWanted)) {
    yield { place, leadId: LeadId.parse(idAtPlace(place)) };
  }
}

/** Some leads of a walk, in its order. */
export interface LeadPage {
  /** Without leads that were erased meanwhile. */
  readonly leads: readonly Lead[];
  /** Keys of items that are no leads. */
  readonly malformed: readonly string[];
  /** Where to go on; null at the end. */
  readonly next: string | null;
}

const leadsPerPage = 100;

/** Reads leads newest first, a page at a time and at most `limit` in all. */
export async function* walkLeads(table: Table, span: PlaceSpan, limit = Number.POSITIVE_INFINITY): AsyncGenerator<LeadPage> {
  let rows: LeadPlace[] = [];
  let seen = 0;
  for await (const row of walkNewest(table, allLeads, span, limit)) {
    const isFull = seen >= limit;
    if (rows.length > 0 && (isFull || rows.length === leadsPerPage)) {
      yield await pageOf(table, rows, true);
      rows = [];
    }
    if (isFull) return;
    rows.push(row);
    seen += 1;
  }
  if (rows.length > 0) yield await pageOf(table, rows, false);
}

async function pageOf(table: Table, rows: readonly LeadPlace[], goesOn: boolean): Promise<LeadPage> {
  const malformed: string[] = [];
  const found = await readUnmergedLeads(
    table,
    rows.map(({ leadId }) => leadId),
    { onMalformed: (_error, key) => void malformed.push(key) },
  );
  const leads = rows.flatMap(({ leadId }) => found.get(leadId) ?? []);
  return { leads, malformed, next: goesOn ? (rows.at(-1)?.place ?? null) : null };
}
