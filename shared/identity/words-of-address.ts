import { fold } from './text.ts';

// Exact with their accents, so that the names Bắc, Chú's namesake Chu, Cố and Chi stay names.
const vietnamese = new Set('chị cô chú bác ông bà thầy dì cậu mợ thím dượng cháu bạn'.split(' '));
// Titles and degrees that are no name in any language our forms see.
const titles = new Set('mr mrs ms miss mx dr sir madam prof ts ths gs pgs bs ks ls'.split(' '));
// Two words that are typed as one choice: "Anh/Chị", "Ông bà", "A/C".
const pairs = new Set(['anh chi', 'ong ba', 'co chu', 'co bac', 'chu bac', 'quy khach', 'qui khach', 'a c']);
// Also given names (Trần Anh, Chi Pu): words of address only in front of what is more than a family name.
const alsoNames = new Set(['anh', 'em']);
// Also syllables of names when typed without accents ("Chu Van An"), and initials: only in front of one single word.
const withoutAccents = new Set('chi co chu bac ong ba a c'.split(' '));

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
 * Gives what of a typed name is the name: "Chị Lan" is Lan, "Mr. Minh" is Minh, "Anh/Chị" is nobody. A word that is also a name
 * ("Nguyễn Anh", "Anh", "Chu Văn An") is kept wherever it may be one.
 */
export function withoutWordsOfAddress(fullName: string, isFamilyName: (word: string) => boolean): string {
  const words = [...fullName.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: text, index }) => ({
    exact: text.normalize('NFC').toLowerCase(),
    folded: fold(text),
    index,
  }));
  const from = (place: number): string => {
    const word = words[place];
    return word ? fullName.slice(word.index) : '';
  };
  let place = pairs.has(`${words[0]?.folded} ${words[1]?.folded}`) ? 2 : 0;
  if (place === 0) {
    const [first, second] = words;
    const isNameBehind = words.length > 2 || (second !== undefined && !isFamilyName(second.folded));
    if (first && alsoNames.has(first.exact) && isNameBehind) place = 1;
    else if (first && withoutAccents.has(first.exact) && words.length === 2 && isNameBehind) place = 1;
  }
  for (let word = words[place]; word && (vietnamese.has(word.exact) || titles.has(word.exact)); word = words[place]) place += 1;
  return place === 0 ? fullName : from(place);
}
