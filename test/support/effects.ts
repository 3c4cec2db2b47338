/** One call to the outside as a fault injector sees it. */
export interface Call {
  readonly number: number;
  readonly what: string;
}

/** Called around every effect; throwing before means nothing happened, after means that the answer was lost. */
export interface Faults {
  before?(call: Call): void;
  after?(call: Call): void;
}

/** Runs one effect of a fake: yields first, so that races happen, and lets the fault injector in. */
export type Effect = <Result>(what: string, run: () => Result) => Promise<Result>;

export function createEffects(faults: Faults = {}): Effect {
  let number = 0;
  return async (what, run) => {
    number += 1;
    const call = { number, what };
    faults.before?.(call);
    await Promise.resolve();
    const result = run();
    faults.after?.(call);
    return result;
  };
}

/** Stands for the end of the process: nothing after it runs. */
export class Killed extends Error {}

/** Kills at one point and at every call after it: call n has point 2n − 1 before its effect and 2n after it. */
export function killAt(point: number): Faults {
  return {
    before({ number }) {
      if (number * 2 - 1 >= point) throw new Killed();
    },
    after({ number }) {
      if (number * 2 >= point) throw new Killed();
    },
  };
}
