import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesOf, rowEndsOf, togetherAfter } from '../../../shared/conversions/rules-batch.ts';
import { runs, seed } from '../../support/seeded.ts';

interface Row {
  readonly isBad: boolean;
  together: number;
  state: 'waiting' | 'told' | 'refused';
}

/** Has a platform that takes all of a call or none of it take what waits, round by round. */
function tellAll(rows: readonly Row[], doesNamePlaces: boolean): number {
  let calls = 0;
  for (let round = 0; round < 20; round += 1) {
    for (const batch of batchesOf(
      rows.filter(({ state }) => state === 'waiting'),
      ({ together }) => together,
    )) {
      calls += 1;
      const bad = batch.flatMap(({ isBad }, place) => (isBad ? [place] : []));
      const reason = bad.length === 0 ? null : doesNamePlaces ? `invalid@${bad.join(',')}` : 'invalid';
      const ends = rowEndsOf({ state: bad.length === 0 ? 'done' : 'refused', reason, fault: null }, batch.length);
      for (const [place, end] of ends.entries()) {
        const row = batch[place];
        if (!row) continue;
        if (end.is === 'again') row.together = togetherAfter(row, end);
        else row.state = end.is;
      }
    }
  }
  return calls;
}

describe('a platform that refuses a whole call for one row', () => {
  it.each([true, false])('is told of every other, and of no bad one, in so few calls; it names the places: %s', (doesNamePlaces) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 120 }), (bad) => {
        const rows = bad.map((isBad): Row => ({ isBad, together: 50, state: 'waiting' }));
        const calls = tellAll(rows, doesNamePlaces);

        expect(rows.map(({ state }) => state)).toEqual(bad.map((isBad) => (isBad ? 'refused' : 'told')));
        const [bads, batches] = [bad.filter(Boolean).length, Math.ceil(bad.length / 50)];
        expect(calls).toBeLessThanOrEqual(batches + (doesNamePlaces ? batches : bads * 14 + 8));
      }),
      { seed, numRuns: runs(200, 5_000) },
    );
  });

  it('has no batch longer than any in it may be together with, loses none and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }), (togethers) => {
        const batches = batchesOf(
          togethers.map((together, place) => ({ together, place })),
          ({ together }) => together,
        );

        expect(batches.flat().map(({ place }) => place)).toEqual(togethers.map((_, place) => place));
        expect(batches.every((batch) => batch.every(({ together }) => batch.length <= together))).toBe(true);
      }),
      { seed, numRuns: runs(200, 5_000) },
    );
  });
});
