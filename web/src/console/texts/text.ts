import type { Language } from './index.ts';
import type { text } from './vi/text.ts';

/** Words of the sheet for texts: a file of its own a language, because a first load has no use for them. */
export type TextWords = typeof text;

export async function loadTextWords(language: Language): Promise<TextWords> {
  return language === 'en' ? (await import('./en/text.ts')).text : (await import('./vi/text.ts')).text;
}
