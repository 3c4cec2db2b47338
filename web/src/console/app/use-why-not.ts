import { useCallback } from 'preact/hooks';
import { ProblemError } from '../api/index.ts';
import { useTexts } from '../texts/index.ts';
import { useApp } from './context.ts';
import { problemText } from './problem-text.ts';

/** Gives who says why something did not go: what the API refused, else the words for when nobody answered. */
export function useWhyNot(): (error: unknown, unreachable: string) => string {
  const { language } = useApp();
  const texts = useTexts();
  return useCallback(
    (error, unreachable) => (error instanceof ProblemError ? problemText(error, texts, language) : unreachable),
    [texts, language],
  );
}
