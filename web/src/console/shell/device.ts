import { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme, storeOfDevice as store, type Theme } from '../app/index.ts';
import type { Language } from '../texts/index.ts';

export const languageOfDevice = (): Language => chosenLanguage(store(), navigator.languages);
export const themeOfDevice = (): Theme => chosenTheme(store());

export function keepLanguage(language: Language): void {
  chooseLanguage(store(), language);
}

export function keepTheme(theme: Theme): void {
  chooseTheme(store(), theme);
}

/** Shows the page in a theme; before anything is drawn, so that nothing flashes in another one. */
export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
