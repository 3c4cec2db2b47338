import { useWriting } from './context.ts';
import type { Column } from './numbers.ts';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';

interface CellBarProps {
  readonly value: number;
  /** What the whole width is. */
  readonly largest: number;
  /** What was aimed at; undefined: nothing. */
  readonly goal: number | undefined;
  readonly column: Column;
}

/** A bar under a number of a table, as long as the number is large among those of its column, with a tick where it is to come. */
export function CellBar({ value, largest, goal, column }: CellBarProps) {
  const writing = useWriting();
  const part = (of: number): number => Math.max(0, Math.min(100, (of / largest) * 100));
  return (
    <>
      <svg class={styles.cellBar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={part(value)} height="10" />
        {goal === undefined ? null : <path class={styles.middle} d={`M${part(goal)} 0V10`} />}
      </svg>
      {goal === undefined ? null : (
        <span class={styles.before}>{writing.words.targets.goal(valueText(goal, column, { ...writing, isShort: true }))}</span>
      )}
    </>
  );
}
