import type { MacroRegion } from '../regions/codes.ts';
import { type Condition, conditionsIn, standsFor } from './rules-conditions.ts';
import type { AnswerCondition, Conditions, ListAttribute, TerritoryConditions } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** Where places lie, as leads are told of them. */
export interface Places {
  readonly macroRegions: ReadonlyMap<string, MacroRegion>;
  readonly provinceOfFormer: ReadonlyMap<string, string>;
}

/** Of these a lead may have several values at once. */
const isMany = (attribute: ListAttribute | 'answers') => attribute === 'products' || attribute === 'answers';

/**
 * Names the earlier territories that together take every lead which these conditions fit; none: some lead comes through. It splits one
 * list of the conditions at a time, so that what it names is never wrong, though more than it names may be out of reach.
 */
export function coveredBy(when: TerritoryConditions, earlier: readonly TerritoryConfig[], places: Places): TerritoryConfig[] {
  for (const parts of splitsOf(when, places)) {
    const by = parts.map((part) => earlier.find((one) => covers(one.when, part, places)));
    const found = by.filter((one) => one !== undefined);
    if (found.length === parts.length) return [...new Set(found)];
  }
  return [];
}

const splitLists = ['products', 'provinceCodes', 'formerCodes', 'macroRegions', 'languages', 'channels', 'temperatures', 'stages'] as const;

/** The conditions whole, and by the values of each list; a part of the country by its provinces. */
function splitsOf(when: TerritoryConditions, { macroRegions }: Places): TerritoryConditions[][] {
  const byList = splitLists.flatMap((attribute) => {
    const values = when[attribute];
    return values && values.length > 1 ? [values.map((value): TerritoryConditions => ({ ...when, [attribute]: [value] }))] : [];
  });
  const parts = when.macroRegions;
  if (!parts || when.provinceCodes) return [[when], ...byList];
  const within = [...macroRegions].flatMap(([code, region]) => (parts.includes(region) ? [code] : []));
  return [[when], ...byList, within.map((code) => ({ ...when, provinceCodes: [code] }))];
}

/** Tells whether whatever fits the inner conditions fits the outer ones. */
function covers(outer: TerritoryConditions, inner: TerritoryConditions, places: Places): boolean {
  return conditionsIn(outer).every((condition) =>
    condition.isExcluded ? isKeptOut(condition, inner) : isImplied(condition, inner, places),
  );
}

function isImplied(condition: Condition, inner: Conditions, places: Places): boolean {
  if (condition.attribute === 'answers') {
    const narrower = inner.answers?.[condition.field];
    return narrower !== undefined && isWithin(narrower, condition.wanted);
  }
  const { attribute, wanted } = condition;
  const isAmong = (words: readonly string[] | undefined) =>
    words !== undefined && words.length > 0 && words.every((word) => standsFor(attribute, wanted, word));
  return isAmong(inner[attribute]) || impliedPlaces(attribute, inner, places).some(isAmong);
}

/** A smaller place tells the larger one that it lies in. */
function impliedPlaces(attribute: ListAttribute, { formerCodes, provinceCodes }: Conditions, places: Places): (readonly string[])[] {
  const provincesOfFormer = formerCodes?.map((code) => places.provinceOfFormer.get(code) ?? '');
  if (attribute === 'provinceCodes') return provincesOfFormer ? [provincesOfFormer] : [];
  if (attribute !== 'macroRegions') return [];
  return [provinceCodes, provincesOfFormer].flatMap((codes) => (codes ? [codes.map((code) => places.macroRegions.get(code) ?? '')] : []));
}

/** Tells whether no lead that fits has what the outer conditions exclude. */
function isKeptOut(condition: Condition, inner: TerritoryConditions): boolean {
  if (condition.attribute === 'answers') {
    const excluded = inner.not?.answers?.[condition.field];
    return excluded !== undefined && isWithin(condition.wanted, excluded);
  }
  const { attribute, wanted } = condition;
  const excluded = inner.not?.[attribute];
  if (excluded && wanted.every((word) => standsFor(attribute, excluded, word))) return true;
  const had = inner[attribute];
  // Another of several products may be an excluded one.
  return !isMany(attribute) && had !== undefined && had.length > 0 && !had.some((word) => meet(attribute, wanted, word));
}

/** Whether a word and one of the others may stand for the same. */
function meet(attribute: ListAttribute, words: readonly string[], word: string): boolean {
  return standsFor(attribute, words, word) || words.some((one) => standsFor(attribute, [word], one));
}

/** Tells whether every answer that the inner condition takes is one that the outer condition takes. */
export function isWithin(inner: AnswerCondition, outer: AnswerCondition): boolean {
  if (outer.in && !inner.in?.every((word) => standsFor('answers', outer.in ?? [], word))) return false;
  const isAbove = outer.atLeast === undefined || (inner.atLeast !== undefined && inner.atLeast >= outer.atLeast);
  const isBelow = outer.below === undefined || (inner.below !== undefined && inner.below <= outer.below);
  return isAbove && isBelow;
}
