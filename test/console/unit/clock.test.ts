import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClockError, clockErrorIn, createClock } from '../../../web/src/console/api/clock.ts';

const hourMs = 3_600_000;
const dateOf = (ms: number): string => new Date(ms).toUTCString();

/** A device whose clock is wrong, and a server at which it asks. */
function device(errorMs: number, known: ClockError | null = null) {
  const kept: ClockError[] = [];
  const world = { serverMs: Date.parse('2026-11-30T02:00:00.500Z'), errorMs };
  const deviceMs = () => world.serverMs - world.errorMs;
  const clock = createClock({ deviceMs, known, keep: (error) => kept.push(error) });
  const ask = (thereMs: number, backMs: number) => {
    const sentMs = deviceMs();
    world.serverMs += thereMs;
    const date = dateOf(world.serverMs);
    world.serverMs += backMs;
    clock.learn(date, sentMs, deviceMs());
  };
  return { clock, world, ask, kept, aheadMs: () => clock.nowMs() - world.serverMs };
}

describe('the clock of the console', () => {
  it('is never slow, and fast by no more than an answer takes and a second, however wrong the clock of the device is', () => {
    const delays = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -30 * hourMs, max: 30 * hourMs }),
        fc.array(fc.tuple(delays, delays, delays), { minLength: 1 }),
        (errorMs, asked) => {
          const { ask, world, aheadMs } = device(errorMs);
          for (const [there, back, pause] of asked) {
            ask(there, back);
            world.serverMs += pause;
          }
          const best = Math.min(...asked.map(([there, back]) => there + back + 1_000));
          expect(aheadMs()).toBeGreaterThan(0);
          expect(aheadMs()).toBeLessThanOrEqual(best);
        },
      ),
    );
  });

  it('learns anew after somebody set the clock of the device', () => {
    const { ask, world, aheadMs } = device(-7 * hourMs);
    ask(50, 50);
    world.errorMs = 0;
    world.serverMs += 60_000;

    ask(50, 50);

    expect(aheadMs()).toBeGreaterThan(0);
    expect(aheadMs()).toBeLessThan(1_200);
  });

  it('learns nothing from an answer without a date, or during which the clock went back', () => {
    const { clock, kept, world } = device(hourMs);

    clock.learn(null, 0, 10);
    clock.learn('yesterday', 0, 10);
    clock.learn(dateOf(world.serverMs), 10, 0);

    expect(kept).toEqual([]);
    expect(clock.nowMs()).toBe(world.serverMs - hourMs);
  });

  it('goes by what a page before it learned, until an answer tells more', () => {
    const first = device(-12 * 60_000);
    first.ask(100, 100);
    const [error] = first.kept;

    const next = device(-12 * 60_000, clockErrorIn(JSON.stringify(error)));

    expect(next.aheadMs()).toBeGreaterThan(0);
    expect(next.aheadMs()).toBeLessThan(1_200);
    expect(clockErrorIn('{"fromMs":"1"}')).toBeNull();
    expect(clockErrorIn('{"fromMs":2,"toMs":1}')).toBeNull();
    expect(clockErrorIn('nothing')).toBeNull();
    expect(clockErrorIn(null)).toBeNull();
  });
});
