import { cleanText, cutGraphemes, fold } from './text.ts';
import { readingsOf, type Salutation, salutationIn, withoutAdditions, withoutWordsOfAddress } from './words-of-address.ts';

/**
 * A person's name: as it is stored, and the key of its words without those that can only be words of address; all empty when nothing was
 * given. The salutation is derived from what stands in front of a family name.
 */
export type Name = { fullName: string; searchKey: string; givenName: string | null; salutation: Salutation | null };

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
  return { fullName, searchKey: fold(name), givenName: givenNameOf(name), salutation: salutationOf(fullName) };
}

/** Finds how a name asks to be addressed: "Chị Nguyễn Thị Lan". Null where it does not say so, or where the word may be part of the name. */
export function salutationOf(fullName: string): Salutation | null {
  return salutationIn(withoutAdditions(fullName), isFamilyName);
}

/** Tells whether a folded word is a common family name of Vietnam, and none of those that are also foreign first names. */
export const isFamilyName = (folded: string): boolean => familyNames.has(folded);
const nameIn = (fullName: string): string => withoutWordsOfAddress(withoutAdditions(fullName), isFamilyName);

/**
 * Tells whether two names can belong to one person: equal without accents, one contained in the other, or one not given. A word in front
 * that may be one of address is read both ways: "Anh Tuấn" can be Trần Minh Tuấn, and can be Nguyễn Anh Tuấn.
 */
export function namesCompatible(a: string, b: string): boolean {
  const [first, second] = [readings(a), readings(b)];
  return first.some((one) =>
    second.some((other) => isContained(one, other) && !isAddressAlone(one, second) && !isAddressAlone(other, first)),
  );
}

/**
 * Tells whether two names are one whole name of two words or more: spelt alike, or alike without accents where one is typed without any. A word in
 * front that may be one of address counts in neither, so that "Anh Thư" is one word.
 */
export function isSameWholeName(one: string, other: string): boolean {
  const [mine, theirs] = [ownName(one), ownName(other)];
  if (fold(mine) !== fold(theirs) || mine.split(' ').length < 2) return false;
  return mine === theirs || mine === fold(mine) || theirs === fold(theirs);
}

/** Returns the words of a name that are its own for sure, in small letters. */
function ownName(fullName: string): string {
  const parts = words(nameIn(cleanText(fullName)).normalize('NFC').toLowerCase());
  const read = readingsOf(parts.map(fold), isFamilyName);
  return parts.slice(parts.length - Math.min(...read.map(({ length }) => length))).join(' ');
}

/** Returns how many words of a name's key are its own for sure: "anh thu" may be somebody called Thư, of whom one word is known. */
export function ownWordsOf(nameKey: string): number {
  return Math.min(...readings(nameKey).map(({ length }) => length));
}

const readings = (key: string) => readingsOf(words(fold(key)), isFamilyName);

/** "Anh" alone is a name, and nothing that "Anh Hùng" and it have in common. */
function isAddressAlone(reading: readonly string[], others: ReturnType<typeof readings>): boolean {
  return reading.length === 1 && others.length > 1 && reading[0] === others[0]?.[0] && others[1]?.includes(reading[0] ?? '') === false;
}

function isContained(a: readonly string[], b: readonly string[]): boolean {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
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
  const name = nameToGreet(cleanText(fullName));
  const known = cleanText(givenName ?? '') || givenNameOf(name);
  const parts = name.split(' ');
  const vietnamese = /^vi(?:$|[-_])/i.test(locale);
  return asWritten(known || ((vietnamese ? parts.at(-1) : parts[0]) ?? ''), name);
}

/** What may be a word of address is nothing to greet with: a mail to "Anh Thư" greets Thư, which is right either way. */
function nameToGreet(fullName: string): string {
  const name = nameIn(fullName);
  const parts = name.split(' ');
  const read = readingsOf(
    parts.map((part) => fold(part).replace(/[^\p{L}\p{N}]/gu, '')),
    isFamilyName,
  );
  return parts.slice(parts.length - (read.at(-1)?.length ?? 0)).join(' ');
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
