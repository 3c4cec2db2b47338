import { type IndexName, indexAttributes } from './keys.ts';
import type { Item, Table } from './table.ts';

/** One sorted order of rows, cut into partitions of an index that share their kind of sort key: `moment#id`. */
export interface Listing {
  readonly index: IndexName;
  readonly partitions: readonly string[];
  /** @default 'newestFirst' */
  readonly order?: Order;
}

export type Order = 'newestFirst' | 'oldestFirst';

/** Both ends are in it; `before`: the place where an earlier walk ended, which is not, whatever the order of the walk is. */
export interface PlaceSpan {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly before: string | null;
}

export interface IndexRow {
  /** Its sort key, which stays a place in the order when the row is gone. */
  readonly place: string;
  readonly item: Item;
}

/** Typical rows that the smallest read pays for, 4 KB: to ask a partition for fewer saves nothing. */
const leastRows = 16;
/** Four partitions with more rows than this hold more than 800: of the first 800 rows at most three partitions are asked twice. */
const mostFirstRows = 201;
/** About half a megabyte, half of what one answer may hold. */
const mostRows = 1_000;
/** Leads of one part of the country lie in so many partitions: a page may come from these alone. */
const likelyPartitions = 3;

/** How many rows a caller is likely to take in all, or, of one who learns it on the way, how many more. */
export type RowsWanted = number | (() => number);

/**
 * Merges the partitions of a listing in its order. Each row is read once, and only as far as somebody asks for it.
 * @param rowsWanted how many rows the caller is likely to take: few are read for a page, many at a time for a search
 */
export async function* walkIndex(
  table: Table,
  { index, partitions, order = 'newestFirst' }: Listing,
  span: PlaceSpan,
  rowsWanted: RowsWanted = Number.POSITIVE_INFINITY,
): AsyncGenerator<IndexRow> {
  // '~' sorts after every character of a time, so that nothing of the last millisecond is left out.
  const latest = `${span.to?.toISOString() ?? '9'}~`;
  const earliest = span.from?.toISOString() ?? '0';
  const isNewestFirst = order === 'newestFirst';
  const high = isNewestFirst && span.before !== null && span.before < latest ? span.before : latest;
  const low = !isNewestFirst && span.before !== null && span.before > earliest ? span.before : earliest;
  // The service would refuse a span that ends before it begins.
  if (high < low) return;
  const open = partitions.map((partition) => new Partition(table, index, partition, { low, high, isNewestFirst }));
  // Who learns on the way asks again where all comes from few of them.
  const fairShare =
    typeof rowsWanted === 'number' ? rowsWanted / Math.min(likelyPartitions, partitions.length) : rowsWanted() / partitions.length;
  // The end where an earlier walk stopped is read again.
  const firstRows = within(leastRows, fairShare, mostFirstRows) + (span.before === null ? 0 : 1);
  for (let taken = 0; ; taken += 1) {
    // A partition that gave much so far will be asked for much.
    // Whoever took more than they were likely to is looking for something rare.
    const rowsLeft = () => {
      if (typeof rowsWanted !== 'number') return rowsWanted();
      return taken < rowsWanted ? 1.25 * (rowsWanted - taken) : 1.5 * taken;
    };
    const rowsFor = (given: number) => (given === 0 ? firstRows : within(leastRows, (rowsLeft() * given) / taken, mostRows));
    const empty = open.filter((partition) => partition.isEmpty);
    if (empty.length > 0) await Promise.all(empty.map((partition) => partition.fill(rowsFor(partition.given))));
    const next = open.reduce((first, partition) => (comesFirst(partition, first, isNewestFirst) ? partition : first), open[0]);
    if (next?.first === undefined) return;
    yield next.first;
    next.take();
  }
}

const within = (least: number, rows: number, most: number): number => Math.ceil(Math.min(Math.max(rows, least), most));

function comesFirst(one: Partition, other: Partition | undefined, isNewestFirst: boolean): boolean {
  if (one.first === undefined || other?.first === undefined) return one.first !== undefined;
  return isNewestFirst ? one.first.place > other.first.place : one.first.place < other.first.place;
}

/** Both ends are in it, but for the one that the walk begins at. */
interface Range {
  readonly low: string;
  readonly high: string;
  readonly isNewestFirst: boolean;
}

/** The rows of one partition, a query ahead. */
class Partition {
  readonly #table: Table;
  readonly #index: IndexName;
  readonly #name: string;
  readonly #range: Range;
  #rows: readonly IndexRow[] = [];
  #given = 0;
  #position = 0;
  #next: Item | 'start' | undefined = 'start';

  constructor(table: Table, index: IndexName, name: string, range: Range) {
    this.#table = table;
    this.#index = index;
    this.#name = name;
    this.#range = range;
  }

  /** Rows taken so far. */
  get given(): number {
    return this.#given;
  }

  /** Whether only a query tells what comes next. */
  get isEmpty(): boolean {
    return this.#position === this.#rows.length && this.#next !== undefined;
  }

  /** The row that comes next; undefined at the end. */
  get first(): IndexRow | undefined {
    return this.#rows[this.#position];
  }

  take(): void {
    this.#position += 1;
    this.#given += 1;
  }

  async fill(rowsPerQuery: number): Promise<void> {
    const { low, high, isNewestFirst } = this.#range;
    while (this.isEmpty) {
      const { pk, sk } = indexAttributes[this.#index];
      const page = await this.#table.query({
        IndexName: this.#index,
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
        ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
        ExpressionAttributeValues: { ':pk': this.#name, ':low': low, ':high': high },
        ScanIndexForward: !isNewestFirst,
        Limit: rowsPerQuery,
        ...(this.#next === 'start' ? {} : { ExclusiveStartKey: this.#next }),
      });
      this.#next = page.lastKey;
      this.#position = 0;
      this.#rows = page.items
        .map((item) => ({ place: String(item[sk]), item }))
        .filter(({ place }) => place !== (isNewestFirst ? high : low));
    }
  }
}
