import type { Card, CardRow } from '../cards/index.ts';
import type { Lead } from '../leads/index.ts';
import { batchSize, mostPerBatch } from '../platform/batch-size.ts';
import type { LeadId } from '../platform/ids.ts';

/** Rows looked at for one answer, however few of them fit. */
export const rowsPerRequest = 5_000;
/** Leads read for one answer: what no card tells is looked for in so many of them. */
export const leadsPerRequest = 2_000;

export interface PageWish {
  readonly limit: number;
  /** Whether a card leaves it open that its lead belongs to the list. */
  readonly mayFit: (card: Card | null) => boolean;
  /** Reads those of the leads that belong to the list. */
  readonly lookUp: (leadIds: readonly LeadId[]) => Promise<ReadonlyMap<LeadId, Lead>>;
  /** Whether the time of the request is used up. */
  readonly isLate: () => boolean;
}

export interface FilledPage {
  readonly leads: readonly Lead[];
  /** The place of the row from which to go on; null where nothing follows. */
  readonly next: string | null;
}

/** Fills a page from rows, in their order, until it is full, nothing follows, or enough was looked at. */
export async function fillPage(rows: AsyncIterable<CardRow>, { limit, mayFit, lookUp, isLate }: PageWish): Promise<FilledPage> {
  const leads: Lead[] = [];
  /** A lead that moves meanwhile may have two rows for a moment. */
  const known = new Set<LeadId>();
  let waiting: CardRow[] = [];
  let examined = 0;
  let read = 0;

  /** Answers the row with which the page is full; null while it is not. */
  async function readWaiting(): Promise<CardRow | null> {
    const batch = waiting;
    waiting = [];
    read += batch.length;
    const found = batch.length === 0 ? null : await lookUp(batch.map(({ leadId }) => leadId));
    for (const row of batch) {
      const lead = found?.get(row.leadId);
      if (lead) leads.push(lead);
      if (leads.length >= limit) return row;
    }
    return null;
  }

  for await (const row of rows) {
    examined += 1;
    if (!known.has(row.leadId) && mayFit(row.card)) waiting.push(row);
    known.add(row.leadId);
    const isEnough = examined >= rowsPerRequest || read + waiting.length >= leadsPerRequest || (examined % mostPerBatch === 0 && isLate());
    if (!isEnough && waiting.length < batchSize(limit - leads.length, leads.length, read)) continue;
    const last = await readWaiting();
    if (last || isEnough) return { leads, next: (last ?? row).place };
  }
  const last = await readWaiting();
  return { leads, next: last?.place ?? null };
}
