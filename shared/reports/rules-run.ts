import type { Fact } from '../facts/index.ts';
import type { Texts } from './definition.ts';
import type { Asked, Basis, Cell, Cells, Column, Report, Setting, TouchName } from './report.ts';
import { type Behind, BehindCounter, columnBehind, TableCounter } from './rules-count.ts';
import type { Cut } from './rules-cut.ts';
import type { DayRange, Days } from './rules-days.ts';
import { timesOf } from './rules-dimensions.ts';

/** What somebody asked of a report, checked: each word is one that the report knows. */
export interface Wish {
  readonly report: Report;
  readonly range: DayRange;
  /** The days that these are compared with; null: none. */
  readonly compared: DayRange | null;
  readonly basis: Basis;
  readonly by: string;
  readonly touch: TouchName;
  readonly options: Readonly<Record<string, string>>;
  readonly days: Days;
  readonly now: number;
  readonly setting: Setting;
  readonly cut: Cut;
  /** What of the report is not shown to whoever asks. @default - all of it is */
  readonly note?: Texts;
}

function askedOf({ days, basis, by, touch, now, options, setting, cut }: Wish, range: DayRange): Asked {
  return { span: days.spanOf(range), basis, by, touch, days, now, options, setting, cut };
}

/** A row with its numbers, and those of the days that they are compared with. */
export interface TableRow {
  readonly key: string;
  readonly cells: Cells;
  readonly before: Cells | null;
}

export interface ReportTable {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  readonly total: Omit<TableRow, 'key'>;
  /** How many rows there are beside these. */
  readonly leftOut: number;
}

/** An answer holds no more rows; those with the largest numbers are kept. */
const mostRows = 1_000;

/** Counts a report, for its days and those that they are compared with, in one walk over the facts. */
export class ReportRun {
  private readonly wish: Wish;
  private readonly asked: Asked;
  private readonly counter: TableCounter;
  private readonly before: { readonly asked: Asked; readonly counter: TableCounter; readonly range: DayRange } | null;

  constructor(wish: Wish) {
    const { report, range, compared, basis, cut } = wish;
    this.wish = wish;
    this.asked = askedOf(wish, range);
    this.counter = new TableCounter(report.columns(basis), cut);
    this.before = compared && {
      asked: askedOf(wish, compared),
      counter: new TableCounter(report.columns(basis), cut),
      range: compared,
    };
  }

  take(fact: Fact): void {
    const { report } = this.wish;
    report.fold(fact, this.counter, this.asked);
    if (this.before) report.fold(fact, this.before.counter, this.before.asked);
  }

  table(): ReportTable {
    const { range, by } = this.wish;
    const now = this.countsOf(this.counter, this.asked, range);
    const before = this.before && this.countsOf(this.before.counter, this.before.asked, this.before.range);
    const [times, timesBefore] = [timesOf(range, by), this.before && timesOf(this.before.range, by)];
    const columns = withBoth(now.columns, before?.columns ?? []);
    const filled = (cells: Cells | undefined): Cells =>
      Object.fromEntries(columns.map((column) => [column.name, cells?.[column.name] ?? emptyOf(column)]));
    // The fifth day of a month is compared with the fifth day of another.
    const keyBefore = (key: string): string => (times && timesBefore ? (timesBefore[times.indexOf(key)] ?? '') : key);
    const keys = new Set(now.counts.rows.keys());
    if (before && !times) for (const key of before.counts.rows.keys()) keys.add(key);
    const rows = [...keys].map((key) => ({
      key,
      cells: filled(now.counts.rows.get(key)),
      before: before && filled(before.counts.rows.get(keyBefore(key))),
    }));
    const sorted =
      times || by === 'closeMonth' ? rows.toSorted((one, other) => compare(one.key, other.key)) : rows.toSorted(byFirst(columns));
    return {
      columns: columns.filter(({ hidden }) => !hidden),
      rows: sorted.slice(0, mostRows),
      leftOut: Math.max(0, sorted.length - mostRows),
      total: { cells: filled(now.counts.total), before: before && filled(before.counts.total) },
    };
  }

  private countsOf(counter: TableCounter, asked: Asked, range: DayRange) {
    const { report, by } = this.wish;
    const shown = [...(timesOf(range, by) ?? []), ...(report.rows?.(asked) ?? [])];
    const { counts, columns } = counter.counts(shown, (keys) => report.beside?.(asked, keys) ?? []);
    return { columns, counts: report.complete?.(counts, asked) ?? counts };
  }
}

/** What a row has that is in the other span alone: none of what is counted, and no share of nothing. */
const emptyOf = ({ kind }: Column): Cell =>
  kind === 'share' || kind === 'percentile' || kind === 'per' ? { value: null, why: 'nothing' } : { value: 0 };
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A currency may have come in but in one of two spans. */
function withBoth(columns: readonly Column[], others: readonly Column[]): readonly Column[] {
  const known = new Set(columns.map(({ name }) => name));
  return [...columns, ...others.filter(({ name }) => !known.has(name))];
}

/** Orders rows by their largest number of the first column; those of one number by key, so that an answer is the same each time. */
function byFirst(columns: readonly Column[]) {
  const [first] = columns;
  const of = ({ cells }: TableRow): number => (first ? (cells[first.name]?.value ?? 0) : 0);
  return (one: TableRow, other: TableRow): number => of(other) - of(one) || compare(one.key, other.key);
}

/** Finds what is behind one number of a report. */
export class BehindRun {
  private readonly wish: Wish;
  private readonly asked: Asked;
  private readonly counter: BehindCounter;

  /** @returns null where the report has no such column, or one that is made of whole rows */
  static of(wish: Wish, row: string, column: string): BehindRun | null {
    const columns = wish.report.columns(wish.basis);
    const behind = columnBehind(columns, column);
    return behind && new BehindRun(wish, new BehindCounter(columns, wish.cut, { row, ...behind }));
  }

  private constructor(wish: Wish, counter: BehindCounter) {
    this.wish = wish;
    this.asked = askedOf(wish, wish.range);
    this.counter = counter;
  }

  take(fact: Fact): void {
    this.wish.report.fold(fact, this.counter, this.asked);
  }

  /** What was found, the latest first. */
  found(): Behind[] {
    return this.counter.found.toSorted((one, other) => other.at - one.at || compare(one.id, other.id));
  }
}
