import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { type EventTexts, type Language, loadEventTexts } from '../texts/index.ts';

const WordsContext = createContext<EventTexts | null>(null);
export const WordsProvider = WordsContext.Provider;

/** The words of this room. */
export function useWords(): EventTexts {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('the words of events are not loaded');
  return words;
}

/** Loads the words of the room; null: on their way. */
export function useEventTexts(language: Language): { readonly words: EventTexts | null; readonly hasFailed: boolean } {
  const [state, setState] = useState<{ readonly language: Language; readonly words: EventTexts | null } | null>(null);
  useEffect(() => {
    let isHere = true;
    const become = (words: EventTexts | null) => isHere && setState({ language, words });
    loadEventTexts(language).then(become, () => become(null));
    return () => {
      isHere = false;
    };
  }, [language]);
  const isThis = state?.language === language;
  return { words: isThis ? state.words : null, hasFailed: isThis && state.words === null };
}
