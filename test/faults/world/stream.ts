import type { Item } from '../../../shared/platform/table.ts';
import type { NewItem } from '../../../shared/publishing/index.ts';
import type { Faults } from './faults.ts';
import { invoke, type Process } from './process.ts';
import type { VirtualTime } from './time.ts';

const shards = 4;
const batchSize = 100;
const timeoutMs = 30_000;
const pollMs = 200;
/** Lambda waits longer after each failure. */
const longestWaitMs = 30_000;

/** Handles new items inside one invocation; answers the sequence numbers that must come back. */
export type StreamConsumer = (records: readonly NewItem[], process: Process) => Promise<readonly string[]>;

interface Shard {
  readonly records: NewItem[];
  /** The first record that is not done. */
  position: number;
  failures: number;
  isBusy: boolean;
}

/** The table's stream: in order per partition key, from the first failed record again until it succeeds. */
export class Stream {
  batches = 0;
  readonly #faults: Faults;
  readonly #time: VirtualTime;
  readonly #consume: StreamConsumer;
  readonly #shards: Shard[] = Array.from({ length: shards }, () => ({ records: [], position: 0, failures: 0, isBusy: false }));
  #count = 0;

  constructor(faults: Faults, time: VirtualTime, consume: StreamConsumer) {
    this.#faults = faults;
    this.#time = time;
    this.#consume = consume;
  }

  get waiting(): number {
    return this.#shards.reduce((sum, { records, position }) => sum + records.length - position, 0);
  }

  tell(item: Item): void {
    this.#count += 1;
    let sum = 0;
    for (const letter of String(item.pk)) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
    const shard = this.#shards[sum % shards];
    if (!shard) return;
    shard.records.push({ sequenceNumber: String(this.#count), item });
    this.#poll(shard, pollMs);
  }

  #poll(shard: Shard, ms: number): void {
    if (shard.isBusy) return;
    shard.isBusy = true;
    this.#time.after(ms, () => void this.#deliver(shard));
  }

  async #deliver(shard: Shard): Promise<void> {
    const batch = shard.records.slice(shard.position, shard.position + batchSize);
    this.batches += 1;
    const how = await invoke(this.#faults, this.#time, timeoutMs, (process) => this.#consume(batch, process));
    const failed = new Set(how.kind === 'done' ? how.result : batch.map(({ sequenceNumber }) => sequenceNumber));
    const firstFailed = batch.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
    const done = firstFailed < 0 ? batch.length : firstFailed;
    // The checkpoint may be lost: then the whole batch comes again.
    if (done > 0 && !this.#faults.doubles()) shard.position += done;
    shard.failures = failed.size > 0 ? shard.failures + 1 : 0;
    shard.isBusy = false;
    const waitMs = failed.size > 0 ? Math.min(longestWaitMs, 500 * 2 ** shard.failures) : pollMs;
    if (shard.position < shard.records.length) this.#poll(shard, waitMs);
  }
}
