import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyPool } from '../../../shared/routing/index.ts';
import type { PoolConfig } from '../../../shared/routing/pool-config.ts';
import { turnsIn } from '../../../shared/routing/rules-turn.ts';
import { giveOne, poolOf, repsOf, rulesOf } from '../../support/routing.ts';
import { runs, seed } from '../../support/seeded.ts';

const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const active = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
const modes = fc.constantFrom<Partial<PoolConfig>>({}, { credits: [{ when: {}, credit: 1 }] } as Partial<PoolConfig>);

it('whoever is given the next lead was shown as next, whatever came before and whichever lead it is', () => {
  fc.assert(
    fc.property(weights, active, modes, fc.integer({ min: 0, max: 40 }), (given, takesPart, more, before) => {
      const pool: PoolConfig = { ...poolOf(given), ...more };
      const reps = repsOf(takesPart);
      let state = emptyPool(pool.id);
      for (let lead = 0; lead < before; lead += 1) state = giveOne(state, pool, reps, lead).state;

      const turns = turnsIn(pool, rulesOf(pool, reps), state, new Date('2026-11-22T03:00:00.000Z'));
      const next = turns.flatMap(({ repId, place }) => (place === 1 ? [String(repId)] : []));
      const { chosen } = giveOne(state, pool, reps, before);

      expect(next.length > 0).toBe(chosen !== null);
      if (chosen !== null) expect(next).toContain(chosen);
      for (const { place, rejected } of turns) expect(place === null).toBe(rejected !== null);
    }),
    { numRuns: runs(150, 5_000), seed },
  );
});
