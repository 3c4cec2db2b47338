import { appendFileSync } from 'node:fs';

/** One line that a function, or the runtime itself, wrote. */
export interface LogLine {
  readonly sequence: number;
  readonly time: string;
  /** Logical id of the function, or `runtime`. */
  readonly source: string;
  readonly text: string;
}

/** Keeps the last lines of everything that runs; a ring, so a week-long session does not fill memory. */
export class Logs {
  readonly #lines: LogLine[] = [];
  readonly #now: () => number;
  readonly #file: string | undefined;
  readonly #size: number;
  readonly #listeners: ((line: LogLine) => void)[] = [];
  #sequence = 0;

  constructor(now: () => number, options: { file?: string | undefined; size?: number } = {}) {
    this.#now = now;
    this.#file = options.file;
    this.#size = options.size ?? 20_000;
  }

  write(source: string, text: string): void {
    const line = { sequence: ++this.#sequence, time: new Date(this.#now()).toISOString(), source, text };
    this.#lines.push(line);
    if (this.#lines.length > this.#size * 1.1) this.#lines.splice(0, this.#lines.length - this.#size);
    if (this.#file !== undefined) appendFileSync(this.#file, `${line.time} ${source} ${text}\n`);
    for (const listener of this.#listeners) listener(line);
  }

  /** Hears of every line from now on. */
  onLine(listener: (line: LogLine) => void): void {
    this.#listeners.push(listener);
  }

  /** Forgets the lines so far; sequence numbers go on. */
  forget(): void {
    this.#lines.length = 0;
  }

  /** The lines after a sequence number, oldest first. */
  since(sequence = 0): LogLine[] {
    return this.#lines.filter((line) => line.sequence > sequence);
  }
}
