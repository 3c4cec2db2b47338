import type { Fact } from '../facts/index.ts';
import type { AddedColumn, Beside, Cell, Cells, Column, Counted, Counter, Counts, PercentileColumn, ShareColumn } from './report.ts';
import { type Cut, isCounted } from './rules-cut.ts';
import { holderAt } from './rules-holder.ts';

/** Below so many nobody prints a share of them. */
export const fewestOfShare = 10;
/** Below so many nobody prints a percentile of them. */
export const fewestOfPercentile = 5;

/** The key by which the whole is asked for. */
export const totalKey = 'total';

/** What was added to one column of one row. */
interface Running {
  amount: number;
  last: Fact | null;
  isOpen: boolean;
  bounds?: Bounds;
  readonly values: number[];
  /** The places of those values that may still grow. */
  readonly open: number[];
}

type RunningRow = Map<string, Running>;

const isAdded = (column: Column): column is AddedColumn =>
  column.kind === 'leads' || column.kind === 'times' || column.kind === 'sum' || column.kind === 'values';

/** The currency behind which money stands where none came in. */
const usualCurrency = 'VND';

/** Names the column of an amount of money: of each currency one. */
const named = (column: AddedColumn, currency: string | undefined): string =>
  column.unit === 'money' ? `${column.name}:${currency ?? usualCurrency}` : column.name;

function columnsByName(columns: readonly Column[]): ReadonlyMap<string, AddedColumn> {
  return new Map(columns.filter(isAdded).map((column) => [column.name, column]));
}

function addedColumn(columns: ReadonlyMap<string, AddedColumn>, name: string): AddedColumn {
  const column = columns.get(name);
  if (!column) throw new Error(`the report has no column ${name} that anything is added to`);
  return column;
}

const listOf = (rows: string | readonly string[]): readonly string[] => (typeof rows === 'string' ? [rows] : rows);

/** Sums what a fold finds into a table. */
export class TableCounter implements Counter {
  private readonly columns: readonly Column[];
  private readonly added: ReadonlyMap<string, AddedColumn>;
  private readonly cut: Cut;
  private readonly rows = new Map<string, RunningRow>();
  private readonly total: RunningRow = new Map();

  constructor(columns: readonly Column[], cut: Cut) {
    this.columns = columns;
    this.added = columnsByName(columns);
    this.cut = cut;
  }

  add(rows: string | readonly string[], column: string, fact: Fact, counted: Counted): void {
    if (!isCounted(this.cut, fact, counted.holder ?? holderAt(fact, counted.at))) return;
    const added = addedColumn(this.added, column);
    const name = named(added, counted.currency);
    for (const row of this.runningOf(rows)) put(row, name, added, fact, counted);
  }

  leaveOpen(rows: string | readonly string[], column: string, fact: Fact, counted: Counted): void {
    if (!isCounted(this.cut, fact, counted.holder ?? holderAt(fact, counted.at))) return;
    const name = named(addedColumn(this.added, column), counted.currency);
    for (const row of this.runningOf(rows)) runningAt(row, name).isOpen = true;
  }

  /** Returns the table; rows that nothing was added to, but which are to be shown, by their keys. */
  counts(
    shown: readonly string[] = [],
    besideOf: (keys: readonly string[]) => readonly Beside[] = () => [],
  ): { readonly counts: Counts; readonly columns: readonly Column[] } {
    for (const key of shown) if (!this.rows.has(key)) this.rows.set(key, new Map());
    this.putBeside(besideOf([...this.rows.keys()]));
    const columns = byCurrency(this.columns, this.total);
    const rows = new Map([...this.rows].map(([key, row]) => [key, cellsOf(row, columns)]));
    return { counts: { rows, total: cellsOf(this.total, columns) }, columns };
  }

