import type { Language } from './index.ts';
import type { letter } from './vi/letter.ts';

/** Words of the sheet for letters: a file of its own a language, because few pages of a lead open it. */
export type LetterTexts = typeof letter;

export async function loadLetterTexts(language: Language): Promise<LetterTexts> {
  return language === 'en' ? (await import('./en/letter.ts')).letter : (await import('./vi/letter.ts')).letter;
}
