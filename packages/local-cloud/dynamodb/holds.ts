/**
 * Who is working on which item. Transactions hold theirs for a while and refuse everybody else, as the service does;
 * single writes only queue behind each other. Items that nobody shares never wait: there is no lock over a table.
 */
export class ItemHolds {
  readonly #held = new Set<string>();
  readonly #writes = new Map<string, Promise<unknown>>();

  isHeld(key: string): boolean {
    return this.#held.has(key);
  }

  /** Runs one write when the writes before it on the same item are done. `refuse` makes the error if a transaction has the item. */
  async write<T>(key: string, refuse: () => Error, run: () => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#held.has(key)) throw refuse();
      const before = this.#writes.get(key);
      if (before === undefined) break;
      await before;
    }
    const running = run();
    const settled = running.then(nothing, nothing);
    this.#writes.set(key, settled);
    try {
      return await running;
    } finally {
      this.#writes.delete(key);
    }
  }

  /**
   * The single writes on their way to any of the items, or undefined. Whoever waited for them must ask again: another write may
   * have started before the wait came back.
   */
  writesOn(keys: readonly string[]): Promise<unknown> | undefined {
    const running = keys.map((key) => this.#writes.get(key)).filter((write) => write !== undefined);
    return running.length === 0 ? undefined : Promise.all(running);
  }

  hold(keys: readonly string[]): void {
    for (const key of keys) this.#held.add(key);
  }

  release(keys: readonly string[]): void {
    for (const key of keys) this.#held.delete(key);
  }
}

function nothing(): void {}
