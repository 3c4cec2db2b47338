import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decision, emptyPool, rerun } from '../../../shared/routing/index.ts';
import { giveOne, leadIdOf, poolOf, repsOf } from '../../support/routing.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });
const leave = fc.array(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 12 });

it('invariant 7: a decision made again from its stored record gives the same answer', () => {
  const numRuns = runs(60, 20_000);
  let decisions = 0;
  fc.assert(
    fc.property(weights, leave, (given, stretches) => {
      const pool = poolOf(given);
      let state = emptyPool(pool.id);
      for (const [lead, active] of stretches.entries()) {
        const one = giveOne(state, pool, repsOf(active), lead);
        state = one.state;
        decisions += 1;
        const decision = Decision.parse({
          decisionId: `D${lead}`,
          leadId: leadIdOf(lead),
          at: '2026-11-22T03:00:00.000Z',
          poolId: pool.id,
          poolVersion: lead,
          routing: { poolId: pool.id, territoryId: 'south', matchedBy: ['macroRegion'], territoriesVersion: 1 },
          region: { provinceCode: '79', macroRegion: 'south', reason: 'given' },
          products: [],
          poolsVersion: 1,
          repsVersion: 1,
          credit: 1,
          candidates: one.candidates,
          chosen: one.choice.chosen?.repId ?? null,
          reason: one.choice.reason,
        });
        const stored = Decision.parse(unmarshall(marshall(JSON.parse(JSON.stringify(decision)))));
        const again = rerun(stored);
        expect([again.chosen?.repId ?? null, again.reason]).toEqual([decision.chosen, decision.reason]);
      }
    }),
    { numRuns, seed },
  );
  report(`decisions made again: ${decisions}, seed ${seed}`);
});
