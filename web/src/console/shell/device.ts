import { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme, type Theme } from '../app/index.ts';
import type { Language } from '../texts/index.ts';

/** Throws where a browser is told to keep nothing. */
function store(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

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
