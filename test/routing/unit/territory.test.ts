import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noFields } from '../../../shared/fields/index.ts';
import { ConfigurationError } from '../../../shared/platform/errors.ts';
import { attributesOf, chooseTerritory, Decision, fallbackTerritory, territoryFor } from '../../../shared/routing/index.ts';
import { rangeIn } from '../../../shared/routing/rules-number.ts';
import { TerritoryAttributes } from '../../../shared/routing/territory-conditions.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
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
  TerritoryAttributes.parse({
    products,
    provinceCodes: provinceCode === null ? [] : [provinceCode],
    macroRegions: macroRegion === null ? [] : [macroRegion],
  });

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
    const recorded = Object.keys(Decision.shape.attributes.shape);
    expect(Object.keys(TerritoryConfig.shape.when.shape)).toEqual([...recorded, 'not']);
    expect(fc.sample(anyLead(), { numRuns: 1, seed: 1 }).map((lead) => Object.keys(attributesOf(lead, noFields)))).toEqual([recorded]);
  });
});

const asked = {
  formerCodes: ['74'],
  languages: ['vi'],
  sources: ['demo'],
  utmSources: ['Facebook'],
  companies: ['Công ty Minh An'],
  temperatures: ['hot'],
  stages: ['mql'],
};
const whole = TerritoryAttributes.parse({ ...asked, answers: { companySize: ['20–49'], budget: ['50.000.000'], industry: ['Bán lẻ'] } });
const takes = (when: object) =>
  chooseTerritory(ruleSet([TerritoryConfig.parse({ id: 'one', order: 1, poolId: 'one', when })]), whole)?.matchedBy ?? null;

describe('a condition of a territory', () => {
  it.each([
    [{ formerCodes: ['74', '75'] }, ['formerUnit']],
    [{ languages: ['en'] }, null],
    [{ sources: ['DEM*'], utmSources: ['facebook'] }, ['source']],
    [{ companies: ['cong ty*'] }, ['company']],
    [{ companies: ['*'], campaigns: ['*'] }, null],
    [{ temperatures: ['warm', 'hot'], stages: ['mql'] }, ['temperature', 'stage']],
    [{ answers: { industry: { in: ['ban le'] } } }, ['answer']],
    [{ answers: { companySize: { atLeast: 20, below: 50 } } }, ['answer']],
    [{ answers: { companySize: { atLeast: 21 } } }, null],
    [{ answers: { companySize: { below: 49 } } }, null],
    [{ answers: { budget: { atLeast: 50_000_000, below: 50_000_001 } } }, ['answer']],
    [{ answers: { industry: { atLeast: 1 } } }, null],
    [{ not: { languages: ['en'], companies: ['khac'] } }, ['exclusion']],
    [{ not: { languages: ['en'], companies: ['*minh'] } }, ['exclusion']],
    [{ languages: ['vi'], not: { answers: { budget: { atLeast: 1 } } } }, null],
  ])('%j holds or not', (when, matchedBy) => {
    expect(takes(when)).toEqual(matchedBy);
  });

  it.each([
    ['200+', [200, Number.POSITIVE_INFINITY, false]],
    ['Từ 200 người', [200, Number.POSITIVE_INFINITY, false]],
    ['1–4 người', [1, 4, false]],
    ['dưới 5', [0, 5, true]],
    ['5-10 triệu', [5e6, 10e6, false]],
    ['1,5 tỷ', [1.5e9, 1.5e9, false]],
    ['12 000', [12_000, 12_000, false]],
    ['chưa biết', null],
    ['9-5', null],
    ['1, 2 hoặc 3', null],
  ])('reads %s as the number or band that it is', (answer, expected) => {
    const range = rangeIn(answer);
    expect(range && [range.low, range.high, range.isOpen]).toEqual(expected);
  });

  it('is not asked of free text, nor of more answers than a form has', () => {
    const [lead] = fc.sample(anyLead(), { numRuns: 1, seed: 1 });
    if (!lead) throw new Error('no lead');
    const extra = Object.fromEntries([
      ['essay', 'x'.repeat(101)],
      ['aZalo', '0912 345 678'],
      ['aMail', 'a@example.com'],
      ...Array.from({ length: 40 }, (_, index) => [`q${index}`, 'yes']),
    ]);

    const { answers } = attributesOf({ ...lead, extra }, noFields);

    expect([Object.keys(answers).length, answers.essay, answers.aZalo, answers.aMail]).toEqual([30, undefined, undefined, undefined]);
  });
});
