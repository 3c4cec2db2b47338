import type { ReportView } from '../../../../api/reports/report-view.ts';
import type { Column } from './numbers.ts';

interface OutlookRow {
  readonly row: ReportView['rows'][number];
  readonly place: number;
  readonly won: number;
  readonly open: number;
  /** What was forecast when the month began; null: nobody knows. */
  readonly atFirst: number | null;
}

/** Months with what was won in them and what open needs are forecast to come to in them, in one currency; none for a column that is no forecast. */
export function outlookRows(report: ReportView, { name }: Pick<Column, 'name'>): readonly OutlookRow[] {
  const [family, currency] = name.split(':');
  if (family !== 'forecast' || currency === undefined) return [];
  const places = new Map(report.columns.map((column, place) => [column.name, place]));
  const place = places.get(name) ?? -1;
  return report.rows.flatMap((row) => {
    const of = (column: string): number | null => row.cells[places.get(`${column}:${currency}`) ?? -1]?.value ?? null;
    const [won, open] = [Math.max(0, of('wonMoney') ?? 0), Math.max(0, of('forecast') ?? 0)];
    return won + open > 0 ? [{ row, place, won, open, atFirst: of('forecastThen') }] : [];
  });
}
