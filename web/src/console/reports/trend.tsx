import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';

const [width, height] = [600, 160];

/** A line over time, the compared days dashed behind it; a point that is not over is hollow. */
export function Trend({ report, column }: FigureProps) {
  const writing = useWriting();
  const place = report.columns.indexOf(column);
  // What has no time has no place on the line; the table has it.
  const rows = report.rows.filter(({ key }) => key !== '-');
  const values = rows.map(({ cells }) => cells[place]?.value ?? 0);
  const before = report.compared === null ? [] : rows.map((row) => row.before?.[place]?.value ?? 0);
  const top = Math.max(1, ...values, ...before);
  const bottom = Math.min(0, ...values, ...before);
  const x = (index: number): number => (rows.length === 1 ? width / 2 : 6 + (index * (width - 12)) / (rows.length - 1));
  const y = (value: number): number => height - 6 - ((value - bottom) * (height - 12)) / (top - bottom);
  const path = (line: readonly number[]): string =>
    line.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const [first, last] = [rows[0], rows.at(-1)];
  return (
    <div class={styles.trend}>
      <span class={styles.soft}>{valueText(top, column, { ...writing, isShort: true })}</span>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={column.title} preserveAspectRatio="none">
        <path class={styles.zero} d={`M0 ${y(0)}H${width}`} />
        {before.length > 0 ? <path class={styles.lineBefore} d={path(before)} /> : null}
        <path class={styles.line} d={path(values)} />
        {rows.map(({ key, isOpen }, index) =>
          isOpen || rows.length <= 31 ? (
            <circle key={key} data-open={isOpen} cx={x(index)} cy={y(values[index] ?? 0)} r={isOpen ? 4 : 2.5} />
          ) : null,
        )}
      </svg>
      <span class={styles.ends}>
        <span>{first?.label}</span>
        {before.length > 0 ? <span class={styles.dashed}>{writing.words.beforeLine}</span> : null}
        <span>{last?.label}</span>
      </span>
    </div>
  );
}
