import type { ReportView } from '../../../../api/reports/report-view.ts';
import { alsoTop, mainColumns, standing, tellingShares, unknownKey, wholes, withoutTop } from './finding-tables.ts';
import { type Cell, type Column, cellText, fewest, valueText, type Writing } from './numbers.ts';
import { dayBehind, dayText, spanText } from './period.ts';

type Row = ReportView['rows'][number];
type Cells = readonly Cell[];

/** A number that is the last word: it is there, and neither a bound nor open. */
const firm = (cell: Cell | undefined): number | null =>
  cell === undefined || cell.value === null || cell.isOpen || cell.isAtLeast ? null : cell.value;

export const isTime = (by: string): boolean => by === 'day' || by === 'week' || by === 'month' || by === 'closeMonth';

/** Columns that a figure can show: how many, and how much. */
export const figureColumns = ({ columns }: Pick<ReportView, 'columns'>): readonly Column[] =>
  columns.filter(({ unit }) => unit === 'count' || unit === 'money');

/** Returns the column that the figure of a report shows. */
export function mainColumn(report: Pick<ReportView, 'name' | 'columns'>, chosen?: string): Column | undefined {
  const possible = figureColumns(report);
  const isNamed = (one: string, { name }: Column): boolean => name === one || (one.endsWith(':') && name.startsWith(one));
  const named = (names: readonly string[]): Column | undefined =>
    names.flatMap((one) => possible.find((column) => isNamed(one, column)) ?? [])[0];
  return (chosen === undefined ? undefined : named([chosen])) ?? named(mainColumns[report.name] ?? []) ?? possible[0];
}

/** Reads a table by the names of its columns. */
function reader({ columns }: Pick<ReportView, 'columns'>) {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  return (cells: Cells, name: string): Cell | undefined => {
    const place = places.get(name);
    return place === undefined ? undefined : cells[place];
  };
}

/**
 * Says in sentences what a table shows. Each is made of its numbers alone, names of how many it speaks, and is left out where those are fewer than ten,
 * where the numbers may still change by themselves, and where two rows tie.
 */
export function findingsOf(report: ReportView, column: Column | undefined, writing: Writing): string[] {
  const { words } = writing;
  const read = reader(report);
  const found: (string | null)[] = [];
  const n = firm(report.columns.flatMap(({ unit }, place) => (unit === 'count' ? [report.total.cells[place]] : []))[0]);
  if (n === null || n < fewest) return n === null ? [] : [words.findings.tooFew(n)];
  if (report.name === 'funnel') found.push(...funnelFindings(report, writing));
  else if (report.name === 'speed') found.push(speedFinding(report, writing));
  else if (column) found.push(totalFinding(report, column, writing));
  if (column && report.rows.length > 1 && !withoutTop.has(report.name)) found.push(topFinding(report, column, writing));
  const other = alsoTop[report.name];
  const also = report.columns.find(({ name }) => name === other || (other?.endsWith(':') && name.startsWith(other)));
  if (also && also.name !== column?.name && report.rows.length > 1) found.push(topFinding(report, also, writing));
  if (report.name === 'distribution') found.push(turnsFinding(report, writing));
  const share = (tellingShares[report.name] ?? []).find((name) => read(report.total.cells, name) !== undefined);
  if (share !== undefined && (!isTime(report.by) || report.name === 'cohorts')) found.push(spreadFinding(report, share, writing));
  return found.filter((one): one is string => one !== null);
}

/** How much there was, and how much before. */
function totalFinding(report: ReportView, column: Column, writing: Writing): string | null {
  const place = report.columns.indexOf(column);
  const now = firm(report.total.cells[place]);
  if (now === null) return null;
  const { findings } = writing.words;
  const text = roughText(now, column, report, writing);
  const before = firm(report.total.before?.[place]);
  // What became of people is compared with nothing: those who came before have had more time.
  // Days of which there is hardly anything, as before the company began, are no measure.
  const known = firm(report.columns.flatMap(({ unit }, at) => (unit === 'count' ? [report.total.before?.[at]] : []))[0]);
  if (before === null || known === null || known < fewest || report.compared === null || report.basis === 'arrival')
    return findings.total(column.title, text);
  const { from, to } = report.compared;
  const textBefore = roughText(before, column, report, writing);
  if (standing.has(report.name)) return findings.comparedWithEnd(column.title, text, textBefore, dayText(dayBehind(to, -1)));
  return findings.compared(column.title, text, textBefore, spanText(from, to));
}

/** Writes a number of a sentence: of a forecast no more than it can know. */
const roughText = (value: number, column: Column, { name }: Pick<ReportView, 'name'>, writing: Writing): string =>
  valueText(value, column, { ...writing, isShort: name === 'forecast' && column.unit === 'money' });

