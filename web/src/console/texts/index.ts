import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Texts } from './vi.ts';

export { type EventTexts, loadEventTexts } from './events.ts';
export { type LetterTexts, loadLetterTexts } from './letter.ts';
export { loadReportTexts, type ReportTexts } from './reports.ts';
export { loadTextWords, type TextWords } from './text.ts';
export type { Texts };

/** Languages of the console, the first one where nobody chose. */
export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** What is said where no words came; in both languages, because nobody knows which one it was. */
export const wordless = {
  title: 'Chưa tải được · Did not load',
  why: 'Kiểm tra mạng rồi tải lại trang. Check the network, then reload the page.',
  reload: 'Tải lại · Reload',
};

/** Loads the words of a language, a file of its own. */
export async function loadTexts(language: Language): Promise<Texts> {
  return language === 'en' ? (await import('./en.ts')).en : (await import('./vi.ts')).vi;
}

export const TextsContext = createContext<Texts | null>(null);

/** The words of the language that the page is shown in. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error('no language is loaded');
  return texts;
}
