import { useCallback, useRef, useState } from 'preact/hooks';
import { useApp } from './context.ts';
import { tabStoreOfDevice } from './device.ts';
import { keepDraft, readDraft } from './drafts.ts';

/**
 * Holds what somebody is writing, a field or several, and keeps it in the tab until it is saved: a phone throws pages away during a call, and a new
 * version reloads them. `forget` goes back to `empty`, once it is saved. Signing out forgets all drafts.
 * @param name what it is, and about whom
 * @param isKept false: it goes with the page, because it holds what the device must not keep
 */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
  { isKept = true }: { readonly isKept?: boolean } = {},
): { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void; readonly forget: () => void } {
  const { me } = useApp();
  const store = isKept ? tabStoreOfDevice() : undefined;
  const start = useRef(empty);
  const [draft, setDraft] = useState(() => readDraft(store, me.userId, name, empty));
  const current = useRef(draft);
  const become = useCallback(
    (next: Draft) => {
      current.current = next;
      keepDraft(store, me.userId, name, next, start.current);
      setDraft(next);
    },
    [store, me.userId, name],
  );
  const change = useCallback((part: Partial<Draft>) => become({ ...current.current, ...part }), [become]);
  const forget = useCallback(() => become(start.current), [become]);
  return { draft, change, forget };
}
