import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { NumberText } from './number.tsx';
import { valueText } from './numbers.ts';
import { outlookRows } from './outlook-rows.ts';
import styles from './reports.module.css';

const bands = ['won', 'open'] as const;

/** What each month comes to: what is won of it, then what is forecast of its open needs. A tick shows what was forecast when the month began. */
export function Outlook({ report, column, hrefOf }: FigureProps) {
  const writing = useWriting();
  const { outlook: words } = writing.words;
  const rows = outlookRows(report, column);
  const largest = Math.max(1, ...rows.map(({ won, open, atFirst }) => Math.max(won + open, atFirst ?? 0)));
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
      </p>
      <ol class={styles.bars}>
        {rows.map(({ row, place, won, open, atFirst }) => (
          <li key={row.key}>
            <span class={styles.label}>
              {row.label}
              {won > 0 ? <span class={styles.soft}> {words.wonOf(text(won))}</span> : null}
            </span>
            <svg class={styles.outlook} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect data-band="0" width={(won / largest) * 100} height="10" />
              <rect data-band="2" x={(won / largest) * 100} width={(open / largest) * 100} height="10" />
              {atFirst === null ? null : <path class={styles.middle} d={`M${(atFirst / largest) * 100} 0V10`} />}
            </svg>
            <NumberText cell={row.cells[place]} column={column} href={hrefOf(row.key, column.name)} isShort />
          </li>
        ))}
      </ol>
    </div>
  );
}