  /** Sets what is beside the leads: worked out anew, however often somebody asks. */
  private putBeside(beside: readonly Beside[]): void {
    const sums = new Map<RunningRow, Map<string, number>>();
    for (const { row, column, value, currency } of beside) {
      const name = named(addedColumn(this.added, column), currency);
      for (const running of this.runningOf(row ?? [])) {
        const ofRow = sums.get(running) ?? new Map<string, number>();
        sums.set(running, ofRow.set(name, (ofRow.get(name) ?? 0) + value));
      }
    }
    for (const [running, ofRow] of sums) {
      for (const [name, amount] of ofRow) runningAt(running, name).amount = amount;
    }
  }

  private runningOf(rows: string | readonly string[]): RunningRow[] {
    const keys = typeof rows === 'string' ? [rows] : [...new Set(rows)];
    const some = keys.map((key) => {
      const known = this.rows.get(key);
      if (known) return known;
      const row: RunningRow = new Map();
      this.rows.set(key, row);
      return row;
    });
    return [...some, this.total];
  }
}

function runningAt(row: RunningRow, name: string): Running {
  const known = row.get(name);
  if (known) return known;
  const running: Running = { amount: 0, last: null, isOpen: false, values: [], open: [] };
  row.set(name, running);
  return running;
}

function put(row: RunningRow, name: string, { kind }: AddedColumn, fact: Fact, { value = 1, isOpen = false }: Counted): void {
  const running = runningAt(row, name);
  // Facts come one after the other, each person once: the last one is enough to tell who was counted.
  if (kind === 'leads' && running.last === fact) return;
  running.last = fact;
  if (kind === 'values') {
    if (isOpen) running.open.push(running.values.length);
    running.values.push(value);
  } else running.amount += kind === 'sum' ? value : 1;
}

/** Money of each currency has a column of its own, with what is made of it. */
function byCurrency(columns: readonly Column[], total: RunningRow): Column[] {
  const families = new Set(columns.filter((column) => isAdded(column) && column.unit === 'money').map(({ name }) => name));
  const found = [...total.keys()].flatMap((name) => (name.includes(':') ? [name.slice(name.indexOf(':') + 1)] : []));
  const currencies = [...new Set(found.length > 0 ? found : [usualCurrency])].toSorted((one, other) =>
    one === usualCurrency ? -1 : other === usualCurrency ? 1 : one < other ? -1 : 1,
  );
  return columns.flatMap((column): Column[] => {
    const { definition = column.name } = column;
    if (families.has(column.name)) return currencies.map((currency) => ({ ...column, name: `${column.name}:${currency}`, definition }));
    if (column.kind === 'per' && families.has(column.sum)) {
      return currencies.map((currency) => ({
        ...column,
        name: `${column.name}:${currency}`,
        definition,
        sum: `${column.sum}:${currency}`,
        of: families.has(column.of) ? `${column.of}:${currency}` : column.of,
      }));
    }
    return [column];
  });
}

function cellsOf(row: RunningRow, columns: readonly Column[]): Cells {
  return Object.fromEntries(columns.map((column) => [column.name, cellOf(row, column)]));
}

function cellOf(row: RunningRow, column: Column): Cell {
  switch (column.kind) {
    case 'leads':
    case 'times':
    case 'sum': {
      const { amount = 0, isOpen = false } = row.get(column.name) ?? {};
      return isOpen ? { value: amount, isOpen } : { value: amount };
    }
    case 'values': {
      const { values = [] } = row.get(column.name) ?? {};
      return { value: values.length };
    }
    case 'share':
      return shareOf(row, column);
    case 'percentile':
      return percentileOf(row, column);
    case 'per': {
      const of = row.get(column.of)?.amount ?? 0;
      return of === 0 ? { value: null, why: 'nothing' } : { value: (row.get(column.sum)?.amount ?? 0) / of };
    }
  }
}

const howMany = (running: Running | undefined): number => (running ? running.amount + running.values.length : 0);

