import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { NumberText } from './number.tsx';
import { valueText } from './numbers.ts';
import { outlookRows } from './outlook-rows.ts';
import styles from './reports.module.css';

const bands = ['won', 'open'] as const;

/** What each month comes to: what is won of it, then what is forecast of its open needs. One tick shows what was forecast when the month began, another one what is to be reached. */
export function Outlook({ report, column, hrefOf, goal = null }: FigureProps) {
  const writing = useWriting();
  const { outlook: words } = writing.words;
  const rows = outlookRows(report, column);
  // Targets are of dong; of another currency nothing is aimed at.
  const goalOf = (month: string): number | null =>
    goal !== null && goal.month === month && column.currency === 'VND' ? goal.amount : null;
  const largest = Math.max(1, ...rows.map(({ row, won, open, atFirst }) => Math.max(won + open, atFirst ?? 0, goalOf(row.key) ?? 0)));
  const at = (value: number | null): string => `M${((value ?? 0) / largest) * 100} 0V10`;
  const text = (value: number): string => valueText(value, column, { ...writing, isShort: true });
  return (
    <div>
      <p class={styles.legend}>
        {bands.map((band, place) => (
          <span key={band} data-band={place * 2}>
            {words[band]}
          </span>
        ))}
        {rows.some(({ atFirst }) => atFirst !== null) ? <span class={styles.tick}>{words.atFirst}</span> : null}
        {rows.some(({ row }) => goalOf(row.key) !== null) ? <span class={styles.goalTick}>{words.target}</span> : null}
      </p>
      <ol class={styles.bars}>
        {rows.map(({ row, place, won, open, atFirst }) => (
          <li key={row.key}>
            <span class={styles.label}>
              {row.label}
              {won > 0 ? <span class={styles.soft}> {words.wonOf(text(won))}</span> : null}
              {goalOf(row.key) === null ? null : <span class={styles.soft}> · {words.targetOf(text(goalOf(row.key) ?? 0))}</span>}
            </span>
            <svg class={styles.outlook} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect data-band="0" width={(won / largest) * 100} height="10" />
              <rect data-band="2" x={(won / largest) * 100} width={(open / largest) * 100} height="10" />
              {atFirst === null ? null : <path class={styles.middle} d={at(atFirst)} />}
              {goalOf(row.key) === null ? null : <path class={styles.goal} d={at(goalOf(row.key))} />}
            </svg>
            <NumberText cell={row.cells[place]} column={column} href={hrefOf(row.key, column.name)} isShort />
          </li>
        ))}
      </ol>
    </div>
  );
}
