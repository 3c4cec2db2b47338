import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../shared/platform/errors.ts';
import { attributesOf, chooseTerritory, Decision, fallbackTerritory, territoryFor } from '../../../shared/routing/index.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { ruleSet } from '../../support/routing.ts';

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
const attributes = (provinceCode: string | null, macroRegion: 'north' | 'south' | null, products: string[] = []) =>
  attributesOf({ region: { provinceCode, macroRegion }, products });

describe('the territory of a lead', () => {
  it.each([
    ['product and province, before the province alone', attributes('79', 'south', ['kho']), 'stock-in-city', ['product', 'province']],
    ['the province, when only one of two conditions holds', attributes('79', 'south'), 'city', ['province']],
    ['the part of the country', attributes('91', 'south', ['kho']), 'south', ['macroRegion']],
    ['the smaller id at the same order', attributes('92', 'south'), 'a', ['province']],
    ['the fallback for an unknown place', attributes(null, null, ['kho']), 'fallback', ['fallback']],
    ['the fallback for a place nobody has', attributes('01', 'north'), 'fallback', ['fallback']],
  ])('is found by %s', (_, given, territoryId, matchedBy) => {
    const poolId = `pool-${territoryId}`;
    expect(chooseTerritory(ruleSet(territories, 4), given)).toEqual({ territoryId, poolId, matchedBy, territoriesVersion: 4 });
  });

  it('is none without a fallback, and the fallback is the one without conditions', () => {
    const without = ruleSet(territories.slice(1));

    expect(chooseTerritory(without, attributes(null, null))).toBeNull();
    expect(() => territoryFor(without, attributes(null, null))).toThrow(ConfigurationError);
    expect([fallbackTerritory(ruleSet(territories))?.id, fallbackTerritory(without)]).toEqual(['fallback', null]);
  });

  it('can name every attribute that a decision records, and no other', () => {
    expect(Object.keys(TerritoryConfig.shape.when.shape)).toEqual(Object.keys(Decision.shape.attributes.shape));
    expect(Object.keys(attributes('79', 'south'))).toEqual(Object.keys(Decision.shape.attributes.shape));
  });
});
