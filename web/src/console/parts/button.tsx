import type { ComponentChildren } from 'preact';
import styles from './button.module.css';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** The one thing to do here, one of several, or one in passing, written as a link. @default 'main' */
  readonly kind?: 'main' | 'plain' | 'link';
  /** It opens a sheet. */
  readonly opensSheet?: boolean;
  readonly isBusy?: boolean;
}

/** At least 44 px high; while it is busy it takes no further click and says so. */
export function Button({ children, onClick, kind = 'main', opensSheet = false, isBusy = false }: ButtonProps) {
  return (
    <button
      type="button"
      class={`${styles.button} ${styles[kind]}`}
      aria-haspopup={opensSheet ? 'dialog' : undefined}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onClick()}
    >
      {children}
    </button>
  );
}
