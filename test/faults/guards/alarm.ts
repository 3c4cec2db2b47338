import { report, seed } from '../../support/proof.ts';
import { randomFrom } from '../../support/random-numbers.ts';

/** Whether the guard does its work in this run. */
export type Guard = 'on' | 'off';

/**
 * A small proof of an invariant that can run without one of its guards. It answers what it found violated, so that a proof which
 * could not fail is told from one that holds.
 */
export interface Alarm {
  /** Number in docs/invariants.md. */
  readonly invariant: number;
  /** The condition or rule that is switched off, as docs/invariants.md names it. */
  readonly guard: string;
  readonly prove: (guard: Guard) => Promise<readonly string[]>;
}

/** Runs the proof with the guard and without it, and prints what the alarm said. */
export async function ring({ invariant, guard, prove }: Alarm): Promise<{ withGuard: readonly string[]; withoutGuard: readonly string[] }> {
  const withGuard = await prove('on');
  const withoutGuard = await prove('off');
  report(`invariant ${invariant} without ${guard}`, { violations: withoutGuard.length, first: withoutGuard[0] ?? 'none' });
  return { withGuard, withoutGuard };
}

/** Fresh for each run of a proof, so that both runs meet the same luck. */
export function dice(): () => number {
  return randomFrom(seed);
}

/** Waits some turns of the event loop's microtasks, so that calls which run at the same time interleave by the seed. */
export function stumble(roll: () => number): () => Promise<void> {
  return async () => {
    for (let turns = Math.floor(roll() * 6); turns > 0; turns -= 1) await Promise.resolve();
  };
}
