/** A text in both languages. */
export interface Texts {
  readonly vi: string;
  readonly en: string;
}

/** What a number is called, and what exactly it counts: the words of the page of definitions and of the tooltips. */
export interface Definition {
  readonly title: Texts;
  readonly text: Texts;
}

/** Makes a definition of its words. */
export const define = (vi: string, viText: string, en: string, enText: string): Definition => ({
  title: { vi, en },
  text: { vi: viText, en: enText },
});
