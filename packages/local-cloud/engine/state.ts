import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../assembly/errors.ts';
import type { JsonObject } from '../assembly/json.ts';
import type { GivenToken, PoolUser, SesSnapshot, SqsSnapshot, StoredParameter } from '../services/index.ts';

/** All that outlives a restart beside the tables, which keep themselves. */
export interface StoredState {
  /** How far the clock was moved. */
  clockOffsetMs: number;
  /** Sequence number up to which each stream mapping came. */
  checkpoints: Record<string, string>;
  customResources: Record<string, { physicalResourceId: string; properties: JsonObject }>;
  queues: SqsSnapshot;
  mail: SesSnapshot | undefined;
  parameters: readonly StoredParameter[];
  /** Of the user pool. */
  users: readonly PoolUser[];
  refreshTokens: Readonly<Record<string, GivenToken>>;
}

/** Keeps the state in a file of the data directory, or in memory when there is none. */
export class State {
  readonly stored: StoredState = {
    clockOffsetMs: 0,
    checkpoints: {},
    customResources: {},
    queues: {},
    mail: undefined,
    parameters: [],
    users: [],
    refreshTokens: {},
  };
  readonly #file: string | undefined;
  #written = '';

  constructor(dataDir: string | undefined) {
    if (dataDir === undefined) return;
    mkdirSync(dataDir, { recursive: true });
    this.#file = join(dataDir, 'state.json');
    if (!existsSync(this.#file)) return;
    try {
      this.#written = readFileSync(this.#file, 'utf8');
      Object.assign(this.stored, JSON.parse(this.#written) as Partial<StoredState>);
    } catch (error) {
      throw new StartError(`${this.#file} can't be read. Move the directory away to start afresh.`, { cause: error });
    }
  }

  get isKept(): boolean {
    return this.#file !== undefined;
  }

  /** Writes the file when something changed; a crash while writing leaves the old one. */
  save(): void {
    if (this.#file === undefined) return;
    const text = JSON.stringify(this.stored);
    if (text === this.#written) return;
    writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
    this.#written = text;
  }
}
