import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { SayContext, type Toast } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './toast.module.css';

/** How long what was done can be taken back. */
const shownMs = 10_000;

/** Lets everything below say what was done; the last word stands over the bar. */
export function Toasts({ children }: { readonly children: ComponentChildren }) {
  const { parts } = useTexts();
  const [toast, setToast] = useState<Toast | null>(null);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), shownMs);
    return () => clearTimeout(timer);
  }, [toast]);
  const answer = useCallback(
    (act: 'undo' | 'hasten') => {
      toast?.[act]?.();
      setToast(null);
    },
    [toast],
  );
  return (
    <SayContext.Provider value={setToast}>
      {children}
      <div role="status" class={styles.place}>
        {toast === null ? null : (
          <p class={styles.toast}>
            <span>{toast.text}</span>
            {toast.undo ? (
              <button type="button" onClick={() => answer('undo')}>
                {parts.undo}
              </button>
            ) : null}
            {toast.hasten ? (
              <button type="button" onClick={() => answer('hasten')}>
                {parts.hasten}
              </button>
            ) : null}
          </p>
        )}
      </div>
    </SayContext.Provider>
  );
}
