import { type Language, languages } from '../texts/index.ts';

/** How the page looks, by day, in the dark, or as the device does. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The part of a browser's storage that is used; it may be closed, or throw. */
export interface Store {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const read = (store: Store | undefined, name: string): string | null => {
  try {
    return store?.getItem(name) ?? null;
  } catch {
    return null;
  }
};

const write = (store: Store | undefined, name: string, value: string): void => {
  try {
    store?.setItem(name, value);
  } catch {
    // A browser that keeps nothing forgets the choice with the tab.
  }
};

/** The language that somebody chose on this device, else the first of the browser's that the console speaks, else Vietnamese. */
export function chosenLanguage(store: Store | undefined, preferred: readonly string[]): Language {
  const known = [read(store, 'pheu:language'), ...preferred.map((one) => one.slice(0, 2).toLowerCase())];
  return known.flatMap((one) => languages.find((language) => language === one) ?? [])[0] ?? languages[0];
}

export const chooseLanguage = (store: Store | undefined, language: Language): void => write(store, 'pheu:language', language);

export function chosenTheme(store: Store | undefined): Theme {
  return themes.find((theme) => theme === read(store, 'pheu:theme')) ?? 'auto';
}

export const chooseTheme = (store: Store | undefined, theme: Theme): void => write(store, 'pheu:theme', theme);
