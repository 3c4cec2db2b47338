import { cleanText, cutGraphemes, fold } from './text.ts';
import { withoutAdditions, withoutWordsOfAddress } from './words-of-address.ts';

/** A person's name: as it is stored, and the key of its words without those of address; all empty when nothing was given. */
export type Name = { fullName: string; searchKey: string; givenName: string | null };

/** Longest stored name, in characters as a reader counts them. */
export const maxNameLength = 200;

// Common Vietnamese family names (folded): after one of them the last word is the given name. Those that are also foreign first
// names (Kim, Mai, Mac) are left out; a name missing here is only greeted by the locale's habit.
const familyNames = new Set(
  (
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh phung luong luu ' +
    'quach trieu nghiem giang chau kieu thach diep'
  ).split(' '),
);

/** Cleans a typed name, gives its search key, and the given name where the order of the words is known. */
export function normaliseName(raw: string): Name {
  const fullName = cutGraphemes(cleanText(raw), maxNameLength).trimEnd();
  const name = nameIn(fullName);
  return { fullName, searchKey: fold(name), givenName: givenNameOf(name) };
}

const isFamilyName = (folded: string): boolean => familyNames.has(folded);
const nameIn = (fullName: string): string => withoutWordsOfAddress(withoutAdditions(fullName), isFamilyName);

/** Tells whether two names can belong to one person: equal without accents, one contained in the other, or one not given. */
export function namesCompatible(a: string, b: string): boolean {
  const first = words(fold(a));
  const second = words(fold(b));
  const [fewer, more] = first.length <= second.length ? [first, second] : [second, first];
  const left = [...more];
  return fewer.every((word) => {
    const index = left.indexOf(word);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

// "Nguy?n", "NguyÃªn", "Nguy\ufffdn": letters that some program on the way could not read.
const mangled = /[\ufffd\d@<>{}=\\]|\p{L}\?|\?\p{L}|:\/\/|[ÃÂÄÆ][\u0080-\u00bf]|á[º»]|[ÄÆ][\u2018-\u201d°±‘“”]/u;

/** Tells whether a stored name can be read as one. One that cannot may be replaced by one that can. */
export function isPlausibleName(fullName: string): boolean {
  return /\p{L}/u.test(nameIn(fullName)) && !mangled.test(fullName);
}

const nameWord = /^[\p{L}\p{M}][\p{L}\p{M}'’-]{0,29}$/u;

/** Tells whether a word is nothing but a name's: dots and slashes would let mail programs make a link of it. */
export function isNameWord(word: string): boolean {
  return nameWord.test(word);
}

/** Gives the word a mail greets with: the given name when its place is known, else the last word in Vietnamese and the first elsewhere. */
export function greetingName(fullName: string, locale: string, givenName?: string | null): string {
  const name = nameIn(cleanText(fullName));
  const known = cleanText(givenName ?? '') || givenNameOf(name);
  const parts = name.split(' ');
  const vietnamese = /^vi(?:$|[-_])/i.test(locale);
  return asWritten(known || ((vietnamese ? parts.at(-1) : parts[0]) ?? ''), name);
}

/** Who typed their whole name in capitals, or in none, is not shouted at or slighted: the word gets one capital. */
function asWritten(word: string, name: string): string {
  if (name !== name.toUpperCase() && name !== name.toLowerCase()) return word;
  return word.toLowerCase().replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** Foreigners write the other order, so the last word is the given name only after a Vietnamese family name. */
function givenNameOf(name: string): string | null {
  const parts = name.split(' ');
  if (parts.length < 2 || !isFamilyName(fold(parts[0] ?? ''))) return null;
  return parts.at(-1) ?? null;
}

function words(key: string): string[] {
  return key.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
