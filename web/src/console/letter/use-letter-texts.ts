import { useEffect, useState } from 'preact/hooks';
import { type Language, type LetterTexts, loadLetterTexts } from '../texts/index.ts';

/** Loads the words of the sheet; null: on their way. */
export function useLetterTexts(language: Language): { readonly words: LetterTexts | null; readonly hasFailed: boolean } {
  const [state, setState] = useState<{ readonly language: Language; readonly words: LetterTexts | null } | null>(null);
  useEffect(() => {
    let isHere = true;
    const become = (words: LetterTexts | null) => isHere && setState({ language, words });
    loadLetterTexts(language).then(become, () => become(null));
    return () => {
      isHere = false;
    };
  }, [language]);
  const isThis = state?.language === language;
  return { words: isThis ? state.words : null, hasFailed: isThis && state.words === null };
}