/** Which row has most, and of how much; nothing where two have as much. */
function topFinding(report: ReportView, column: Column, writing: Writing): string | null {
  const place = report.columns.indexOf(column);
  const values = report.rows.map((row) => ({ row, value: firm(row.cells[place]) }));
  if (values.some(({ value }) => value === null || value < 0)) return null;
  // What nobody knows is no row to be first: neither a campaign nor a rep.
  const [first, second] = values
    .filter(({ row }) => row.key !== unknownKey)
    .toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
  const total = firm(report.total.cells[place]);
  if (!first?.value || first.value === second?.value || total === null || total < first.value) return null;
  if (column.unit === 'count' && total < fewest) return null;
  const share = valueText(first.value / total, { unit: 'share', currency: null }, writing);
  return writing.words.findings.top(
    column.title,
    first.row.label,
    roughText(first.value, column, report, writing),
    roughText(total, column, report, writing),
    share,
  );
}

/** Between which rows a share lies; each of them is of ten at least, as the API gives none of fewer. */
function spreadFinding(report: ReportView, name: string, writing: Writing): string | null {
  const place = report.columns.findIndex((column) => column.name === name);
  const column = report.columns[place];
  if (!column) return null;
  const read = reader(report);
  const nOf = ({ cells }: Row): number | null => {
    const parts = (wholes[name] ?? []).map((whole) => firm(read(cells, whole)));
    return parts.length === 0 || parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  };
  const known = report.rows.filter(({ key }) => key !== unknownKey);
  const rows = known.flatMap((row) => {
    const [value, n] = [firm(row.cells[place]), nOf(row)];
    return value === null || n === null || n < fewest ? [] : [{ row, value, n }];
  });
  const sorted = rows.toSorted((one, other) => other.value - one.value);
  const [best, last] = [sorted[0], sorted.at(-1)];
  if (!best || !last || best.value === last.value || best.value === sorted[1]?.value || last.value === sorted.at(-2)?.value) return null;
  const text = ({ value }: { value: number }) => valueText(value, column, writing);
  return writing.words.findings.spread(column.title, [best.row.label, text(best), best.n], [last.row.label, text(last), last.n]);
}

/** How far apart two reps of a pool are by what each is due; nothing where nobody knows of whole pools. */
function turnsFinding(report: ReportView, writing: Writing): string | null {
  const spread = firm(reader(report)(report.total.cells, 'spread'));
  return spread === null ? null : writing.words.findings.turns(valueText(spread, { unit: 'count', currency: null }, writing));
}

const steps = [
  ['lead', 'mql', 'leadToMql'],
  ['mql', 'sql', 'mqlToSql'],
  ['sql', 'sqo', 'sqlToSqo'],
  ['sqo', 'customer', 'sqoToCustomer'],
] as const;

/** How many of those who came became customers, and at which step most stay behind. By event the stages are of different people: nothing is said of steps. */
function funnelFindings(report: ReportView, writing: Writing): (string | null)[] {
  const read = reader(report);
  const { cells } = report.total;
  const { findings } = writing.words;
  const title = (name: string): string => report.columns.find((column) => column.name === name)?.title ?? name;
  const [leads, customers] = [read(cells, 'lead')?.value ?? 0, read(cells, 'customer')?.value ?? 0];
  if (report.basis === 'event') return [findings.funnelByEvent(leads, customers)];
  const share = (name: string): number | null => read(cells, name)?.value ?? null;
  const whole = share('leadToCustomer');
  const percent = (value: number): string => valueText(value, { unit: 'share', currency: null }, writing);
  // Only steps of ten at least, where the order of stages makes each a part of the one before.
  const told = steps.flatMap(([from, to, name]) => {
    const value = share(name);
    return value === null ? [] : [{ from, to, value, n: read(cells, from)?.value ?? 0 }];
  });
  const [least, next] = told.toSorted((one, other) => one.value - other.value);
  return [
    whole === null ? null : findings.funnel(leads, customers, percent(whole)),
    report.options.order === 'any' || !least || !next || least.value === next.value
      ? null
      : findings.step(title(least.from), title(least.to), percent(least.value), least.n),
  ];
}

/** How long people wait for the first attempt; those who wait still count at their age. */
function speedFinding(report: ReportView, writing: Writing): string | null {
  const read = reader(report);
  const { cells } = report.total;
  const [middle, ninth, n] = [read(cells, 'attemptP50'), read(cells, 'attemptP90'), read(cells, 'assigned')?.value ?? 0];
  if (middle?.value == null || ninth?.value == null || n < fewest) return null;
  const text = (cell: Cell): string => cellText(cell, { unit: 'ms', currency: null }, writing);
  return writing.words.findings.speed(n, text(middle), text(ninth), read(cells, 'notAttempted')?.value ?? 0);
}
