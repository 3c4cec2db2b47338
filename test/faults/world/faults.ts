import { randomFrom } from '../../support/random-numbers.ts';
import type { VirtualTime } from './time.ts';

/** A part outside of our functions that can fail. */
export type Part = 'table' | 'queue' | 'bus' | 'ses';

/**
 * before: fails without an effect · after: takes effect, the answer is lost · repeated: the answer is lost and the SDK asks again
 * delayed: slow, so that others overtake · killed: the process ends at this call, before its effect, after it, or long before it,
 * because the request was still on its way
 */
export type Fate = 'fine' | 'before' | 'after' | 'repeated' | 'delayed' | 'killedBefore' | 'killedAfter' | 'killedLate';

export interface Rates {
  /** Share of the calls that meet a fault. */
  readonly faults: number;
  /** Share of the messages and stream batches that are delivered twice. */
  readonly duplicates: number;
}

export const harsh: Rates = { faults: 0.1, duplicates: 0.05 };
export const calm: Rates = { faults: 0, duplicates: 0 };

/** Shares of the fates among the faults. Kills are fewer, because one of them takes ten messages with it. */
const shares: readonly (readonly [Exclude<Fate, 'fine'>, number])[] = [
  ['before', 0.35],
  ['after', 0.25],
  ['repeated', 0.1],
  ['delayed', 0.25],
  ['killedBefore', 0.02],
  ['killedAfter', 0.02],
  ['killedLate', 0.01],
];

/** Decides by its seed what every call meets, and counts it. */
export class Faults {
  readonly counts = { calls: 0, before: 0, after: 0, repeated: 0, delayed: 0, killed: 0, timedOut: 0, duplicated: 0, refusedByOutage: 0 };
  readonly random: () => number;
  readonly #rates: Rates;
  readonly #time: VirtualTime;
  readonly #outages: { readonly part: Part; readonly from: number; readonly until: number }[] = [];

  constructor(seed: number, rates: Rates, time: VirtualTime) {
    this.random = randomFrom(seed);
    this.#rates = rates;
    this.#time = time;
  }

  /** Takes a part away for a span of time, in milliseconds from now. */
  breakPart(part: Part, from: number, until: number): void {
    this.#outages.push({ part, from: this.#time.now + from, until: this.#time.now + until });
  }

  isDown(part: Part): boolean {
    const { now } = this.#time;
    return this.#outages.some((outage) => outage.part === part && now >= outage.from && now < outage.until);
  }

  fate(part: Part): Fate {
    this.counts.calls += 1;
    if (this.isDown(part)) {
      this.counts.refusedByOutage += 1;
      return 'before';
    }
    if (this.random() >= this.#rates.faults) return 'fine';
    let left = this.random();
    const [drawn] = shares.find(([, share]) => {
      left -= share;
      return left < 0;
    }) ?? ['before' as const];
    // The client of SES is told to try once.
    const fate = drawn === 'repeated' && part === 'ses' ? 'after' : drawn;
    this.counts[fate === 'killedBefore' || fate === 'killedAfter' || fate === 'killedLate' ? 'killed' : fate] += 1;
    return fate;
  }

  /** Whether a delivery comes twice. */
  doubles(): boolean {
    const isDouble = this.random() < this.#rates.duplicates;
    if (isDouble) this.counts.duplicated += 1;
    return isDouble;
  }

  /** Whether something gets lost that is lost in this share of the cases; nothing is in a calm world. */
  loses(share: number): boolean {
    return this.#rates.faults > 0 && this.random() < share;
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }
}
