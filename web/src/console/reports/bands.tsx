import type { ReportView } from '../../../../api/reports/report-view.ts';
import { Bars } from './bars.tsx';
import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { isTime } from './findings.ts';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';

const limits = ['5', '15', '60'] as const;
const bands = [...limits, 'over'] as const;
const most = 14;

/** Parts of those who were assigned, by how soon somebody tried to reach them; a part that may still change is not drawn. */
export function bandsOf(columns: ReportView['columns'], cells: ReportView['total']['cells']): readonly number[] | null {
  const within = limits.map((limit) => cells[columns.findIndex(({ name }) => name === `attemptShare${limit}`)]?.value ?? null);
  if (within.includes(null)) return null;
  const [five = 0, fifteen = 0, sixty = 0] = within as number[];
  return [five, fifteen - five, sixty - fifteen, 1 - sixty];
}

/** How soon people were tried: a bar of four parts a row. Where none can be told, how many there were. */
export function Bands(props: FigureProps) {
  const { report } = props;
  const writing = useWriting();
  const { words } = writing;
  const rows = report.rows.flatMap(({ key, label, cells }) => {
    const parts = bandsOf(report.columns, cells);
    return parts ? [{ key, label, parts }] : [];
  });
  if (rows.length === 0) return report.rows.length > 1 ? <Bars {...props} /> : null;
  const percent = (part: number): string => valueText(part, { unit: 'share', currency: null }, writing);
  return (
    <div>
      <p class={styles.legend}>
        <span>{words.bandsTitle}:</span>
        {bands.map((band, place) => (
          <span key={band} data-band={place}>
            {words.bands[band]}
          </span>
        ))}
      </p>
      <ol class={styles.stacks}>
        {(isTime(report.by) ? rows.slice(-most) : rows.slice(0, most)).map(({ key, label, parts }) => (
          <li key={key}>
            <span class={styles.label}>{label}</span>
            <svg class={styles.stack} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              {parts.map((part, place) => (
                <rect
                  key={bands[place]}
                  data-band={place}
                  x={parts.slice(0, place).reduce((sum, one) => sum + one, 0) * 100}
                  width={part * 100}
                  height="10"
                />
              ))}
            </svg>
            <span class={styles.soft}>
              {parts.map((part, place) => `${words.bands[bands[place] ?? 'over']} ${percent(part)}`).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
