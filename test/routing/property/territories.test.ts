import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { macroRegionOfProvince, provinceOfFormer } from '../../../shared/regions/codes.ts';
import { chooseTerritory } from '../../../shared/routing/index.ts';
import { contradictionsIn } from '../../../shared/routing/rules-contradictions.ts';
import { coveredBy } from '../../../shared/routing/rules-coverage.ts';
import { TerritoryAttributes } from '../../../shared/routing/territory-conditions.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { ruleSet } from '../../support/routing.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const places = { macroRegions: macroRegionOfProvince, provinceOfFormer };
const formerCodes = ['74', '77', '62', '01', '70'];
const provinceCodes = ['79', '51', '01', '75'];
const some = <Value>(...values: Value[]) => fc.subarray(values, { minLength: 1 });
const texts = some('Minh An', 'minh*', 'Khác', '*');
const number = fc.integer({ min: 0, max: 4 });
const answer = fc
  .record({ in: some('1', '2-3', '4+', '*'), atLeast: number, below: number }, { requiredKeys: [] })
  .filter((asked) => Object.keys(asked).length > 0);
const all = fc.record({
  products: some('kho', 'crm'),
  provinceCodes: some(...provinceCodes),
  formerCodes: some(...formerCodes),
  macroRegions: some('north', 'central', 'south'),
  languages: some('vi', 'en'),
  companies: texts,
  answers: fc.record({ size: answer }),
});
const named = ['products', 'provinceCodes', 'formerCodes', 'macroRegions', 'languages', 'companies', 'answers'] as const;
/** Few at once, as people write them: of many, hardly one is met by a lead. */
const conditions = fc
  .tuple(all, fc.subarray([...named], { minLength: 1, maxLength: 2 }))
  .map(([every, chosen]) => Object.fromEntries(chosen.map((name) => [name, every[name]])));
const when = fc
  .record({ when: conditions, not: fc.option(conditions, { freq: 3 }) })
  .map((one) => (one.not === null ? one.when : { ...one.when, not: one.not }));
const territories = fc
  .array(when, { minLength: 2, maxLength: 8 })
  .map((all) => all.map((one, index) => TerritoryConfig.parse({ id: `t${index}`, order: index, poolId: 'one', when: one })));

/** Leads as they come: whoever names a former unit is in its province, and each province lies in one part of the country. */
const lead = fc
  .record({
    products: fc.subarray(['kho', 'crm']),
    place: fc.constantFrom(...formerCodes, ...provinceCodes.map((code) => `now ${code}`), null),
    language: fc.constantFrom('vi', 'en'),
    companies: fc.subarray(['Minh An', 'Minh', 'Khác'], { maxLength: 1 }),
    size: fc.subarray(['1', '2-3', '4+', '3', 'dưới 2', 'không rõ']),
  })
  .map(({ products, place, language, companies, size }) => {
    const isNow = place?.startsWith('now ') ?? false;
    const province = place === null ? undefined : isNow ? place.slice(4) : provinceOfFormer.get(place);
    const region = macroRegionOfProvince.get(province ?? '');
    return TerritoryAttributes.parse({
      products,
      formerCodes: place === null || isNow ? [] : [place],
      provinceCodes: province === undefined ? [] : [province],
      macroRegions: region === undefined ? [] : [region],
      languages: [language],
      companies,
      answers: size.length > 0 ? { size } : {},
    });
  });

describe('what the checks of territories claim', () => {
  it('holds: no lead comes to a territory that they call unreachable or contradictory', () => {
    let unreachable = 0;
    let contradictory = 0;
    fc.assert(
      fc.property(territories, fc.array(lead, { minLength: 30, maxLength: 30 }), (all, leads) => {
        const rules = ruleSet(all);
        const reached = new Set(leads.flatMap((attributes) => chooseTerritory(rules, attributes)?.territoryId ?? []));
        for (const [index, { id, when }] of all.entries()) {
          const isContradictory = contradictionsIn(when, places).some(({ path }) => path[0] !== 'not');
          const isUnreachable = coveredBy(when, all.slice(0, index), places).length > 0;
          contradictory += Number(isContradictory);
          unreachable += Number(isUnreachable);
          expect({ id, isReached: (isContradictory || isUnreachable) && reached.has(id) }).toEqual({ id, isReached: false });
        }
      }),
      { numRuns: runs(300, 10_000), seed },
    );
    expect(Math.min(unreachable, contradictory)).toBeGreaterThan(50);
    report(`unreachable ${unreachable}, contradictory ${contradictory}, seed ${seed}`);
  });
});
