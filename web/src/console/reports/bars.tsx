import type { FigureProps } from './figure.tsx';
import { NumberText } from './number.tsx';
import styles from './reports.module.css';

const most = 12;

/** Rows by how much they have, the largest first; what is below nothing is drawn in another colour, and its number says so. */
export function Bars({ report, column, hrefOf }: FigureProps) {
  const place = report.columns.indexOf(column);
  const rows = report.rows
    .filter(({ cells }) => (cells[place]?.value ?? 0) !== 0)
    .map((row) => ({ row, cell: row.cells[place], value: row.cells[place]?.value ?? 0 }))
    .toSorted((one, other) => other.value - one.value)
    .slice(0, most);
  if (rows.length === 0) return null;
  const largest = Math.max(1, ...rows.map(({ value }) => Math.abs(value)));
  return (
    <ol class={styles.bars} aria-label={column.title}>
      {rows.map(({ row, cell, value }) => (
        <li key={row.key}>
          <span class={styles.label}>{row.label}</span>
          <Bar part={Math.abs(value) / largest} isLow={value < 0} isOpen={cell?.isOpen ?? false} />
          <NumberText cell={cell} column={column} href={hrefOf(row.key, column.name)} isShort />
        </li>
      ))}
    </ol>
  );
}

/** @param part of the whole width, 0 to 1 */
export function Bar({
  part,
  isLow = false,
  isOpen = false,
}: {
  readonly part: number;
  readonly isLow?: boolean;
  readonly isOpen?: boolean;
}) {
  return (
    <svg class={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" data-low={isLow} data-open={isOpen}>
      <rect width={Math.round(part * 1_000) / 10} height="10" />
    </svg>
  );
}
