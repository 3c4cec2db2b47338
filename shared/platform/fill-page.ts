/** The most keys that one batch reads. */
const mostPerBatch = 100;

/** A row of a listing, with its place in the order. */
interface Placed {
  readonly place: string;
}

export interface PageWish<Row extends Placed, Id extends string, Item> {
  readonly limit: number;
  /** Rows looked at, and records read, for one answer, however few of them belong to the list. */
  readonly most: { readonly rows: number; readonly reads: number };
  /** Returns the id of the record that a row is of: one that moves meanwhile may have two rows for a moment, and is named once. */
  readonly idOf: (row: Row) => Id;
  /** Whether a row leaves it open that its record belongs to the list. */
  readonly mayFit: (row: Row) => boolean;
  /** Reads what the list shows of those records that belong to it. */
  readonly lookUp: (rows: readonly Row[]) => Promise<ReadonlyMap<Id, Item>>;
  /** Whether the time of the request is used up. @default - never */
  readonly isLate?: () => boolean;
}

export interface FilledPage<Item> {
  readonly items: Item[];
  /** The place of the row from which to go on; null where nothing follows. */
  readonly next: string | null;
}

/** Fills a page from rows, in their order, until it is full, nothing follows, or enough was looked at. */
export async function fillPage<Row extends Placed, Id extends string, Item>(
  rows: AsyncIterable<Row>,
  { limit, most, idOf, mayFit, lookUp, isLate = () => false }: PageWish<Row, Id, Item>,
): Promise<FilledPage<Item>> {
  const items: Item[] = [];
  const known = new Set<Id>();
  let waiting: Row[] = [];
  let examined = 0;
  let read = 0;

  /** Answers the row with which the page is full; null while it is not. */
  async function readWaiting(): Promise<Row | null> {
    const batch = waiting;
    waiting = [];
    read += batch.length;
    const found = batch.length === 0 ? null : await lookUp(batch);
    for (const row of batch) {
      const item = found?.get(idOf(row));
      if (item !== undefined) items.push(item);
      if (items.length >= limit) return row;
    }
    return null;
  }

  for await (const row of rows) {
    examined += 1;
    if (!known.has(idOf(row)) && mayFit(row)) waiting.push(row);
    known.add(idOf(row));
    const isEnough = examined >= most.rows || read + waiting.length >= most.reads || (examined % mostPerBatch === 0 && isLate());
    if (!isEnough && waiting.length < batchSize(limit - items.length, items.length, read)) continue;
    const last = await readWaiting();
    if (last || isEnough) return { items, next: (last ?? row).place };
  }
  const last = await readWaiting();
  return { items, next: last?.place ?? null };
}

/**
 * Returns how many more records are likely to fill a page, by the share of those read so far that belong to it; where none did, the most at once.
 * @param missing how many the page lacks; `found`, `read`: how many belong to it, of how many that were read
 */
function batchSize(missing: number, found: number, read: number): number {
  if (found === 0 && read > 0) return mostPerBatch;
  return Math.min(mostPerBatch, Math.ceil((missing * (read + 1)) / (found + 1)));
}
