import type { Lead, LeadRegion, LeadRouting, TerritoryMatch } from '../leads/index.ts';
import type { RuleSet } from './rules.ts';
import { isFallback, TerritoryAttributes, type TerritoryConfig } from './territory-config.ts';

/** How a match is told to people, per attribute; a match on several is told in this order. */
const matches: Readonly<Record<keyof TerritoryAttributes, TerritoryMatch>> = {
  products: 'product',
  provinceCodes: 'province',
  macroRegions: 'macroRegion',
};

/** Returns what a lead, or the post that makes one, has of each attribute that a territory may name. */
export function attributesOf({
  products,
  region,
}: {
  readonly products: Readonly<Lead['products']>;
  readonly region: Pick<LeadRegion, 'provinceCode' | 'macroRegion'>;
}): TerritoryAttributes {
  return { products: [...products], provinceCodes: known(region.provinceCode), macroRegions: known(region.macroRegion) };
}

const known = <Value>(value: Value | null): Value[] => (value === null ? [] : [value]);

/** Null: the territory does not fit. */
function match(when: TerritoryConfig['when'], attributes: TerritoryAttributes): TerritoryMatch[] | null {
  const matched: TerritoryMatch[] = [];
  for (const attribute of TerritoryAttributes.keyof().options) {
    const wanted: readonly string[] | undefined = when[attribute];
    if (!wanted) continue;
    const had: readonly string[] = attributes[attribute];
    if (!had.some((value) => wanted.includes(value))) return null;
    matched.push(matches[attribute]);
  }
  return matched.length > 0 ? matched : ['fallback'];
}

function inOrder(territories: Iterable<TerritoryConfig>): TerritoryConfig[] {
  return [...territories].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Chooses the first territory, by order and then id, whose conditions all hold; null only when the rules have no fallback. */
export function chooseTerritory({ documents, version }: RuleSet<TerritoryConfig>, attributes: TerritoryAttributes): LeadRouting | null {
  for (const { id, poolId, when } of inOrder(documents.values())) {
    const matchedBy = match(when, attributes);
    if (matchedBy) return { territoryId: id, poolId, matchedBy, territoriesVersion: version };
  }
  return null;
}

/** Returns the territory without conditions: the last resort for leads that nobody else can take. */
export function fallbackTerritory({ documents }: RuleSet<TerritoryConfig>): TerritoryConfig | null {
  return inOrder(documents.values()).find(isFallback) ?? null;
}
