import { type Due, DueHeap } from 'local-cloud/parts';

type Act = () => Promise<unknown> | unknown;

interface Planned extends Due {
  readonly act: Act;
}

/** What is going to happen, one act after the other, and the clock that jumps from each to the next. */
export class Agenda {
  readonly #planned = new DueHeap<Planned>();
  #order = 0;
  #nowMs: number;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** The product's clock: a millisecond goes by with each look, so that what follows is later. */
  clock = (): Date => {
    this.#nowMs += 1;
    return new Date(this.#nowMs);
  };

  /** Plans an act; what is due already comes next. */
  at(dueMs: number, act: Act): void {
    this.#order += 1;
    this.#planned.push({ dueMs: Math.max(dueMs, this.#nowMs), order: this.#order, act });
  }

  /** Lets happen what is due until then; what lies behind stays undone. */
  async runUntil(endMs: number): Promise<void> {
    for (let next = this.#planned.peek(); next && next.dueMs <= endMs; next = this.#planned.peek()) {
      this.#planned.pop();
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      await next.act();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }
}
