import { type NeedOnCard, regionOf } from '../cards/rules-card.ts';
import { type Lead, phonesOf } from '../leads/record.ts';
import type { RepId } from '../platform/ids.ts';
import type { CardRegion } from '../platform/keys.ts';
import { digitsOf, leastDigits } from './rules-digits.ts';
import { calledFirst, foldedOf, isCommon, isFiller, type Word, wordsOf } from './rules-words.ts';

/**
 * What people look for. A name by the word that it begins with, by one between, or by the last one, which is what a Vietnamese is called by;
 * the end of a number, the start of an address, or the names of a rep's own leads.
 */
export type FindKind = 'first' | 'between' | 'last' | 'number' | 'address' | 'own';

/** One way in which a lead is found: what has to be known to ask for it, and what follows in the order of the answers. */
export interface Find {
  readonly kind: FindKind;
  /** What its partition is named by; all but the id of a rep goes through a keyed digest. */
  readonly key: string;
  readonly rest: string;
}

/** Where a name stands in a partition: what follows the words of its key, and the whole name as it was typed. */
const divider = '|';
const longestRest = 160;
const addressKeyLength = 3;
/** Of names with more words the first three and the last three are ways to it. */
const mostStarts = 6;

/** Returns the part of the key that an address is found by; null where it is too short. */
export function addressKey(start: string): { readonly key: string; readonly rest: string } | null {
  const characters = [...start];
  if (characters.length < addressKeyLength) return null;
  return { key: characters.slice(0, addressKeyLength).join(''), rest: characters.slice(addressKeyLength).join('') };
}

/** Returns the part of the key that a number is found by; what follows is read from the end to the start. */
export function numberKey(digits: string): { readonly key: string; readonly rest: string } {
  return { key: digits.slice(-leastDigits), rest: [...digits.slice(0, -leastDigits)].reverse().join('') };
}

/**
 * Names are found in one part of the country each: whoever sees one part reads no other. Those of whom nobody knows where they are lie with the
 * part that has the fewest people: one question less for whoever sees all.
 */
export const nameKey = (region: CardRegion, words: readonly string[]): string => [partOf(region), ...words].join(' ');

/** Returns the parts whose names have to be asked for, each once. */
export const nameParts = (regions: readonly CardRegion[]): CardRegion[] => [...new Set(regions.map(partOf))];

const partOf = (region: CardRegion): CardRegion => (region === 'none' ? 'central' : region);

/**
 * Returns the words by which a name is found that begins with them, and those that follow. A common word says something with the next one
 * alone; but people are called by the last word of their name, however common it is.
 */
export function keyWords(
  turned: readonly string[],
  kind: FindKind,
): { readonly words: readonly string[]; readonly rest: readonly string[] } {
  const length = kind !== 'last' && isCommon(turned[0] ?? '') ? 2 : 1;
  return { words: turned.slice(0, length), rest: turned.slice(length) };
}

/** Returns how a lead is found: the same for all of its versions that say the same. */
export function findsOf(lead: Lead, needs: readonly NeedOfRep[] = []): Find[] {
  const names = namesOf(lead);
  const [region, reps] = [regionOf(lead), repsOf(lead, needs)];
  return [...names.flatMap((name) => nameFinds(name, region)), ...contactFinds(lead), ...names.flatMap((name) => ownFinds(name, reps))];
}

/** Returns the words of every name of a person, also of those that leads had which are part of this one; none for a name without words. */
export function namesOf({ fullName, otherNames = [] }: Pick<Lead, 'fullName' | 'otherNames'>): Word[][] {
  const names = [fullName, ...otherNames].map((name) => wordsOf(name ?? '')).filter(({ length }) => length > 0);
  return [...new Map([...names].reverse().map((name) => [foldedOf(name).join(' '), name])).values()].reverse();
}

function nameFinds(name: readonly Word[], region: CardRegion): Find[] {
  return startsIn(name).map((start) => {
    const kind = start === name.length - 1 ? 'last' : start === 0 ? 'first' : 'between';
    const turned = foldedOf([...name.slice(start), ...name.slice(0, start)]);
    const { words, rest } = keyWords(turned, kind);
    return { kind, key: nameKey(region, words), rest: namePlace(rest, name) };
  });
}

/** Which words of a name it is found by: in short names all of them, in longer ones no word that nobody is called by. */
function startsIn(words: readonly Word[]): number[] {
  const last = words.length - 1;
  const starts = words.flatMap(({ folded: word }, place) => {
    const isBetween = place > 0 && place < last && words.length > 3;
    return isBetween && isFiller(word) ? [] : [place];
  });
  return starts.length <= mostStarts ? starts : [...starts.slice(0, mostStarts / 2), ...starts.slice(-mostStarts / 2)];
}

/** Returns every address of a person, also those of leads that are part of this one. */
export const addressesOf = ({ email, emails = [] }: Pick<Lead, 'email' | 'emails'>): string[] => [
  ...new Set([email, ...emails].flatMap((address) => (address === null ? [] : [address.toLowerCase()]))),
];

function contactFinds(lead: Lead): Find[] {
  const numbers = phonesOf(lead).flatMap((phone) => digitsOf(phone) ?? []);
  return [
    ...[...new Set(numbers)].map((digits): Find => ({ kind: 'number', ...numberKey(digits) })),
    ...addressesOf(lead).flatMap((address): Find[] => {
      const key = addressKey(address);
      return key ? [{ kind: 'address', ...key }] : [];
    }),
  ];
}

/** A rep's own leads by the name that people call them by. */
function ownFinds(words: readonly Word[], reps: readonly RepId[]): Find[] {
  const rest = namePlace(foldedOf(calledFirst(words)), words);
  return reps.map((repId) => ({ kind: 'own', key: repId, rest }));
}

/** A need of a lead, as far as it tells who sees the lead. */
export type NeedOfRep = NeedOnCard & { readonly owner: RepId | null };

function repsOf({ owner }: Pick<Lead, 'owner'>, needs: readonly NeedOfRep[]): RepId[] {
  const owners = [owner?.repId ?? null, ...needs.map((need) => need.owner)];
  return [...new Set(owners.filter((repId) => repId !== null))].sort();
}

const cut = (text: string): string => text.slice(0, longestRest);
const namePlace = (rest: readonly string[], name: readonly Word[]): string =>
  `${cut(rest.join(' '))}${divider}${cut(name.map(({ exact }) => exact).join(' '))}`;

/** Reads the whole name from a place in a partition of names. */
export const nameAtPlace = (rest: string): string => rest.slice(rest.indexOf(divider) + divider.length);
