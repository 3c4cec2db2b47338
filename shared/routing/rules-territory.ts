import type { LeadRegion, TerritoryMatch } from '../leads/index.ts';
import type { PoolId, TerritoryId } from '../platform/ids.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** What routing may look at; more facts join here (capacity, language, deal size) without touching callers. */
export interface RoutingFacts {
  readonly region: Pick<LeadRegion, 'provinceCode' | 'macroRegion' | 'reason'>;
  readonly products: readonly string[];
}

export interface TerritoryChoice {
  readonly territoryId: TerritoryId;
  readonly poolId: PoolId;
  readonly matchedBy: readonly TerritoryMatch[];
}

/** Null: the territory does not fit. */
function match(territory: TerritoryConfig, facts: RoutingFacts): TerritoryMatch[] | null {
  const { provinceCodes, macroRegions, products } = territory.when;
  const matched: TerritoryMatch[] = [];
  if (products) {
    if (!facts.products.some((product) => products.includes(product))) return null;
    matched.push('product');
  }
  if (provinceCodes) {
    if (facts.region.provinceCode === null || !provinceCodes.includes(facts.region.provinceCode)) return null;
    matched.push('province');
  }
  if (macroRegions) {
    if (facts.region.macroRegion === null || !macroRegions.includes(facts.region.macroRegion)) return null;
    matched.push('macroRegion');
  }
  return matched.length > 0 ? matched : ['fallback'];
}

function inOrder(territories: Iterable<TerritoryConfig>): TerritoryConfig[] {
  return [...territories].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The first territory, by order and then id, whose conditions all hold; null only when the configuration has no fallback. */
export function chooseTerritory(territories: Iterable<TerritoryConfig>, facts: RoutingFacts): TerritoryChoice | null {
  for (const territory of inOrder(territories)) {
    const matchedBy = match(territory, facts);
    if (matchedBy) return { territoryId: territory.id, poolId: territory.poolId, matchedBy };
  }
  return null;
}

/** The territory without conditions: the last resort for leads that nobody else can take. */
export function fallbackTerritory(territories: Iterable<TerritoryConfig>): TerritoryConfig | null {
  return inOrder(territories).find(({ when }) => !when.products && !when.provinceCodes && !when.macroRegions) ?? null;
}
