import type { Cancel, LocalClock } from '../../clock.ts';
import { DueHeap } from '../../due-heap.ts';
import type { StoredMessage } from './message.ts';

interface Return {
  readonly dueMs: number;
  readonly order: number;
  readonly message: StoredMessage;
}

/** The messages that become visible by themselves: the delayed ones, and those in flight when their time is over. */
export class Returns {
  readonly #clock: LocalClock;
  readonly #onDue: () => void;
  readonly #heap = new DueHeap<Return>();
  #nextOrder = 0;
  #wake: { readonly dueMs: number; readonly cancel: Cancel } | undefined;

  constructor(clock: LocalClock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Expects the message at its `visibleFromMs`; a later call for the same message takes the place of this one. */
  expect(message: StoredMessage): void {
    this.#heap.push({ dueMs: message.visibleFromMs, order: this.#nextOrder++, message });
    this.#arm();
  }

  takeDue(): ReadonlySet<StoredMessage> {
    const nowMs = this.#clock.now();
    const due = new Set<StoredMessage>();
    for (let next = this.#heap.peek(); next !== undefined && next.dueMs <= nowMs; next = this.#heap.peek()) {
      this.#heap.pop();
      const { message, dueMs } = next;
      // Entries of deleted messages, and of a visibility that was changed since, stay in the heap and are skipped here.
      const isAway = message.state === 'delayed' || message.state === 'inFlight';
      if (isAway && message.visibleFromMs === dueMs) due.add(message);
    }
    this.#arm();
    return due;
  }

  close(): void {
    this.#wake?.cancel();
    this.#heap.clear();
  }

  #arm(): void {
    const next = this.#heap.peek();
    if (next === undefined || (this.#wake !== undefined && this.#wake.dueMs <= next.dueMs)) return;
    this.#wake?.cancel();
    const cancel = this.#clock.at(next.dueMs, () => {
      this.#wake = undefined;
      this.#onDue();
    });
    this.#wake = { dueMs: next.dueMs, cancel };
  }
}
