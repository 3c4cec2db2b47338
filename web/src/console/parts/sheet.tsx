import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useTexts } from '../texts/index.ts';
import styles from './sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Hears that it was closed: by its button, by Esc, or by a tap beside it. */
  readonly onClose: () => void;
}

/** What is to be done now, over the page: from below on a phone, in the middle of a wide screen. Focus stays within, and goes back where it was. */
export function Sheet({ title, children, onClose }: SheetProps) {
  const { parts } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  /** What took its place would be closed by the word that it was closed, which comes late. */
  const isGone = useRef(false);
  const heading = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      isGone.current = true;
      shown?.close();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={dialog}
      class={styles.sheet}
      aria-labelledby={heading}
      onClose={() => isGone.current || onClose()}
      onClick={({ target, currentTarget }) => target === currentTarget && dialog.current?.close()}
    >
      <div class={styles.inside}>
        <header>
          <h2 id={heading}>{title}</h2>
          <button type="button" class={styles.close} aria-label={parts.close} onClick={() => dialog.current?.close()}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
