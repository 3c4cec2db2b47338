import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { SayContext, type Toast } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './toast.module.css';

/** How long what was done can be taken back. */
const shownMs = 10_000;

interface ToastsProps {
  readonly children: ComponentChildren;
  /** What stands there for its own time, whatever is said. */
  readonly standing?: ComponentChildren;
}

/** Lets everything below say what was done; the last word stands over the bar. */
export function Toasts({ children, standing }: ToastsProps) {
  const [toast, setToast] = useState<Toast | null>(null);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);
  const answer = useCallback(() => {
    toast?.undo?.();
    setToast(null);
  }, [toast]);
  return (
    <SayContext.Provider value={setToast}>
      {children}
      <div role="status" class={styles.place}>
        {standing}
        {toast === null ? null : <ToastBar text={toast.text} undo={toast.undo && answer} />}
      </div>
    </SayContext.Provider>
  );
}

interface ToastBarProps extends Toast {
  /** Does at once what waits until it can no longer be taken back. @default - it is done already */
  readonly hasten?: () => void;
  readonly isBusy?: boolean;
}

/** What was done, in one line, with what can be done about it. */
export function ToastBar({ text, undo, hasten, isBusy = false }: ToastBarProps) {
  const { parts } = useTexts();
  return (
    <p class={styles.toast}>
      <span>{text}</span>
      {undo ? (
        <button type="button" aria-disabled={isBusy} onClick={undo}>
          {parts.undo}
        </button>
      ) : null}
      {hasten ? (
        <button type="button" aria-disabled={isBusy} onClick={hasten}>
          {parts.hasten}
        </button>
      ) : null}
    </p>
  );
}
