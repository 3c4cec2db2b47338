import { Bar } from './bars.tsx';
import { useWriting } from './context.ts';
import type { FigureProps } from './figure.tsx';
import { NumberText } from './number.tsx';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';

export const funnelStages = ['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'] as const;

const stepTo = { mql: 'leadToMql', sql: 'mqlToSql', sqo: 'sqlToSqo', customer: 'sqoToCustomer', repeat: 'customerToRepeat' } as const;

/** The stages one below the other; by arrival with what part went on to each. */
export function FunnelBars({ report, hrefOf }: Pick<FigureProps, 'report' | 'hrefOf'>) {
  const writing = useWriting();
  const of = (name: string) => {
    const place = report.columns.findIndex((column) => column.name === name);
    const [column, cell] = [report.columns[place], report.total.cells[place]];
    return column && cell ? { column, cell } : null;
  };
  const stages = funnelStages.flatMap((stage) => {
    const found = of(stage);
    return found ? [{ stage, ...found, value: found.cell.value ?? 0 }] : [];
  });
  const largest = Math.max(1, ...stages.map(({ value }) => value));
  return (
    <ol class={styles.bars}>
      {stages.map(({ stage, column, cell, value }) => {
        const share = stage === 'lead' || report.basis === 'event' ? null : of(stepTo[stage])?.cell.value;
        return (
          <li key={stage}>
            <span class={styles.label}>
              {column.title}
              {share == null ? null : <span class={styles.soft}> ← {valueText(share, { unit: 'share', currency: null }, writing)}</span>}
            </span>
            <Bar part={value / largest} isOpen={cell.isOpen ?? false} />
            <NumberText cell={cell} column={column} href={hrefOf('total', column.name)} />
          </li>
        );
      })}
    </ol>
  );
}
