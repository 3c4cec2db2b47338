import type { ReportView } from '../../../../api/reports/report-view.ts';

export interface ScatterPoint {
  readonly row: ReportView['rows'][number];
  readonly cost: number;
  readonly share: number;
  readonly spend: number;
  readonly isOpen: boolean;
}

/** Places in a table of what a picture of cost and win rate is made of, in one currency; null: the table has none. */
export function scatterColumns({ columns }: Pick<ReportView, 'columns'>) {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const cost = columns.findIndex(({ name }) => name.startsWith('costPerLead:'));
  const currency = columns[cost]?.currency;
  const [spend, share] = [at(`spend:${currency}`), at('winRate')];
  return cost < 0 || spend < 0 || share < 0 ? null : { cost, spend, share };
}

/** Rows of which both the cost of a lead and the win rate are known, those that cost most first. */
export function scatterPoints(report: Pick<ReportView, 'columns' | 'rows'>): readonly ScatterPoint[] {
  const places = scatterColumns(report);
  if (places === null) return [];
  const points = report.rows.flatMap((row) => {
    const [cost, spend, share] = [row.cells[places.cost], row.cells[places.spend], row.cells[places.share]];
    if (cost?.value == null || spend?.value == null || share?.value == null || spend.value <= 0) return [];
    return [{ row, cost: cost.value, spend: spend.value, share: share.value, isOpen: share.isOpen === true || cost.isOpen === true }];
  });
  return points.toSorted((one, other) => other.spend - one.spend);
}
