import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyPool, type PoolState } from '../../../shared/routing/index.ts';
import { size } from '../../support/proof.ts';
import { giveOne, poolOf, repsOf } from '../../support/routing.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const start = () => emptyPool(poolOf([1]).id);

describe('T6: seven equal reps', () => {
  it('never differ by more than one lead, after any number of leads', () => {
    const leads = size(1_400, 100_000);
    const [pool, reps] = [poolOf(Array(7).fill(1)), repsOf(Array(7).fill(true))];
    const counts = new Map([...reps.keys()].map((repId) => [repId, 0]));
    let state: PoolState = start();
    let widest = 0;

    for (let lead = 0; lead < leads; lead += 1) {
      const given = giveOne(state, pool, reps, lead);
      state = given.state;
      counts.set(given.chosen ?? '', (counts.get(given.chosen ?? '') ?? 0) + 1);
      widest = Math.max(widest, Math.max(...counts.values()) - Math.min(...counts.values()));
    }

    report(`T6: ${leads} leads, 7 reps: ${[...counts.values()].join(' ')}; widest max − min ${widest}`);
    expect(widest).toBeLessThanOrEqual(1);
  });
});

const window = fc.record({ active: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), leads: fc.integer({ min: 1, max: 60 }) });
const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 50, 100)), { minLength: 2, maxLength: 8 });

describe('T7: weights, leave and bulk imports', () => {
  it('keeps every rep within one lead of their share at every lead of every stable window', () => {
    let windows = 0;
    let widest = 0;
    const count = runs(40, 5_000);

    fc.assert(
      fc.property(fc.array(fc.record({ weights, window }), { minLength: 1, maxLength: 6 }), (stretches) => {
        let state = start();
        let lead = 0;
        let signature = '';
        let counts = new Map<string, number>();
        let step = 0;
        let farthest = 0;
        for (const { weights: given, window: span } of stretches) {
          const reps = repsOf(span.active);
          const pool = poolOf(given);
          const kept = pool.members.filter(({ repId }) => reps.get(repId)?.active);
          if (kept.length === 0) continue;
          const total = kept.reduce((sum, { weight }) => sum + weight, 0);
          // A stretch that changes nothing for those who take part continues the window.
          if (signature !== JSON.stringify(kept)) {
            [signature, counts, step] = [JSON.stringify(kept), new Map(), 0];
            windows += 1;
          }
          for (const end = step + span.leads; step < end; ) {
            step += 1;
            lead += 1;
            const one = giveOne(state, pool, reps, lead);
            state = one.state;
            counts.set(one.chosen ?? '', (counts.get(one.chosen ?? '') ?? 0) + 1);
            for (const { repId, weight } of kept) {
              farthest = Math.max(farthest, Math.abs((counts.get(repId) ?? 0) - (step * weight) / total));
            }
          }
        }
        widest = Math.max(widest, farthest);
        return farthest <= 1;
      }),
      { numRuns: count, seed },
    );

    report(`T7: ${count} histories, ${windows} windows, widest distance from the share ${widest.toFixed(3)} leads; seed ${seed}`);
    expect(widest).toBeLessThanOrEqual(1);
  });

  it('shares a bulk import of 5,000 by weight while reps go and come back', () => {
    const pool = poolOf([5, 3, 3, 2, 1, 1, 1]);
    let state = start();
    const lines: string[] = [];

    for (const [stretch, away] of [
      [0, -1],
      [1, 0],
      [2, -1],
      [3, 4],
      [4, -1],
    ] as const) {
      const reps = repsOf(pool.members.map((_, index) => index !== away));
      const counts = new Map<string, number>();
      for (let lead = 0; lead < 1_000; lead += 1) {
        const one = giveOne(state, pool, reps, stretch * 1_000 + lead);
        state = one.state;
        counts.set(one.chosen ?? '', (counts.get(one.chosen ?? '') ?? 0) + 1);
      }
      const kept = pool.members.filter((_, index) => index !== away);
      const total = kept.reduce((sum, { weight }) => sum + weight, 0);
      for (const { repId, weight } of kept) {
        expect(Math.abs((counts.get(repId) ?? 0) - (1_000 * weight) / total)).toBeLessThanOrEqual(1);
      }
      lines.push(pool.members.map(({ repId }) => counts.get(repId) ?? 0).join(' '));
    }

    report(`T7: 5 × 1,000 leads, weights 5 3 3 2 1 1 1: ${lines.join(' | ')}`);
  });

  it('floods nobody who comes back or joins late', () => {
    const pool = poolOf([1, 1, 1, 1]);
    let state = start();
    for (let lead = 0; lead < 1_000; lead += 1) state = giveOne(state, pool, repsOf([false, true, true, true]), lead).state;
    const taken: string[] = [];

    for (let lead = 0; lead < 40; lead += 1) {
      const one = giveOne(state, pool, repsOf([true, true, true, true]), 1_000 + lead);
      state = one.state;
      taken.push(one.chosen ?? '');
    }

    for (let end = 1; end <= taken.length; end += 1) {
      expect(taken.slice(0, end).filter((repId) => repId === 'rep-0').length).toBeLessThanOrEqual(end / 4 + 1);
    }
  });

  it('stays fair over the long run when every lead begins a new window', () => {
    const pool = poolOf([3, 2, 2]);
    const counts = new Map<string, number>();
    let state = start();
    const leads = size(1_400, 100_000);

    for (let lead = 0; lead < leads; lead += 1) {
      // Another rep is away at every second lead, so that no window is longer than one lead.
      const away = lead % 2 === 0 ? (lead / 2) % 3 : -1;
      const one = giveOne(state, pool, repsOf(pool.members.map((_, index) => index !== away)), lead);
      state = one.state;
      counts.set(one.chosen ?? '', (counts.get(one.chosen ?? '') ?? 0) + 1);
    }

    const owed = Object.values(state.members).map((member) => Math.abs(member.owed));
    report(`windows of one lead: ${[...counts.values()].join(' ')}; furthest from what is owed ${Math.max(...owed)}`);
    expect(Math.max(...owed)).toBeLessThanOrEqual(2);
  });

  it('spreads the turns of a rep who is skipped over all others', () => {
    const pool = poolOf(Array(7).fill(1));
    const everybody = repsOf(Array(7).fill(true));
    const without = repsOf([false, ...Array(6).fill(true)]);
    const heirs = new Map<string, number>();
    let state = start();
    const turns = size(300, 6_000);

    for (let lead = 0, skipped = 0; skipped < turns; lead += 1) {
      const one = giveOne(state, pool, everybody, lead);
      if (one.chosen !== 'rep-0') {
        state = one.state;
        continue;
      }
      const instead = giveOne(state, pool, without, lead);
      state = instead.state;
      skipped += 1;
      heirs.set(instead.chosen ?? '', (heirs.get(instead.chosen ?? '') ?? 0) + 1);
    }

    report(`${turns} skipped turns went to ${[...heirs].map(([repId, count]) => `${repId}: ${count}`).join(', ')}`);
    expect(heirs.size).toBe(6);
    expect(Math.max(...heirs.values())).toBeLessThanOrEqual((turns / 6) * 1.5);
  });
});
