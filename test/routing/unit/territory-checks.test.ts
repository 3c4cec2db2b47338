import { describe, expect, it } from '@jest/globals';
import { reviewAll } from '../../../shared/config/check.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { macroRegionOfProvince, provinceOfFormer } from '../../../shared/regions/codes.ts';
import { provinces } from '../../../shared/regions/index.ts';

const reps = [
  { id: 'lan', name: 'Lan', email: 'lan@example.com' },
  { id: 'minh', name: 'Minh', email: 'minh@example.com', active: false },
];
const name = { vi: 'Nhóm', en: 'Pool' };
const pools = [
  { id: 'all', name, members: [{ repId: 'lan' }] },
  { id: 'away', name, members: [{ repId: 'minh' }] },
];
const products = ['kho', 'crm'].map((id) => ({ id, names: { vi: id, en: id } }));
const field = (id: string) => ({ name: id, label: { vi: id, en: id }, type: 'text' });
const forms = [
  {
    id: 'demo',
    title: name,
    fields: [field('email'), field('companySize')],
    requireOneOf: ['email'],
    allowedOrigins: ['self'],
    thankYouUrls: ['/a'],
    consentTexts: [],
  },
];

/** Tells what is said of territories, the fallback last. */
function review(...conditions: object[]) {
  const given = [...conditions, {}].map((when, index) => ({ id: `t${index}`, order: index, poolId: 'all', when }));
  return said(given);
}
function said(territories: readonly object[]) {
  const { faults, warnings } = reviewAll(configKinds, { reps, pools, products, forms, territories });
  const line = ({ document, path, message }: { document: string; path: readonly (string | number)[]; message: string }) =>
    `${document} ${path.join('.')}: ${message}`;
  return { faults: faults.map(line), warnings: warnings.map(line) };
}

