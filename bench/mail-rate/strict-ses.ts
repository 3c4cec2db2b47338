/** SES at its strictest: a bucket that holds the mails of one second and fills at the rate. What finds it empty is refused. */
export class StrictSes {
  readonly takenAtMs: number[] = [];
  refused = 0;
  readonly #perMs: number;
  readonly #capacity: number;
  #level: number;
  #filledAtMs = Number.NEGATIVE_INFINITY;

  constructor(mailsPerSecond: number) {
    this.#perMs = mailsPerSecond / 1_000;
    this.#capacity = Math.max(1, mailsPerSecond);
    this.#level = this.#capacity;
  }

  /** Takes a mail, or answers false. Calls come in the order of time. */
  take(nowMs: number): boolean {
    if (this.#filledAtMs > Number.NEGATIVE_INFINITY)
      this.#level = Math.min(this.#capacity, this.#level + (nowMs - this.#filledAtMs) * this.#perMs);
    this.#filledAtMs = nowMs;
    // Sums of fractions fall short of a whole by a hair.
    if (this.#level < 1 - 1e-9) {
      this.refused += 1;
      return false;
    }
    this.#level -= 1;
    this.takenAtMs.push(nowMs);
    return true;
  }
}
