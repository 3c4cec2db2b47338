export interface Due {
  readonly dueMs: number;
  /** Breaks ties, so that things due at one instant come in the order they were added. */
  readonly order: number;
}

const isBefore = (left: Due, right: Due): boolean => left.dueMs < right.dueMs || (left.dueMs === right.dueMs && left.order < right.order);

/** A binary heap whose first entry is the one that is due first. */
export class DueHeap<Entry extends Due> {
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  peek(): Entry | undefined {
    return this.#entries[0];
  }

  push(entry: Entry): void {
    let index = this.#entries.length;
    this.#entries.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#entries[parentIndex];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.#entries[index] = parent;
      index = parentIndex;
    }
    this.#entries[index] = entry;
  }

  pop(): Entry | undefined {
    const first = this.#entries[0];
    const last = this.#entries.pop();
    if (first === undefined || last === undefined || this.#entries.length === 0) return first;
    this.#sink(last);
    return first;
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #sink(entry: Entry): void {
    let index = 0;
    for (;;) {
      const left = this.#entries[2 * index + 1];
      const right = this.#entries[2 * index + 2];
      const rightIsNext = left !== undefined && right !== undefined && isBefore(right, left);
      const child = rightIsNext ? right : left;
      if (child === undefined || !isBefore(child, entry)) break;
      this.#entries[index] = child;
      index = 2 * index + (rightIsNext ? 2 : 1);
    }
    this.#entries[index] = entry;
  }
}
