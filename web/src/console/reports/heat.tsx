import type { ReportView } from '../../../../api/reports/report-view.ts';
import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { type Column, cellText, noteOf } from './numbers.ts';
import styles from './reports.module.css';

/** What a heat table of cohorts shows: how many came so far within how long. */
export const heatColumns = ({ columns }: Pick<ReportView, 'columns'>): readonly Column[] => columns.filter(({ unit }) => unit === 'share');

/** Months below each other, and how far their people came beside each other: the darker, the more. Within a column alone: goals differ. */
export function Heat({ report }: FigureProps) {
  const writing = useWriting();
  const columns = heatColumns(report);
  const places = columns.map((column) => report.columns.indexOf(column));
  const largest = places.map((place) => Math.max(0.001, ...report.rows.map(({ cells }) => cells[place]?.value ?? 0)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrows
    <section class={styles.scroll} tabIndex={0} aria-label={writing.words.names.cohorts}>
      <table class={`${styles.table} ${styles.heat}`}>
        <thead>
          <tr>
            <th scope="col">{report.byTitle}</th>
            {columns.map(({ name, title, definition }) => (
              <th key={name} scope="col" title={definition}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map(({ key, label, cells }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {columns.map((column, index) => {
                const cell = cells[places[index] ?? -1];
                if (cell === undefined) return <td key={column.name} />;
                const level = Math.round(((cell.value ?? 0) / (largest[index] ?? 1)) * 4);
                return (
                  <td
                    key={column.name}
                    data-level={cell.value === null ? undefined : level}
                    data-open={cell.isOpen}
                    title={noteOf(cell, writing.words) ?? undefined}
                  >
                    {cellText(cell, column, writing)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
