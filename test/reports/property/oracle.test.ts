import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '../../../shared/facts/index.ts';
import { reports } from '../../../shared/reports/index.ts';
import { behind, numbersOf, tableOf, wishFor } from '../../support/reports.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { anyFacts } from '../support/any-facts.ts';
import { expectedOf } from '../support/brute-force.ts';

const bases = ['arrival', 'event'] as const;
/** Those that the words of the definitions are counted by hand for in brute-force.ts; the others have oracles of their own. */
const own = ['overview', 'funnel', 'flow', 'sources', 'campaigns', 'lost', 'distribution'] as const;

describe('every report', () => {
  it.each(own.flatMap((name) => bases.map((basis) => [name, basis] as const)))(
    'of %s by %s is what counting one by one comes to',
    (name, basis) => {
      const known = reports.find((one) => one.name === name);
      if (!known?.bases.includes(basis)) return;
      let numbers = 0;
      fc.assert(
        fc.property(anyFacts, (facts) => {
          const by = known.dimensions[0] ?? 'none';
          const found = numbersOf(tableOf(wishFor(name, { basis, by }), facts));
          for (const [column, value] of Object.entries(expectedOf(name, basis, facts))) {
            numbers += 1;
            expect([column, found.total?.[column] ?? 0]).toEqual([column, value]);
          }
        }),
        { seed, numRuns: runs(150, 3_000) },
      );
      report(`${name} by ${basis}: ${numbers} numbers held against one by one`);
      expect(numbers).toBeGreaterThan(0);
    },
  );

  it('has behind each number what adds up to it, in each row and the whole', () => {
    let cells = 0;
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...reports), fc.constantFrom(...bases), fc.nat(), (facts, known, basis, pick) => {
        const by = known.dimensions[pick % known.dimensions.length] ?? 'none';
        const wish = wishFor(known.name, { basis: known.bases.includes(basis) ? basis : (known.bases[0] ?? 'event'), by });
        const table = tableOf(wish, facts);
        for (const { name, kind, isMade } of table.columns) {
          if (isMade || kind === 'share' || kind === 'percentile' || kind === 'per') continue;
          for (const row of [...table.rows, { key: 'total', cells: table.total.cells }]) {
            const found = behind(wish, facts, row.key, name);
            const sum = found.reduce((all, { value }) => all + value, 0);
            cells += 1;
            expect([name, row.key, sum]).toEqual([name, row.key, row.cells[name]?.value]);
            if (kind === 'leads') expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
          }
        }
      }),
      { seed, numRuns: runs(60, 1_000) },
    );
    report(`${cells} numbers opened`);
  });

  it('tells leaders of pools, managers of regions and reps numbers that add up to the whole', () => {
    const adding = reports.flatMap(({ name, bases: own, columns }) =>
      own.flatMap((basis) =>
        columns(basis).flatMap((column) => (column.kind === 'times' && !column.isMade ? [{ name, basis, column: column.name }] : [])),
      ),
    );
    const pools = ['south', 'north'];
    const reps = ['rep-lan', 'rep-hai', 'rep-mai'];
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...adding), (facts, { name, basis, column }) => {
        const of = (wanted: Parameters<typeof wishFor>[1]) =>
          Number(numbersOf(tableOf(wishFor(name, { basis, ...wanted }), facts)).total?.[column] ?? 0);
        const whole = of({});
        const byRows = (by: 'pool' | 'rep') => Number(numbersOf(tableOf(wishFor(name, { basis, by }), facts))['-']?.[column] ?? 0);

        expect(pools.reduce((sum, pool) => sum + of({ cut: { kind: 'pools', pools: [pool] } }), byRows('pool'))).toBe(whole);
        expect(of({ cut: { kind: 'pools', pools } }) + byRows('pool')).toBe(whole);
        expect(reps.reduce((sum, repId) => sum + of({ cut: { kind: 'own', repId } }), byRows('rep'))).toBe(whole);
        const regions = ['north', 'central', 'south'].reduce((sum, region) => sum + of({ cut: { kind: 'regions', regions: [region] } }), 0);
        expect(regions).toBe(of({ cut: { kind: 'regions', regions: ['north', 'central', 'south'] } }));
      }),
      { seed, numRuns: runs(200, 3_000) },
    );
  });

  it('says the same whatever the order of facts', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...reports), (facts: readonly Fact[], { name }) => {
        const wish = wishFor(name, { by: reports.find((one) => one.name === name)?.dimensions[0] ?? 'none' });

        expect(tableOf(wish, facts.toReversed())).toEqual(tableOf(wish, facts));
      }),
      { seed, numRuns: runs(60, 1_000) },
    );
  });
});
