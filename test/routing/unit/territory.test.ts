import { describe, expect, it } from '@jest/globals';
import { chooseTerritory, fallbackTerritory } from '../../../shared/routing/index.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';

const territory = (id: string, order: number, when: Record<string, string[]>) =>
  TerritoryConfig.parse({ id, order, poolId: `pool-${id}`, when });
const territories = [
  territory('fallback', 100, {}),
  territory('south', 50, { macroRegions: ['south'] }),
  territory('city', 20, { provinceCodes: ['79'] }),
  territory('stock-in-city', 10, { products: ['kho'], provinceCodes: ['79'] }),
  territory('b', 30, { provinceCodes: ['92'] }),
  territory('a', 30, { provinceCodes: ['92'] }),
];
const facts = (provinceCode: string | null, macroRegion: 'north' | 'south' | null, products: string[] = []) => ({
  region: { provinceCode, macroRegion, reason: provinceCode ? ('given' as const) : ('unknown' as const) },
  products,
});

describe('the territory of a lead', () => {
  it.each([
    ['product and province, before the province alone', facts('79', 'south', ['kho']), 'stock-in-city', ['product', 'province']],
    ['the province, when only one of two conditions holds', facts('79', 'south'), 'city', ['province']],
    ['the part of the country', facts('91', 'south', ['kho']), 'south', ['macroRegion']],
    ['the smaller id at the same order', facts('92', 'south'), 'a', ['province']],
    ['the fallback for an unknown place', facts(null, null, ['kho']), 'fallback', ['fallback']],
    ['the fallback for a place nobody has', facts('01', 'north'), 'fallback', ['fallback']],
  ])('is found by %s', (_, given, territoryId, matchedBy) => {
    expect(chooseTerritory(territories, given)).toEqual({ territoryId, poolId: `pool-${territoryId}`, matchedBy });
  });

  it('is none without a fallback, and the fallback is the one without conditions', () => {
    expect(chooseTerritory(territories.slice(1), facts(null, null))).toBeNull();
    expect([fallbackTerritory(territories)?.id, fallbackTerritory(territories.slice(1))]).toEqual(['fallback', null]);
  });
});
