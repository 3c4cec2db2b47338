import { isFamilyName } from '../identity/name.ts';
import { type Lead, phonesOf } from '../leads/record.ts';
import { assertNever } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import type { CardRegion } from '../platform/keys.ts';
import { digitsIn, digitsOf, leastDigits } from './rules-digits.ts';
import { addressesOf, addressKey, type Find, keyWords, nameKey, nameParts, namesOf, numberKey } from './rules-finds.ts';
import { calledFirst, foldedOf, isCommon, isFiller, type Word, wordsBegin, wordsFit, wordsOf } from './rules-words.ts';

/** What somebody looks for: the last digits of a number, the start of an address, or words of a name. */
export type Question =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'address'; readonly start: string }
  | { readonly kind: 'name'; readonly words: readonly Word[] };

/** Reads what somebody typed; null while it is too short to tell one person from others. */
export function questionIn(typed: string): Question | null {
  const text = typed.normalize('NFC').trim();
  if (text.includes('@')) {
    const start = text.toLowerCase();
    return addressKey(start) ? { kind: 'address', start } : null;
  }
  const digits = digitsIn(text);
  if (digits !== null) return digits.length < leastDigits ? null : { kind: 'number', digits };
  const words = wordsOf(text);
  return words.length === 0 ? null : { kind: 'name', words };
}

/** Tells whether a lead, as it stands now, is one of those that somebody looks for who is still typing. */
export const isFoundBy = (question: Question, lead: Reached): boolean => isBy(question, lead, wordsBegin);

/** Tells the same of a list, which is asked for whole words: the last one may be begun where another is whole. */
export const isListedBy = (question: Question, lead: Reached): boolean => isBy(question, lead, wordsFit);

type Reached = Pick<Lead, 'fullName' | 'otherNames' | 'email' | 'emails' | 'phone' | 'extraPhones'>;

function isBy(question: Question, lead: Reached, wordsAreIn: typeof wordsFit): boolean {
  switch (question.kind) {
    case 'number':
      return phonesOf(lead).some((phone) => digitsOf(phone)?.endsWith(question.digits));
    case 'address':
      return addressesOf(lead).some((address) => address.startsWith(question.start));
    case 'name':
      return namesOf(lead).some((name) => wordsAreIn(foldedOf(question.words), foldedOf(name)));
    default:
      return assertNever(question, 'question');
  }
}

/** A question to one index: leads that are found by a key, and by how the rest begins. */
export interface Wish extends Pick<Find, 'kind' | 'key'> {
  readonly prefix: string;
}

/** Returns by which rows a number or an address is found. */
export function contactWish(question: Exclude<Question, { kind: 'name' }>): Wish {
  if (question.kind === 'number') {
    const { key, rest } = numberKey(question.digits);
    return { kind: 'number', key, prefix: rest };
  }
  const parts = addressKey(question.start) ?? { key: question.start, rest: '' };
  return { kind: 'address', key: parts.key, prefix: parts.rest };
}

/** Questions that are asked at once, where fewer than so many people were found before. */
export interface Turn {
  readonly wishes: readonly Wish[];
  readonly below: 'enough' | 'one';
}

/**
 * Returns by which rows people of these parts of the country are found by name. They are called by the last word of their name, and write it
 * last: so the last typed word is looked for first, with the others behind it, and with it what the first typed word is likely to be.
 */
export function nameTurns(words: readonly string[], regions: readonly CardRegion[]): Turn[] {
  const parts = nameParts(regions);
  const everywhere = (...wishes: ((region: CardRegion) => Wish)[]) => parts.flatMap((part) => wishes.map((wish) => wish(part)));
  const [first = ''] = words;
  const turned = calledFirst(words);
  const called = wishFor('last', turned);
  const { likely, others } = kindsOf(first, words.length);
  const as = (kinds: readonly NameKind[]) => kinds.map((kind) => wishFor(kind, words));
  return [
    { wishes: everywhere(called, ...as(likely)), below: 'enough' },
    { wishes: everywhere(...as(others)), below: 'enough' },
    { wishes: words.length > 1 ? everywhere(wishFor('last', turned.slice(0, 1))) : [], below: 'one' },
  ];
}

type NameKind = 'first' | 'between' | 'last';

/** Returns what the first typed word of a name is, beside the last of it: what it is likely to be, and what else it may be. */
function kindsOf(first: string, length: number): { readonly likely: readonly NameKind[]; readonly others: readonly NameKind[] } {
  const isFamily = isFamilyName(first);
  if (length > 1) {
    if (isFiller(first)) return { likely: ['between'], others: ['last'] };
    return isFamily ? { likely: ['first'], others: ['between', 'last'] } : { likely: ['last'], others: ['between', 'first'] };
  }
  // A common word is a way with the next one alone.
  if (isCommon(first)) return { likely: [], others: [] };
  return isFamily ? { likely: ['first'], others: ['between'] } : { likely: [], others: ['between', 'first'] };
}

const wishFor =
  (kind: NameKind, typed: readonly string[]) =>
  (region: CardRegion): Wish => {
    const { words, rest } = keyWords(typed, kind);
    return { kind, key: nameKey(region, words), prefix: rest.join(' ') };
  };

/** Returns by which rows a rep's own leads are found by name; the last turn goes through all of them, as far as it is allowed to. */
export function ownTurns(words: readonly string[], repId: RepId): Turn[] {
  const own = (typed: readonly string[]): Wish => ({ kind: 'own', key: repId, prefix: typed.join(' ') });
  const turned = calledFirst(words);
  return [
    { wishes: words.length > 1 ? [own(turned), own(words)] : [own(words)], below: 'enough' },
    { wishes: [own([])], below: 'enough' },
  ];
}

/**
 * Returns by which rows all people are found whose names have these words, for whoever needs all of them: by one that is no common one and is
 * whole; null where there is none.
 */
export function wholeWishes(words: readonly string[], regions: readonly CardRegion[]): Wish[] | null {
  const whole = words.length > 1 ? words.slice(0, -1) : words;
  const word = [...whole].filter((one) => !isCommon(one)).sort((one, other) => other.length - one.length)[0];
  if (word === undefined) return null;
  const kinds = ['first', 'between', 'last'] as const;
  return nameParts(regions).flatMap((region) => kinds.map((kind) => ({ kind, key: nameKey(region, [word]), prefix: '' })));
}
