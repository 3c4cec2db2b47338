import { fold } from './text.ts';

/** A Vietnamese word of address that a mail may greet with. */
export type Salutation = 'Anh' | 'Chị' | 'Cô' | 'Chú' | 'Bác' | 'Ông' | 'Bà' | 'Thầy';

// Exact with their accents, so that the names Bắc, Chú's namesake Chu, Cố and Chi stay names.
const vietnamese = new Set('chị cô chú bác ông bà thầy dì cậu mợ thím dượng cháu bạn'.split(' '));
// Titles and degrees that are no name in any language our forms see.
const titles = new Set('mr mrs ms miss mx dr sir madam prof ts ths gs pgs bs ks ls'.split(' '));
// Two words that are typed as one choice: "Anh/Chị", "Ông bà", "A/C".
const pairs = new Set(['anh chi', 'ong ba', 'co chu', 'co bac', 'chu bac', 'quy khach', 'qui khach', 'a c']);
// Also given names (Trần Anh, Anh Thư), or a family name (Ông Ích Khiêm).
const alsoNames = new Set(['anh', 'em', 'ông']);
// Also syllables of names when typed without accents ("Chu Van An", "Chi Mai"), and initials.
const withoutAccents = new Set('chi co chu bac ong ba a c'.split(' '));
// The same on the key of a name, which has no accents.
const alsoNameKeys = new Set([...alsoNames].map(fold));

const salutations: ReadonlyMap<string, Salutation> = new Map([
  ['anh', 'Anh'],
  ['a', 'Anh'],
  ['chị', 'Chị'],
  ['chi', 'Chị'],
  ['c', 'Chị'],
  ['cô', 'Cô'],
  ['co', 'Cô'],
  ['chú', 'Chú'],
  ['bác', 'Bác'],
  ['bac', 'Bác'],
  ['ông', 'Ông'],
  ['ong', 'Ông'],
  ['bà', 'Bà'],
  ['ba', 'Bà'],
  ['thầy', 'Thầy'],
]);

type IsFamilyName = (folded: string) => boolean;

interface Word {
  readonly exact: string;
  readonly folded: string;
  readonly index: number;
  /** More than space stands between it and the word before: "Anh/Chi". */
  readonly isJoined: boolean;
}

/**
 * Takes off what people add behind a name: "Lan (Zalo)", "Minh - Mr", "Tuấn 0912 345 678", "Bình 1985". What leaves no letter over is kept.
 */
export function withoutAdditions(fullName: string): string {
  const outside = fullName.replace(/[([{][^()[\]{}]*[)\]}]/g, ' ');
  const words = outside.split(/\s+/).filter((word) => word !== '' && !/\d.*\d/.test(word));
  const isAddition = (word: string) => !/[\p{L}\p{N}]/u.test(word) || titles.has(word.replace(/[^\p{L}]/gu, '').toLowerCase());
  while (words.length > 1 && isAddition(words.at(-1) ?? '')) words.pop();
  const name = words.join(' ').replace(/[\s,;:/|-]+$/, '');
  return /\p{L}/u.test(name) ? name : fullName;
}

/**
 * Takes off words of address that cannot be part of the name: "Chị Lan" is Lan, "Anh Nguyễn Văn Tuấn" is Nguyễn Văn Tuấn, "Anh/Chị" is
 * nobody. A word that may be a name ("Anh Thư", "Chi Mai", "Nguyễn Anh", "Chu Văn An") is kept.
 */
export function withoutWordsOfAddress(fullName: string, isFamilyName: IsFamilyName): string {
  const words = wordsOf(fullName);
  const from = placeOfName(words, isFamilyName);
  if (from === 0) return fullName;
  const first = words[from];
  return first ? fullName.slice(first.index) : '';
}

/** Finds the word of address in front of a family name: "Chị Nguyễn Thị Lan". Null elsewhere: "Anh Thư" may be the name of a woman. */
export function salutationIn(fullName: string, isFamilyName: IsFamilyName): Salutation | null {
  const words = wordsOf(fullName);
  const from = placeOfName(words, isFamilyName);
  // Of "Anh/Chị Nguyễn Lan" nobody knows which.
  if (from === 0 || !isFamilyName(words[from]?.folded ?? '') || isPair(words)) return null;
  return salutations.get(words[from - 1]?.exact ?? '') ?? null;
}

/**
 * Lists how the words of a name's key may be read: as they stand and, where the first may be a word of address, without it. "anh thu" is
 * Anh Thư, or somebody called Thư.
 */
export function readingsOf(words: readonly string[], isFamilyName: IsFamilyName): readonly (readonly string[])[] {
  const [first = '', second = '', ...others] = words;
  if (second === '' || isFamilyName(second)) return [words];
  const mayBeAddress = alsoNameKeys.has(first) || (withoutAccents.has(first) && others.length === 0);
  return mayBeAddress ? [words, words.slice(1)] : [words];
}

function wordsOf(fullName: string): Word[] {
  let end = 0;
  return [...fullName.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: text, index }) => {
    const isJoined = fullName.slice(end, index).trim() !== '';
    end = index + text.length;
    return { exact: text.normalize('NFC').toLowerCase(), folded: fold(text), index, isJoined };
  });
}

/** Returns the place of the first word that belongs to the name, or may. */
function placeOfName(words: readonly Word[], isFamilyName: IsFamilyName): number {
  let place = isPair(words) ? 2 : 0;
  for (let word = words[place]; word && isAddress(words.slice(place), isFamilyName); word = words[place]) place += 1;
  return place;
}

/** "Anh Chi" alone is a name, unless an accent says otherwise. */
function isPair([first, second, third]: readonly Word[]): boolean {
  if (!first || !second || !pairs.has(`${first.folded} ${second.folded}`)) return false;
  return first.folded !== 'anh' || third !== undefined || second.isJoined || second.exact !== second.folded;
}

/** Tells whether the first of these words can be nothing but a word of address. */
function isAddress(words: readonly Word[], isFamilyName: IsFamilyName): boolean {
  const [first] = words;
  if (!first) return false;
  if (titles.has(first.exact)) return true;
  if (vietnamese.has(first.exact) && !alsoNames.has(first.exact)) return true;
  const mayBe = alsoNames.has(first.exact) || withoutAccents.has(first.exact);
  // Chu is a family name as well, and some have two: Chu Lê Minh.
  return mayBe && first.exact !== 'chu' && isWholeName(words.slice(1), isFamilyName);
}

/** A family name in front and another word behind. Where the last one is a family name as well, the order may be the English one: Anh Vu Tran. */
function isWholeName(words: readonly Word[], isFamilyName: IsFamilyName): boolean {
  const [family, ...others] = words;
  const last = others.at(-1);
  return family !== undefined && last !== undefined && isFamilyName(family.folded) && !isFamilyName(last.folded);
}
