import { fold } from '../identity/text.ts';
import { rangeIn } from './rules-number.ts';
import type { AnswerCondition, Conditions, ListAttribute, TerritoryAttributes, TerritoryConditions } from './territory-conditions.ts';

/** Attributes whose values people type: compared without regard to case and accents, with a `*` for any rest. */
const typed: ReadonlySet<ListAttribute> = new Set(['sources', 'utmSources', 'utmMediums', 'campaigns', 'companies', 'accounts']);

/** In the order in which a match is told to people. */
export const listAttributes = [
  'products',
  'provinceCodes',
  'formerCodes',
  'macroRegions',
  'languages',
  'channels',
  'sources',
  'utmSources',
  'utmMediums',
  'campaigns',
  'companies',
  'accounts',
  'temperatures',
  'stages',
] as const satisfies readonly ListAttribute[];

/** One condition of a territory. */
export type Condition = {
  /** True: it must not hold. */
  readonly isExcluded: boolean;
} & (
  | { readonly attribute: ListAttribute; readonly wanted: readonly string[] }
  | { readonly attribute: 'answers'; readonly field: string; readonly wanted: AnswerCondition }
);

/** Lists the conditions of a territory, those that must hold first. */
export function conditionsIn({ not, ...when }: TerritoryConditions): Condition[] {
  return [...listed(when, false), ...(not ? listed(not, true) : [])];
}

function listed(when: Conditions, isExcluded: boolean): Condition[] {
  const lists = listAttributes.flatMap((attribute): Condition[] => {
    const wanted = when[attribute];
    return wanted ? [{ isExcluded, attribute, wanted }] : [];
  });
  const answers = Object.entries(when.answers ?? {}).map(
    ([field, wanted]): Condition => ({ isExcluded, attribute: 'answers', field, wanted }),
  );
  return [...lists, ...answers];
}

/** Tells whether a lead has what a condition asks for. */
export function isMet(condition: Condition, attributes: TerritoryAttributes): boolean {
  return isAsked(condition, attributes) !== condition.isExcluded;
}

function isAsked(condition: Condition, attributes: TerritoryAttributes): boolean {
  if (condition.attribute === 'answers') {
    return (attributes.answers[condition.field] ?? []).some((answer) => fits(condition.wanted, answer));
  }
  const { attribute, wanted } = condition;
  const had: readonly string[] = attribute === 'accounts' ? [...attributes.accounts, ...attributes.companies] : attributes[attribute];
  return had.some((value) => (typed.has(attribute) ? isOneOf(wanted, value) : wanted.includes(value)));
}

function fits({ in: wanted, atLeast, below }: AnswerCondition, answer: string): boolean {
  if (wanted && !isOneOf(wanted, answer)) return false;
  if (atLeast === undefined && below === undefined) return true;
  const range = rangeIn(answer);
  if (!range) return false;
  const isBelow = below === undefined || range.high < below || (range.isOpen && range.high <= below);
  return isBelow && (atLeast === undefined || range.low >= atLeast);
}

interface Pattern {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** A replay asks for the same lists ten thousand times. */
const patterns = new WeakMap<readonly string[], readonly Pattern[]>();

function patternsOf(wanted: readonly string[]): readonly Pattern[] {
  const known = patterns.get(wanted);
  if (known) return known;
  const made = wanted.map(patternOf);
  patterns.set(wanted, made);
  return made;
}

function patternOf(one: string): Pattern {
  const isPrefix = one.endsWith('*');
  return { text: fold(isPrefix ? one.slice(0, -1) : one), isPrefix };
}

function isOneOf(wanted: readonly string[], value: string): boolean {
  const key = fold(value);
  return patternsOf(wanted).some(({ text, isPrefix }) => (isPrefix ? key.startsWith(text) : key === text));
}

/** Tells whether whatever one word stands for is among what others stand for. */
export function standsFor(attribute: ListAttribute | 'answers', wanted: readonly string[], word: string): boolean {
  if (attribute !== 'answers' && !typed.has(attribute)) return wanted.includes(word);
  const inner = patternOf(word);
  return patternsOf(wanted).some(({ text, isPrefix }) => (isPrefix ? inner.text.startsWith(text) : !inner.isPrefix && inner.text === text));
}
