import { fold } from '../identity/text.ts';

/** Folding costs more than comparing, and a rule set is compared with every lead: each text of it is folded once. */
const folded = new Map<string, string>();
const maxFolded = 5_000;

function foldOnce(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const key = fold(text);
  if (folded.size < maxFolded) folded.set(text, key);
  return key;
}

/** Whether a folded text is one of the wanted ones, whatever their case and accents; a `*` at the end of a wanted one stands for any rest. */
export function isOneOf(key: string, wanted: readonly string[]): boolean {
  return wanted.some((one) => (one.endsWith('*') ? key.startsWith(foldOnce(one.slice(0, -1))) : key === foldOnce(one)));
}

const wordCharacter = /[\p{L}\p{N}]/u;

/** Whether a text has one of the wanted words or phrases in it, whole: `chủ` is not in `chung`. */
export function saysOneOf(text: string, wanted: readonly string[]): boolean {
  const key = fold(text);
  return wanted.some((one) => hasWord(key, foldOnce(one)));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!wordCharacter.test(text[at - 1] ?? ' ') && !wordCharacter.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}
