import { useCallback, useRef, useState } from 'preact/hooks';
import { UnreachableError } from '../api/index.ts';
import { useTexts } from '../texts/index.ts';
import { useApp } from './context.ts';
import { problemText } from './problem-text.ts';
import { useSay } from './toasts.ts';

/** Headers of one act, however often it is tried. */
export type ActHeaders = { readonly 'Idempotency-Key': string };

/**
 * Does one thing at a time and says what became of it. An act that nobody answered keeps its key, so that trying the same again is the same
 * act and happens once.
 */
export function useAct(): {
  readonly isBusy: boolean;
  /** @returns whether it was done. `onFailure`: true, where the failure is shown in its place. */
  readonly act: (name: string, run: (headers: ActHeaders) => Promise<void>, onFailure?: (error: unknown) => boolean) => Promise<boolean>;
} {
  const { language } = useApp();
  const texts = useTexts();
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const open = useRef(new Map<string, string>());
  const act = useCallback(
    async (name: string, run: (headers: ActHeaders) => Promise<void>, onFailure?: (error: unknown) => boolean): Promise<boolean> => {
      if (isRunning.current) return false;
      isRunning.current = true;
      setBusy(true);
      const key = open.current.get(name) ?? crypto.randomUUID();
      open.current.set(name, key);
      try {
        await run({ 'Idempotency-Key': key });
        open.current.delete(name);
        return true;
      } catch (error) {
        if (!(error instanceof UnreachableError)) open.current.delete(name);
        if (!onFailure?.(error)) say({ text: problemText(error, texts, language) });
        return false;
      } finally {
        isRunning.current = false;
        setBusy(false);
      }
    },
    [texts, language, say],
  );
  return { isBusy, act };
}
