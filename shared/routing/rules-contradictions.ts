import { listAttributes, standsFor } from './rules-conditions.ts';
import { isWithin, type Places } from './rules-coverage.ts';
import type { Conditions, TerritoryConditions } from './territory-conditions.ts';

/** What keeps a territory from ever taking a lead, by its place in the conditions. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Finds conditions that no lead meets, alone or together. */
export function contradictionsIn({ not = {}, ...when }: TerritoryConditions, places: Places): Contradiction[] {
  return [...emptyIn(when, []), ...emptyIn(not, ['not']), ...excludedIn(when, not), ...apart(when, places)];
}

function emptyIn(conditions: Conditions, at: readonly string[]): Contradiction[] {
  const lists = listAttributes.flatMap((attribute) =>
    conditions[attribute]?.length === 0 ? [{ path: [...at, attribute], message: 'an empty list never holds: leave it out' }] : [],
  );
  const answers = Object.entries(conditions.answers ?? {}).flatMap(([name, { in: words, atLeast, below }]) => {
    const path = [...at, 'answers', name];
    const empty = words?.length === 0 ? [{ path: [...path, 'in'], message: 'an empty list never holds: leave it out' }] : [];
    const isReversed = atLeast !== undefined && below !== undefined && below <= atLeast;
    return [...empty, ...(isReversed ? [{ path: [...path, 'below'], message: `must be above atLeast, ${atLeast}` }] : [])];
  });
  return [...lists, ...answers];
}

function excludedIn(when: Conditions, not: Conditions): Contradiction[] {
  const lists = listAttributes.flatMap((attribute) => {
    const wanted = when[attribute];
    const excluded = not[attribute];
    const isAll = wanted && excluded && wanted.length > 0 && wanted.every((word) => standsFor(attribute, excluded, word));
    return isAll ? [{ path: [attribute], message: '`not` excludes all of it, so that it never holds' }] : [];
  });
  const answers = Object.entries(when.answers ?? {}).flatMap(([name, wanted]) => {
    const excluded = not.answers?.[name];
    const isAll = excluded !== undefined && isWithin(wanted, excluded);
    return isAll ? [{ path: ['answers', name], message: '`not` excludes all of it, so that it never holds' }] : [];
  });
  return [...lists, ...answers];
}

/** Finds smaller places of which none lies in the larger ones that are asked for as well. */
function apart({ formerCodes, provinceCodes, macroRegions }: Conditions, places: Places): Contradiction[] {
  const provincesOfFormer = (formerCodes ?? []).map((code) => places.provinceOfFormer.get(code) ?? '');
  const isApart = (codes: readonly string[], larger: readonly string[] | undefined) =>
    codes.length > 0 && larger !== undefined && larger.length > 0 && !codes.some((code) => larger.includes(code));
  const regionsOf = (codes: readonly string[]) => codes.map((code) => String(places.macroRegions.get(code)));
  return [
    ...(isApart(provincesOfFormer, provinceCodes)
      ? [{ path: ['formerCodes'], message: 'none of these units lies in one of provinceCodes' }]
      : []),
    ...(isApart(regionsOf(provinceCodes ?? []), macroRegions)
      ? [{ path: ['provinceCodes'], message: 'none of these provinces lies in one of macroRegions' }]
      : []),
    ...(isApart(regionsOf(provincesOfFormer), macroRegions)
      ? [{ path: ['formerCodes'], message: 'none of these units lies in one of macroRegions' }]
      : []),
  ];
}
