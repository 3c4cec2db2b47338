import type { Cancel, LocalClock } from '../../clock.ts';
import type { ReceivedMessage } from './message.ts';

type Take = () => readonly ReceivedMessage[];

interface Waiter {
  readonly take: Take;
  readonly resolve: (messages: readonly ReceivedMessage[]) => void;
  readonly cancelTimeout: Cancel;
}

/** The receivers that wait for a message, first come first served. */
export class Waiters {
  readonly #clock: LocalClock;
  readonly #waiting = new Set<Waiter>();

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  wait(waitMs: number, take: Take): Promise<readonly ReceivedMessage[]> {
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(waiter);
        resolve([]);
      };
      const waiter: Waiter = { take, resolve, cancelTimeout: this.#clock.at(this.#clock.now() + waitMs, giveUp) };
      this.#waiting.add(waiter);
    });
  }

  /** Hands messages to the waiting as long as there are any. */
  serve(): void {
    for (const waiter of this.#waiting) {
      const received = waiter.take();
      if (received.length === 0) return;
      this.#finish(waiter, received);
    }
  }

  close(): void {
    for (const waiter of this.#waiting) this.#finish(waiter, []);
  }

  #finish(waiter: Waiter, received: readonly ReceivedMessage[]): void {
    this.#waiting.delete(waiter);
    waiter.cancelTimeout();
    waiter.resolve(received);
  }
}
