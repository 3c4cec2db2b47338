import { cleanText, fold } from '../identity/text.ts';

/** A word of a name as it was typed, in small letters, and without its accents. */
export interface Word {
  readonly exact: string;
  readonly folded: string;
}

/**
 * The ten commonest family names, of four people in five, and the two commonest words in the middle. A list of all who have one would be no
 * answer, and its key would take a third of all writes.
 */
const commonWords = new Set('nguyen tran le pham hoang huynh phan vu vo dang thi van'.split(' '));
/** Words that people have between family and given name and are never called by. */
const fillers = new Set(['thi', 'van']);

/** More of a name, or of a question, is not looked at. */
const mostWords = 12;
const longestWord = 40;

export const isCommon = (folded: string): boolean => commonWords.has(folded);
export const isFiller = (folded: string): boolean => fillers.has(folded);

/** Returns the words of a name, or of what somebody looks for, in their order. */
export function wordsOf(text: string): Word[] {
  const typed = cleanText(text).toLowerCase().normalize('NFC');
  return typed
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((word) => {
      const folded = fold(word);
      return folded === '' ? [] : [{ exact: word.slice(0, longestWord), folded: folded.slice(0, longestWord) }];
    })
    .slice(0, mostWords);
}

/** Returns the words as they are compared. */
export const foldedOf = (words: readonly Word[]): string[] => words.map(({ folded }) => folded);

/** Returns the words of a name with the one in front that people are called by, which they write last. */
export const calledFirst = <Any>(words: readonly Any[]): Any[] => [...words.slice(-1), ...words.slice(0, -1)];

/**
 * Tells whether words that somebody looks for are in a name, each as often as it was typed: every one is a whole word of the name, but the
 * last, which may be the beginning of one where another is whole.
 */
export function wordsFit(wanted: readonly string[], name: readonly string[]): boolean {
  return wanted.length > 1 ? wordsBegin(wanted, name) : wanted.every((word) => name.includes(word));
}

/** Tells the same for somebody who is still typing: the last word may always be the beginning of one. */
export function wordsBegin(wanted: readonly string[], name: readonly string[]): boolean {
  const left = [...name];
  const take = (isIt: (word: string) => boolean): boolean => {
    const place = left.findIndex(isIt);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  };
  const last = wanted.at(-1);
  if (last === undefined || !wanted.slice(0, -1).every((word) => take((one) => one === word))) return false;
  return take((one) => one.startsWith(last));
}

/** Returns how many words that were typed with accents stand in a name just so. */
export function exactWords(wanted: readonly Word[], name: readonly Word[]): number {
  return wanted.filter(({ exact, folded }) => exact !== folded && name.some((word) => word.exact.startsWith(exact))).length;
}
