import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecisionId } from '../../../shared/platform/ids.ts';
import { Decision, decide, emptyPool, ledgerAfter, rerun } from '../../../shared/routing/index.ts';
import { PoolConfig } from '../../../shared/routing/pool-config.ts';
import { size } from '../../support/proof.ts';
import { factsOfLead, poolOf, repsOf, rulesOf } from '../../support/routing.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const bands = [
  { credit: 20, when: { answers: { size: { atLeast: 200 } } } },
  { credit: 7, when: { answers: { size: { atLeast: 50 } } } },
  { credit: 3, when: { answers: { size: { atLeast: 10 } } } },
];
const largest = 20;
const sizes = fc.constantFrom(null, '5', '12', '60', '500');
const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 50, 100)), { minLength: 2, maxLength: 8 });

const factsOf = (lead: number, asked: string | null) => {
  const facts = factsOfLead(lead);
  return asked === null ? facts : { ...facts, attributes: { ...facts.attributes, answers: { size: [asked] } } };
};

describe('credits by value', () => {
  it('keep reps within the largest credit for the smallest weight of each other, at every lead of a stable window', () => {
    let nearest = 1;
    const count = runs(60, 5_000);
    fc.assert(
      fc.property(weights, fc.array(sizes, { minLength: 1, maxLength: size(150, 600) }), (given, leads) => {
        const pool = PoolConfig.parse({ ...poolOf(given), credits: bands });
        const rules = rulesOf(pool, repsOf(given.map(() => true)));
        const bound = largest / Math.min(...given);
        const credits = new Map(pool.members.map(({ repId }) => [String(repId), 0]));
        let state = emptyPool(pool.id);
        for (const [lead, asked] of leads.entries()) {
          const decision = decide(factsOf(lead, asked), rules, new Map([[pool.id, state]]), new Date(lead));
          state = ledgerAfter(state, decision);
          credits.set(String(decision.chosen), (credits.get(String(decision.chosen)) ?? 0) + decision.credit);
          const shares = pool.members.map(({ repId, weight }) => (credits.get(repId) ?? 0) / weight);
          const spread = Math.max(...shares) - Math.min(...shares);
          nearest = Math.min(nearest, 1 - spread / bound);
          expect(spread).toBeLessThanOrEqual(bound + 1e-9);
          const stored = Decision.parse(JSON.parse(JSON.stringify({ decisionId: DecisionId.parse('D1'), ...decision })));
          expect(rerun(stored, rules)).toEqual(decision);
        }
        for (const [repId, had] of credits) expect(state.members[repId]?.credits ?? 0).toBe(had);
      }),
      { numRuns: count, seed },
    );
    report(`credits by value: ${count} histories, nearest to the bound ${(100 * nearest).toFixed(1)} % below it; seed ${seed}`);
  });

  it('count one where no band fits, and the first band that does', () => {
    const pool = PoolConfig.parse({ ...poolOf([1, 1]), credits: bands });
    const rules = rulesOf(pool, repsOf([true, true]));
    const credits = [null, '5', '12', '60', '500'].map((asked) => decide(factsOf(1, asked), rules, new Map(), new Date(0)).credit);

    expect(credits).toEqual([1, 1, 3, 7, 20]);
  });
});
