import { Link } from 'wouter-preact';
import { useWriting } from './context.ts';
import { type Cell, type Column, cellText, noteOf } from './numbers.ts';
import styles from './reports.module.css';

interface NumberProps {
  readonly cell: Cell | undefined;
  readonly column: Column;
  /** Where the leads behind it are; undefined: there are none to open. */
  readonly href?: string | undefined;
  readonly isShort?: boolean;
}

/** A number of a table: opened by a tap where leads are behind it, and with the word why it is none. */
export function NumberText({ cell, column, href, isShort = false }: NumberProps) {
  const writing = useWriting();
  if (cell === undefined) return null;
  const text = cellText(cell, column, { ...writing, isShort });
  const note = noteOf(cell, writing.words);
  const isNothing = cell.value === null || cell.value === 0;
  const said = (
    <>
      {text}
      {note === null ? null : <span class={styles.hidden}> ({note})</span>}
    </>
  );
  const open = cell.isOpen ? true : undefined;
  if (href === undefined || !column.canBeOpened || isNothing) {
    return (
      <span class={styles.number} data-open={open} title={note ?? undefined}>
        {said}
      </span>
    );
  }
  return (
    <Link href={href} class={styles.number ?? ''} data-open={open} title={note ?? undefined}>
      {said}
    </Link>
  );
}
