import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecisionId } from '../../../shared/platform/ids.ts';
import { Decision, emptyPool, rerun } from '../../../shared/routing/index.ts';
import { giveOne, poolOf, repsOf, rulesOf } from '../../support/routing.ts';
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
        const { decision, state: after } = giveOne(state, pool, repsOf(active), lead);
        state = after;
        decisions += 1;
        const record: Decision = { decisionId: DecisionId.parse(`D${lead}`), ...decision };
        const stored = Decision.parse(unmarshall(marshall(JSON.parse(JSON.stringify(record)))));
        expect(rerun(stored, rulesOf(pool, repsOf(active)))).toEqual(decision);
      }
    }),
    { numRuns, seed },
  );
  report(`decisions made again: ${decisions}, seed ${seed}`);
});