function shareOf(row: RunningRow, { part, of, whileOpen = 'hatch' }: ShareColumn): Cell {
  const [parts, whole] = [row.get(part), row.get(of)];
  const all = howMany(whole);
  if (all === 0) return { value: null, why: 'nothing' };
  if (all < fewestOfShare) return { value: null, why: 'tooFew' };
  const isOpen = (parts?.isOpen ?? false) || (whole?.isOpen ?? false);
  if (isOpen && whileOpen === 'withhold') return { value: null, why: 'unfinished' };
  const value = howMany(parts) / all;
  return isOpen ? { value, isOpen } : { value };
}

/** What has not ended stands at its age, which it can only exceed: the percentile is a lower bound where one of those decides. */
function percentileOf(row: RunningRow, { of, percent }: PercentileColumn): Cell {
  const running = row.get(of);
  const count = running?.values.length ?? 0;
  if (!running || count === 0) return { value: null, why: 'nothing' };
  if (count < fewestOfPercentile) return { value: null, why: 'tooFew' };
  const rank = Math.min(count, Math.max(1, Math.ceil((percent / 100) * count))) - 1;
  const bounds = boundsOf(running);
  const value = bounds.least[rank] ?? 0;
  const most = bounds.most[rank] ?? 0;
  return most === value ? { value } : { value, isAtLeast: true };
}

interface Bounds {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Sorts the values of a column once for all percentiles of it: as they stand, and as they may become. */
function boundsOf(running: Running): Bounds {
  const { values, open, bounds } = running;
  if (bounds?.least.length === values.length) return bounds;
  const least = new Float64Array(values).sort();
  const most = open.length === 0 ? least : new Float64Array(values);
  for (const place of open) most[place] = Number.POSITIVE_INFINITY;
  if (most !== least) most.sort();
  running.bounds = { least, most };
  return running.bounds;
}

/** One thing behind a number: of which lead, when it was, and how much it adds. */
export interface Behind {
  readonly id: string;
  readonly isErased: boolean;
  readonly at: number;
  readonly value: number;
}

/** Returns the column whose additions are behind a number of a column: of a share the part. Null: there is no such column. */
export function columnBehind(
  columns: readonly Column[],
  name: string,
): { readonly column: string; readonly currency: string | null } | null {
  const [family = '', currency = null] = name.split(':');
  const column = columns.find((one) => one.name === family);
  if (!column || column.isMade) return null;
  switch (column.kind) {
    case 'share':
      return columnBehind(columns, column.part);
    case 'percentile':
      return columnBehind(columns, column.of);
    case 'per': {
      const found = columnBehind(columns, column.sum);
      return found && { ...found, currency: found.currency ?? currency };
    }
    default:
      return { column: family, currency: column.unit === 'money' ? (currency ?? usualCurrency) : null };
  }
}

/** Finds what is behind one number of a table, by the same fold. */
export class BehindCounter implements Counter {
  readonly found: Behind[] = [];
  private readonly added: ReadonlyMap<string, AddedColumn>;
  private readonly cut: Cut;
  private readonly wanted: { readonly row: string; readonly column: string; readonly currency: string | null };
  private last: Fact | null = null;

  constructor(
    columns: readonly Column[],
    cut: Cut,
    wanted: { readonly row: string; readonly column: string; readonly currency: string | null },
  ) {
    this.added = columnsByName(columns);
    this.cut = cut;
    this.wanted = wanted;
  }

  add(rows: string | readonly string[], column: string, fact: Fact, counted: Counted): void {
    const { row, column: wanted, currency } = this.wanted;
    if (column !== wanted || (row !== totalKey && !listOf(rows).includes(row))) return;
    if (currency !== null && currency !== (counted.currency ?? usualCurrency)) return;
    if (!isCounted(this.cut, fact, counted.holder ?? holderAt(fact, counted.at))) return;
    const { kind } = addedColumn(this.added, column);
    if (kind === 'leads' && this.last === fact) return;
    this.last = fact;
    const value = kind === 'sum' || kind === 'values' ? (counted.value ?? 1) : 1;
    this.found.push({ id: fact.id, isErased: fact.erased, at: counted.at, value });
  }

  leaveOpen(): void {
    // Nothing is behind what may still come.
  }
}
