import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';
import { pathOf, trendLines } from './trend-lines.ts';

const [width, height] = [600, 160];

/** A line over time, the compared days dashed behind it; a point that is not over is hollow. */
export function Trend({ report, column }: FigureProps) {
  const writing = useWriting();
  const { rows, values, before, top, bottom } = trendLines(report, column);
  const x = (index: number): number => (rows.length === 1 ? width / 2 : 6 + (index * (width - 12)) / (rows.length - 1));
  const y = (value: number): number => height - 6 - ((value - bottom) * (height - 12)) / (top - bottom);
  const [first, last] = [rows[0], rows.at(-1)];
  return (
    <div class={styles.trend}>
      <span class={styles.soft}>{valueText(top, column, { ...writing, isShort: true })}</span>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={column.title} preserveAspectRatio="none">
        <path class={styles.zero} d={`M0 ${y(0)}H${width}`} />
        {before ? <path class={styles.lineBefore} d={pathOf(before, x, y)} /> : null}
        <path class={styles.line} d={pathOf(values, x, y)} />
        {rows.map(({ key, isOpen }, index) => {
          const value = values[index] ?? null;
          const isDrawn = value !== null && (isOpen || rows.length <= 31);
          return isDrawn ? <circle key={key} data-open={isOpen} cx={x(index)} cy={y(value)} r={isOpen ? 4 : 2.5} /> : null;
        })}
      </svg>
      <span class={styles.ends}>
        <span>{first?.label}</span>
        {before ? <span class={styles.dashed}>{writing.words.beforeLine}</span> : null}
        <span>{last?.label}</span>
      </span>
    </div>
  );
}
