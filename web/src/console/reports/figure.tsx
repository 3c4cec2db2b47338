import type { ReportView } from '../../../../api/reports/report-view.ts';
import { Bands } from './bands.tsx';
import { Bars } from './bars.tsx';
import { Dots } from './dots.tsx';
import { isTime } from './findings.ts';
import { FunnelBars } from './funnel-bars.tsx';
import { Heat, heatColumns } from './heat.tsx';
import type { Column } from './numbers.ts';
import { Outlook } from './outlook.tsx';
import { outlookRows } from './outlook-rows.ts';
import { Scatter } from './scatter.tsx';
import { Trend } from './trend.tsx';

export interface FigureProps {
  readonly report: ReportView;
  readonly column: Column;
  readonly hrefOf: (row: string, column: string) => string;
  /** What is to be reached in a month; null: nothing is known to be. @default null */
  readonly goal?: { readonly month: string; readonly amount: number } | null;
}

/** Draws a report as its numbers are read best: stages as bars, times as a line, cohorts as a heat table, turns around their median, what is forecast as won and open parts, all else as sorted bars. */
export function Figure(props: FigureProps) {
  const { report, column } = props;
  const { name, by, rows } = report;
  if (name === 'funnel' && (rows.length === 1 || by === 'none')) return <FunnelBars {...props} />;
  if (name === 'speed' && column.name === 'assigned') return <Bands {...props} />;
  if (name === 'cohorts' && by === 'month' && column.name === 'leads' && heatColumns(report).length > 0) return <Heat {...props} />;
  if (name === 'distribution' && by === 'member' && column.name === 'byTurn') return <Dots {...props} />;
  if (name === 'forecast' && by === 'closeMonth' && outlookRows(report, column).length > 0) return <Outlook {...props} />;
  if (rows.length < 2) return null;
  if (isTime(by)) return <Trend {...props} />;
  return (
    <>
      <Bars {...props} />
      {name === 'sources' || name === 'campaigns' ? <Scatter {...props} /> : null}
    </>
  );
}
