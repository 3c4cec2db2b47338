import { activityAt, activityStepMs, type CardRow, walkCards } from '../cards/index.ts';
import { readLeads } from '../leads/index.ts';
import type { CorruptItemError } from '../platform/errors.ts';
import { indexes } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { Listing, PlaceSpan, RowsWanted } from '../platform/walk-index.ts';

/**
 * The leads of reps, with the latest activity first. A lead of which two reps own something has a row of each.
 * @param partitions see `indexKeys.seatPartition`
 */
export const byActivity = (partitions: readonly string[]): Listing => ({ index: indexes.gsi3, partitions });

export interface CreationWish {
  /** Of the creation of leads. */
  readonly span: PlaceSpan;
  /** Of their activity. */
  readonly active: Pick<PlaceSpan, 'from' | 'to'>;
  readonly rowsWanted: RowsWanted;
  /** Hears of a lead that is needed, because its card cannot be read, and is malformed itself. */
  readonly onMalformed: (error: CorruptItemError, key: string) => void;
}

/** Rows beside those wanted that usually tell that nothing unread is newer. */
const rowsToBeSure = 8;

/**
 * Walks the same leads newest first, each once. The index knows their activity only, but nothing happens to a lead before it is made: one
 * is given as soon as everything unread must be older. So a page reads as much as was active since its last lead was made, each row once.
 */
export async function* walkByCreation(
  table: Table,
  partitions: readonly string[],
  { span, active, rowsWanted, onMalformed }: CreationWish,
): AsyncGenerator<CardRow> {
  const createdAtOf = async ({ leadId, card }: CardRow): Promise<string | undefined> =>
    card?.createdAt ?? (await readLeads(table, [leadId], { onMalformed })).get(leadId)?.createdAt;
  const waiting: CardRow[] = [];
  const known = new Set<string>();
  // Who goes on from a place passes over what was active since.
  const toBeSure = typeof rowsWanted === 'number' ? rowsWanted + rowsToBeSure : () => rowsWanted() + rowsToBeSure;
  const rowsLikely = span.before === null ? toBeSure : Number.POSITIVE_INFINITY;
  for await (const row of walkCards(table, byActivity(partitions), activitySpan(span, active), rowsLikely)) {
    const madeBefore = endOfStep(row.place);
    for (let next = waiting.at(-1); next !== undefined && next.place >= madeBefore; next = waiting.at(-1)) {
      waiting.pop();
      yield next;
    }
    if (known.has(row.leadId)) continue;
    known.add(row.leadId);
    const createdAt = await createdAtOf(row);
    const place = `${createdAt}#${row.leadId}`;
    if (createdAt !== undefined && isWithin(place, span)) insert(waiting, { ...row, place });
  }
  yield* waiting.reverse();
}

/** Where the activity of leads can lie that were made in this span. */
function activitySpan({ from }: PlaceSpan, active: Pick<PlaceSpan, 'from' | 'to'>): PlaceSpan {
  const beginnings = [from && Date.parse(activityAt(from.toISOString())), active.from?.getTime() ?? null].filter((one) => one !== null);
  return { from: beginnings.length === 0 ? null : new Date(Math.max(...beginnings)), to: active.to, before: null };
}

/** A lead of this activity was made before it. */
function endOfStep(place: string): string {
  return new Date(Date.parse(place.slice(0, place.indexOf('#'))) + activityStepMs).toISOString();
}

function isWithin(place: string, { from, to, before }: PlaceSpan): boolean {
  const isLateEnough = from === null || place >= from.toISOString();
  const isEarlyEnough = to === null || place < `${to.toISOString()}~`;
  return isLateEnough && isEarlyEnough && (before === null || place < before);
}

/** Keeps the rows in the order of their places, the newest last. */
function insert(rows: CardRow[], row: CardRow): void {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.place ?? '') < row.place) low = middle + 1;
    else high = middle;
  }
  rows.splice(low, 0, row);
}
