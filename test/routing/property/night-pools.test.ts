import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultConfig } from '../../../config/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { DecisionId, PoolId, type RepId } from '../../../shared/platform/ids.ts';
import { Decision, dryRun, type PoolState, type RoutingRules, replay, rerun } from '../../../shared/routing/index.ts';
import { PoolConfig } from '../../../shared/routing/pool-config.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { factsOfLead, ruleSet } from '../../support/routing.ts';
import { runs, seed } from '../../support/seeded.ts';

const poolIds = ['a', 'b', 'c', 'd'];
const monday = Date.parse('2026-11-23T00:00:00+07:00');
const minutes = 60_000;

const rep = fc.record({
  active: fc.boolean(),
  hours: fc.constantFrom(null, ['00:00', '08:00'], ['08:00', '12:00'], ['22:00', '24:00']),
  leave: fc.constantFrom(null, 'morning', 'afternoon', 'day'),
  duty: fc.constantFrom(
    null,
    { on: false },
    { on: true, until: '2026-11-23T15:00:00.000Z' },
    { on: false, until: '2026-11-23T05:00:00.000Z' },
  ),
});
/** A pool asks one behind it in the list, so that none goes in circles, or the first. */
const policy = fc.constantFrom('atOnce', 'wait', 'next' as const);

const somewhere = fc.record({
  pools: fc.array(fc.record({ reps: fc.array(rep, { minLength: 1, maxLength: 3 }), policy }), { minLength: 4, maxLength: 4 }),
  order: fc.shuffledSubarray(poolIds, { minLength: 4, maxLength: 4 }),
  fallback: fc.constantFrom(...poolIds),
  at: fc.integer({ min: 0, max: 2 * 1_440 }),
});

type Somewhere = typeof somewhere extends fc.Arbitrary<infer Value> ? Value : never;

function built({ pools, order, fallback, at }: Somewhere) {
  const documents = pools.map(({ reps, policy: outside }, index) => {
    const id = poolIds[index] ?? '';
    const next = order[order.indexOf(id) + 1];
    const outsideHours = outside === 'next' ? (next === undefined ? 'wait' : { pool: next }) : outside;
    return PoolConfig.parse({ id, name: { vi: id, en: id }, members: reps.map((_, place) => ({ repId: `${id}-${place}` })), outsideHours });
  });
  const reps = pools.flatMap((pool, index) =>
    pool.reps.map(({ active, hours, leave }, place) => {
      const [from, to] = hours ?? [];
      const day = [{ from, to }];
      const date = '2026-11-23';
      return RepConfig.parse({
        id: `${poolIds[index]}-${place}`,
        name: 'Rep',
        email: 'rep@example.com',
        active,
        ...(hours ? { workingHours: { week: { monday: day, tuesday: day } } } : {}),
        ...(leave ? { leave: [{ from: date, to: date, ...(leave === 'day' ? {} : { part: leave }) }] } : {}),
      });
    }),
  );
  const rules: RoutingRules = {
    territories: ruleSet([
      TerritoryConfig.parse({ id: 'all', order: 9, poolId: fallback, when: {} }),
      TerritoryConfig.parse({ id: 'south', order: 1, poolId: order[0], when: { macroRegions: ['south'] } }),
    ]),
    pools: ruleSet(documents),
    reps: ruleSet(reps),
    company: ruleSet([CompanyConfig.parse(defaultConfig.company[0])]),
  };
  const ledger = new Map(
    pools.map((pool, index) => {
      const poolId = PoolId.parse(poolIds[index]);
      const duty = Object.fromEntries(
        pool.reps.flatMap(({ duty: switched }, place) => (switched ? [[`${poolId}-${place}`, switched]] : [])),
      );
      return [poolId, { poolId, version: 3, members: {}, duty } satisfies PoolState] as const;
    }),
  );
  return { rules, ledger, at: new Date(monday + at * minutes) };
}

describe('who is asked while nobody works', () => {
  it('comes to an end, gives nothing to who is away, and is decided about again by its record alone', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(1_000), (world, lead) => {
        const { rules, ledger, at } = built(world);

        const drafts = dryRun(factsOfLead(lead), rules, ledger, at);

        expect(drafts.length).toBeLessThanOrEqual(2 * poolIds.length);
        const decisions = drafts.map((draft, index) =>
          Decision.parse(JSON.parse(JSON.stringify({ decisionId: DecisionId.parse(`D${index}`), ...draft }))),
        );
        for (const [index, decision] of decisions.entries()) {
          expect(rerun(decision, rules)).toEqual(drafts[index]);
          const isKept = ({ repId }: { repId: RepId }) => repId === decision.chosen;
          expect(decision.candidates.find(isKept)?.rejected ?? null).toBeNull();
        }
        const recorded = replay(decisions, () => rules).map(({ decisions: [first] }) => first);
        // All are of one moment, which a replay puts in order by pool.
        expect(recorded).toHaveLength(drafts.length);
        expect(recorded).toEqual(expect.arrayContaining(drafts));
      }),
      { seed, numRuns: runs(300, 20_000) },
    );
  });
});
