import type { ComponentChildren } from 'preact';
import styles from './button.module.css';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** The one thing to do here, or one of several. @default 'main' */
  readonly kind?: 'main' | 'plain';
  readonly isBusy?: boolean;
}

/** At least 44 px high; while it is busy it takes no further click and says so. */
export function Button({ children, onClick, kind = 'main', isBusy = false }: ButtonProps) {
  return (
    <button type="button" class={`${styles.button} ${styles[kind]}`} aria-disabled={isBusy} onClick={() => !isBusy && onClick()}>
      {children}
    </button>
  );
}
