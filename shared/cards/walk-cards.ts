import { LeadId } from '../platform/ids.ts';
import { idAtPlace } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type Listing, type PlaceSpan, type RowsWanted, walkIndex } from '../platform/walk-index.ts';
import type { Card } from './card.ts';
import { parseCard } from './rules-pack.ts';

/** One lead of a list, as an index tells of it. */
export interface CardRow {
  readonly leadId: LeadId;
  /** `moment#leadId` of the order in which it is listed. */
  readonly place: string;
  /** Null where only the lead tells whether it fits. */
  readonly card: Card | null;
}

/**
 * Walks through a listing of cards or seats, newest first; each row is read once, and only as far as somebody asks for it.
 * @param rowsWanted how many rows the caller is likely to take
 */
export async function* walkCards(table: Table, listing: Listing, span: PlaceSpan, rowsWanted?: RowsWanted): AsyncGenerator<CardRow> {
  for await (const { place, item } of walkIndex(table, listing, span, rowsWanted)) {
    yield { leadId: LeadId.parse(idAtPlace(place)), place, card: parseCard(item.card) };
  }
}
