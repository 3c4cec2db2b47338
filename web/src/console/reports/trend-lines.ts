import type { ReportView } from '../../../../api/reports/report-view.ts';
import type { Column } from './numbers.ts';

/** A number of each time; null where there is none, which is another thing than 0. */
type Line = readonly (number | null)[];

export interface TrendLines {
  readonly rows: ReportView['rows'];
  readonly values: Line;
  /** The same times of the compared days; null: there is no number of any. */
  readonly before: Line | null;
  readonly top: number;
  readonly bottom: number;
}

/** Returns what a column comes to over time, and came to in the compared days. */
export function trendLines(report: Pick<ReportView, 'columns' | 'rows' | 'compared'>, column: Column): TrendLines {
  const place = report.columns.findIndex(({ name }) => name === column.name);
  // What has no time has no place on the line; the table has it.
  const rows = report.rows.filter(({ key }) => key !== '-');
  const values = rows.map(({ cells }) => cells[place]?.value ?? null);
  const earlier = rows.map(({ before }) => before?.[place]?.value ?? null);
  const before = report.compared === null || !earlier.some(isKnown) ? null : earlier;
  const known = [...values, ...(before ?? [])].filter(isKnown);
  return { rows, values, before, top: Math.max(1, ...known), bottom: Math.min(0, ...known) };
}

const isKnown = (value: number | null): value is number => value !== null;

/** Draws a line by places, broken where there is no number. A number between two gaps is a line of no length, which round ends make a dot. */
export function pathOf(line: Line, x: (index: number) => number, y: (value: number) => number): string {
  const place = (value: number, index: number): string => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  return line
    .map((value, index) => {
      if (value === null) return '';
      const begins = (line[index - 1] ?? null) === null;
      const isAlone = begins && (line[index + 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${place(value, index)}${isAlone ? 'h0' : ''}`;
    })
    .join('');
}
