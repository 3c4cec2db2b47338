import { describe, expect, it } from '@jest/globals';
import { PoolConfig } from '../../../shared/routing/pool-config.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { poolsWithin } from '../../../shared/targets/rules-within.ts';

const territory = (poolId: string, when: object) => TerritoryConfig.parse({ id: `to-${poolId}`, order: 1, poolId, when });
const pool = (id: string, more: object = {}) => PoolConfig.parse({ id, name: { vi: id, en: id }, members: [], ...more });
const within = (
  regions: readonly string[],
  territories: readonly TerritoryConfig[],
  pools: readonly PoolConfig[] = [],
  macroRegions: Readonly<Record<string, string>> = {},
) => [...poolsWithin(regions, { territories, pools, macroRegions })];

describe('the pools of a region', () => {
  it.each([
    ['a macro-region of it', { macroRegions: ['south'] }, ['south'], true],
    ['a macro-region of it, and a product', { macroRegions: ['south'], products: ['crm'] }, ['south'], true],
    ['a province in it', { provinceCodes: ['79'] }, ['south'], true],
    ['a province that it names itself', { provinceCodes: ['79'] }, ['79'], true],
    ['a province of many of its macro-region', { provinceCodes: ['79'], macroRegions: ['south', 'north'] }, ['79'], true],
    ['two macro-regions, one of them elsewhere', { macroRegions: ['south', 'north'] }, ['south'], false],
    ['two macro-regions of both', { macroRegions: ['south', 'north'] }, ['south', 'north'], true],
    ['a whole macro-region around its province', { macroRegions: ['south'] }, ['79'], false],
    ['a province elsewhere', { provinceCodes: ['01'] }, ['south'], false],
    ['no place', { products: ['crm'] }, ['south'], false],
    ['an empty list of places', { macroRegions: [] }, ['south'], false],
    ['nothing', {}, ['south'], false],
  ])('are those whose territory asks for %s', (_what, when, regions, isWithin) => {
    expect(within(regions, [territory('a', when)])).toEqual(isWithin ? ['a'] : []);
  });

  it('are none to which another territory gives leads from elsewhere', () => {
    expect(within(['south'], [territory('a', { macroRegions: ['south'] }), territory('a', { macroRegions: ['north'] })])).toEqual([]);
  });

  it('are none to which nothing gives leads', () => {
    expect(within(['south'], [], [pool('a')])).toEqual([]);
  });

  it('lie where the company says that a province does', () => {
    const territories = [territory('a', { provinceCodes: ['79'] })];

    expect(within(['central'], territories, [], { '79': 'central' })).toEqual(['a']);
    expect(within(['south'], territories, [], { '79': 'central' })).toEqual([]);
  });

  it('serve what others send them at night or let float, and theirs in turn', () => {
    const territories = [territory('south', { macroRegions: ['south'] }), territory('north', { macroRegions: ['north'] })];
    const pools = [
      pool('south', { outsideHours: { pool: 'night' } }),
      pool('night', { floating: { takers: ['late'] } }),
      pool('late', { outsideHours: { pool: 'night' } }),
      pool('north'),
    ];

    expect(within(['south'], territories, pools).toSorted()).toEqual(['late', 'night', 'south']);
    const both = [...pools.slice(0, 3), pool('north', { outsideHours: { pool: 'night' } })];
    expect(within(['south'], territories, both)).toEqual(['south']);
  });
});
