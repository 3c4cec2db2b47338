import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { type Language, loadReportTexts, type ReportTexts } from '../texts/index.ts';
import type { Writing } from './numbers.ts';

const WritingContext = createContext<Writing | null>(null);
export const WritingProvider = WritingContext.Provider;

/** How numbers are written in this room, with its words. */
export function useWriting(): Writing {
  const writing = useContext(WritingContext);
  if (writing === null) throw new Error('the words of reports are not loaded');
  return writing;
}

/** Loads the words of the room; null: on their way; an error where they did not come. */
export function useReportTexts(language: Language): { readonly words: ReportTexts | null; readonly hasFailed: boolean } {
  const [state, setState] = useState<{ readonly language: Language; readonly words: ReportTexts | null } | null>(null);
  useEffect(() => {
    let isHere = true;
    const become = (words: ReportTexts | null) => isHere && setState({ language, words });
    loadReportTexts(language).then(become, () => become(null));
    return () => {
      isHere = false;
    };
  }, [language]);
  const isThis = state?.language === language;
  return { words: isThis ? state.words : null, hasFailed: isThis && state.words === null };
}
