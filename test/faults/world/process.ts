import type { Fate, Faults, Part } from './faults.ts';
import type { VirtualTime } from './time.ts';

/** What a call that failed throws, as a client of the SDK does: no error of ours. */
export class NoAnswer extends Error {
  override readonly name = 'TimeoutError';
}

/** A request of a dead process may arrive when its message is already in other hands. */
const longestLateMs = 150_000;

/**
 * One invocation of a function. All its calls to the outside pass here. When it is killed, its calls are never answered again, so
 * nothing after them runs; what was on the wire still takes effect.
 */
export class Process {
  readonly #faults: Faults;
  readonly #time: VirtualTime;
  readonly #onDeath: () => void;
  #isAlive = true;

  constructor(faults: Faults, time: VirtualTime, onDeath: () => void) {
    this.#faults = faults;
    this.#time = time;
    this.#onDeath = onDeath;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  end(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#onDeath();
  }

  /** Calls the outside; `lost` makes the answer of a call that failed, which else throws. */
  call<Answer>(part: Part, effect: () => Promise<Answer>, lost?: (fate: 'before' | 'after') => Answer): Promise<Answer> {
    const fate = this.#faults.fate(part);
    const ms = fate === 'delayed' ? this.#faults.between(200, 6_000) : this.#faults.between(1, 12);
    return new Promise((resolve, reject) => {
      if (!this.#isAlive) return;
      const fail = (kind: 'before' | 'after') => (lost ? resolve(lost(kind)) : reject(new NoAnswer('the outside gave no answer')));
      this.#time.after(ms, () => {
        if (fate === 'killedBefore') return this.end();
        if (fate === 'killedLate') {
          this.end();
          this.#time.after(this.#faults.between(1_000, longestLateMs), () => void effect().catch(() => undefined));
          return;
        }
        if (fate === 'before') return this.#isAlive ? fail('before') : undefined;
        this.#takeEffect(fate, effect).then(
          (answer) => {
            if (fate === 'killedAfter') this.end();
            if (!this.#isAlive) return;
            if (fate === 'after') fail('after');
            else resolve(answer);
          },
          (error: unknown) => {
            if (this.#isAlive) reject(error);
          },
        );
      });
    });
  }

  async #takeEffect<Answer>(fate: Fate, effect: () => Promise<Answer>): Promise<Answer> {
    const answer = await effect();
    return fate === 'repeated' ? effect() : answer;
  }
}

export type Ended<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'threw' } | { readonly kind: 'died' };

/** Runs one invocation to its end: its answer, its error, its death or its time-out. */
export function invoke<Result>(
  faults: Faults,
  time: VirtualTime,
  timeoutMs: number,
  work: (process: Process) => Promise<Result>,
): Promise<Ended<Result>> {
  return new Promise((resolve) => {
    let isOver = false;
    const end = (how: Ended<Result>) => {
      isOver = true;
      resolve(how);
    };
    const process = new Process(faults, time, () => end({ kind: 'died' }));
    time.after(timeoutMs, () => {
      if (isOver) return;
      faults.counts.timedOut += 1;
      process.end();
    });
    work(process).then(
      (result) => end({ kind: 'done', result }),
      () => end({ kind: 'threw' }),
    );
  });
}
