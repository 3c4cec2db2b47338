import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createWorld } from '../../support/lead-world/world.ts';
import { besideOtherVersion, withoutMarks } from '../../support/other-version.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { run, type Step, useCases } from './every-kind.ts';

/** Without posts there is nobody to do anything to. */
const likely = ['post', 'post', 'post', 'visit', ...(Object.keys(useCases) as (keyof typeof useCases)[])] as const;

const anySteps: fc.Arbitrary<Step[]> = fc.array(fc.tuple(fc.constantFrom(...likely), fc.nat(2), fc.nat(12)), {
  minLength: 5,
  maxLength: 40,
  size: 'max',
});

it('keeps what another version of the code wrote, whatever use cases follow each other, and changes nothing of what is decided', async () => {
  const numRuns = runs(40, 1_000);
  let writes = 0;
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const world = createWorld();
      const seen = besideOtherVersion(world.table);
      await run(steps, world);
      const alone = await run(steps, createWorld());

      expect(seen.lost).toEqual([]);
      expect(world.table.all().map(withoutMarks)).toEqual(alone.table.all());
      expect(world.sent).toEqual(alone.sent);
      for (const times of seen.kept.values()) writes += times;
    }),
    { numRuns, seed },
  );
  report(`writes over unknown attributes: ${writes} in ${numRuns} histories, seed ${seed}`);
});
