import type { Level } from 'dynalite/db/index.js';
import type { ChangeLog } from './change-log.ts';
import type { ItemChange } from './evaluate.ts';
import type { StreamRecord } from './types.ts';

interface Commit {
  changes: readonly ItemChange[];
  byTimeToLive: boolean;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Stores changes. All that wait go into one atomic batch, in order: a reader of the stream never sees a sequence number
 * before a smaller one, and the changes of one transaction are consecutive there.
 */
export class Commits {
  readonly #level: Level;
  readonly #log: ChangeLog;
  readonly #stored: (change: ItemChange) => void;
  readonly #notify: (tableName: string) => void;
  #waiting: Commit[] = [];
  #running: Promise<void> | undefined;

  constructor(level: Level, log: ChangeLog, listeners: { stored: (change: ItemChange) => void; recorded: (tableName: string) => void }) {
    this.#level = level;
    this.#log = log;
    this.#stored = listeners.stored;
    this.#notify = listeners.recorded;
  }

  commit(changes: readonly ItemChange[], byTimeToLive = false): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ changes, byTimeToLive, done, failed });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is on its way to the store. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the loop: what arrives together is stored together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#store(group);
    }
    this.#running = undefined;
  }

  async #store(group: readonly Commit[]): Promise<void> {
    const records: { tableName: string; record: StreamRecord }[] = [];
    try {
      for (const { changes, byTimeToLive } of group) {
        for (const change of changes) {
          const record = this.#log.record(change, byTimeToLive);
          if (record !== undefined) records.push({ tableName: change.table.definition.TableName, record });
        }
      }
      const operations = group.flatMap(({ changes }) => changes.flatMap((change) => change.levelOperations));
      await this.#level.batch([...operations, ...this.#log.levelOperations(records)]);
    } catch (error) {
      for (const { failed } of group) failed(error);
      return;
    }
    for (const { tableName, record } of records) this.#log.append(tableName, record);
    for (const { changes } of group) changes.forEach(this.#stored);
    for (const { done } of group) done();
    for (const tableName of new Set(records.map((entry) => entry.tableName))) this.#notify(tableName);
  }
}
