interface Happening {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Everything that can still go on without time passing has gone on after this. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that jumps from one happening to the next, so that hours pass in seconds and always in the same order. */
export class VirtualTime {
  now = Date.parse('2026-11-22T03:00:00.000Z');
  readonly startedAt = this.now;
  #count = 0;
  /** A binary heap, earliest first. */
  readonly #waiting: Happening[] = [];

  readonly clock = (): Date => new Date(this.now);

  after(ms: number, run: () => void): void {
    this.#count += 1;
    const heap = this.#waiting;
    heap.push({ at: this.now + Math.max(0, ms), order: this.#count, run });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs until nothing is left that could happen. */
  async run(): Promise<void> {
    await quiet();
    for (let next = this.#take(); next; next = this.#take()) {
      this.now = next.at;
      next.run();
      await quiet();
    }
  }

  #take(): Happening | undefined {
    const heap = this.#waiting;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = parent * 2 + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      parent = child;
    }
    return first;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#waiting[one], this.#waiting[other]];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#waiting[one], this.#waiting[other]];
    if (!a || !b) return;
    this.#waiting[one] = b;
    this.#waiting[other] = a;
  }
}