describe('the checks of territories', () => {
  it.each([
    ['an unknown province', { provinceCodes: ['99'] }, 't0 when.provinceCodes.0: 99 is no code of the 34 provinces'],
    ['an unknown former unit', { formerCodes: ['99'] }, 't0 when.formerCodes.0: 99 is no code of the 63 units before 1 July 2025'],
    ['an unknown product', { not: { products: ['xe'] } }, 't0 when.not.products.0: there is no product xe, and no form offers it'],
    [
      'an unknown question',
      { answers: { shoe: { in: ['1'] } } },
      't0 when.answers.shoe: no form asks for shoe, and no field has that name',
    ],
    [
      'a question with an attribute of its own',
      { answers: { company: { in: ['a'] } } },
      't0 when.answers.company: write `companies` instead',
    ],
    ['a contact detail', { answers: { email: { in: ['*'] } } }, 't0 when.answers.email: email says nothing of where a lead belongs'],
    ['an empty list', { products: [] }, 't0 when.products: an empty list never holds: leave it out'],
    [
      'a range of nothing',
      { answers: { companySize: { atLeast: 5, below: 5 } } },
      't0 when.answers.companySize.below: must be above atLeast, 5',
    ],
    [
      'what it excludes itself',
      { languages: ['vi'], not: { languages: ['vi', 'en'] } },
      't0 when.languages: `not` excludes all of it, so that it never holds',
    ],
    [
      'a province elsewhere',
      { provinceCodes: ['01'], macroRegions: ['south'] },
      't0 when.provinceCodes: none of these provinces lies in one of macroRegions',
    ],
    [
      'a former unit elsewhere',
      { formerCodes: ['74'], provinceCodes: ['01'] },
      't0 when.formerCodes: none of these units lies in one of provinceCodes',
    ],
  ])('refuse %s, with its place', (_, when, fault) => {
    expect(review(when).faults).toEqual([fault]);
  });

  it('refuse a language that there is not, and a setting that there is not', () => {
    expect(review({ languages: ['fr'] }).faults).toEqual([expect.stringMatching(/^t0 when\.languages\.0: /)]);
    expect(review({ province: ['01'] }).faults).toEqual(['t0 when.province: there is no such setting']);
  });

  it.each([
    ['the same', [{ provinceCodes: ['79'] }, { provinceCodes: ['79'] }], 't1', 't0'],
    ['a part of a list', [{ provinceCodes: ['79', '92'] }, { provinceCodes: ['79'], products: ['kho'] }], 't1', 't0'],
    ['a province within a part of the country', [{ macroRegions: ['south'] }, { provinceCodes: ['79'] }], 't1', 't0'],
    ['a former unit within a province', [{ provinceCodes: ['79'] }, { formerCodes: ['74'] }], 't1', 't0'],
    ['words within a wildcard', [{ companies: ['Cong ty*'] }, { companies: ['Công ty Minh*'] }], 't1', 't0'],
    [
      'a range within a range',
      [{ answers: { companySize: { atLeast: 5 } } }, { answers: { companySize: { atLeast: 9, below: 20 } } }],
      't1',
      't0',
    ],
    ['what another excludes by a value that it has not', [{ not: { languages: ['en'] } }, { languages: ['vi'] }], 't1', 't0'],
    [
      'a list that two take together',
      [{ languages: ['vi'] }, { languages: ['en'] }, { languages: ['vi', 'en'], products: ['kho'] }],
      't2',
      't0, t1',
    ],
  ])('refuse a territory that earlier ones leave nothing: %s', (_, conditions, document, by) => {
    expect(review(...conditions).faults).toEqual([
      expect.stringMatching(new RegExp(`^${document} when: no lead comes here: ${by}, which`)),
    ]);
  });

  it('let a territory stand that some lead reaches', () => {
    const conditions = [
      { provinceCodes: ['79'], products: ['kho'] },
      { provinceCodes: ['79'] },
      { not: { products: ['kho'] }, macroRegions: ['south'] },
      { products: ['crm'], macroRegions: ['south'] },
      { answers: { companySize: { atLeast: 5 } } },
      { answers: { companySize: { atLeast: 4 } } },
    ];

    expect(review(...conditions).faults).toEqual([]);
  });

  it('refuse what stands behind the fallback, and a second fallback', () => {
    expect(review({}).faults).toEqual([
      't1 when: exactly one territory must have no conditions, so that every lead has a pool; there are 2',
    ]);
    expect(
      said([
        { id: 'rest', order: 1, poolId: 'all', when: {} },
        { id: 'late', order: 2, poolId: 'all', when: { languages: ['vi'] } },
      ]).faults,
    ).toEqual([expect.stringMatching(/^late when: no lead comes here: rest, which is asked before/)]);
  });

  it('warn of a pool in which nobody is active, of gaps and of unknown sources, and refuse nothing', () => {
    const idle = {
      id: 'idle',
      order: 0,
      poolId: 'away',
      when: { macroRegions: ['north', 'central', 'south'], products: ['kho'], sources: ['x'] },
    };
    const south = { id: 'south', order: 1, poolId: 'all', when: { macroRegions: ['south'] } };
    const rest = { id: 'rest', order: 9, poolId: 'all', when: {} };
    const north = [...macroRegionOfProvince].flatMap(([code, region]) => (region === 'south' ? [] : [code])).sort();

    expect(said([idle, south, rest])).toEqual({
      faults: [],
      warnings: [
        'idle poolId: leads come here, but nobody of the pool away is active',
        'idle when.sources.0: no form and no named source is called x',
        `rest when: only the fallback takes leads for crm or without a product of the provinces ${north.join(', ')}`,
      ],
    });
    expect(said([rest]).warnings).toEqual([]);
  });

  it('know the places that the data know', () => {
    const all = provinces();
    expect(Object.fromEntries(macroRegionOfProvince)).toEqual(Object.fromEntries(all.map(({ code, macroRegion }) => [code, macroRegion])));
    const former = all.flatMap(({ code, formerUnits }) => formerUnits.map((unit) => [unit.code, code]));
    expect(Object.fromEntries(provinceOfFormer)).toEqual(Object.fromEntries(former));
  });
});
