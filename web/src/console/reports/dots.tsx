import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { NumberText } from './number.tsx';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]];
  return (low + high) / 2;
}

/** A dot for each rep, around the median of their pool: who was given more in turn, and who less. */
export function Dots({ report, column, hrefOf }: FigureProps) {
  const writing = useWriting();
  const { words } = writing;
  const place = report.columns.indexOf(column);
  const rows = report.rows.map((row) => ({ ...row, pool: row.key.split('/')[0] ?? '', value: row.cells[place]?.value ?? 0 }));
  const largest = Math.max(1, ...rows.map(({ value }) => value));
  const pools = [...new Set(rows.map(({ pool }) => pool))].map((pool) => {
    const members = rows.filter((row) => row.pool === pool);
    return { pool, members, median: medianOf(members.map(({ value }) => value)) };
  });
  const x = (value: number): number => 2 + (value / largest) * 96;
  return (
    <ol class={styles.bars} aria-label={words.turns}>
      {pools.flatMap(({ median, members }) =>
        members.map(({ key, label, value, cells }) => (
          <li key={key}>
            <span class={styles.label}>
              {label} <span class={styles.soft}>({words.median(valueText(median, column, writing))})</span>
            </span>
            <svg class={styles.dots} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <path class={styles.zero} d="M0 5H100" />
              <path class={styles.middle} d={`M${x(median)} 0V10`} />
              <rect x={x(value) - 0.8} y="2" width="1.6" height="6" />
            </svg>
            <NumberText cell={cells[place]} column={column} href={hrefOf(key, column.name)} />
          </li>
        )),
      )}
    </ol>
  );
}
