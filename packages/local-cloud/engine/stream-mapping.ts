import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '../assembly/json.ts';
import type { LocalClock } from '../clock.ts';
import type { LocalDynamoDb, StreamRecord } from '../dynamodb/index.ts';
import type { LocalFunction } from './functions.ts';
import { failedItems } from './sqs-mapping.ts';

/** An event source mapping from a table's stream to a function. */
export interface StreamMappingSpec {
  readonly logicalId: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly bisects: boolean;
  /** How often a failed batch is tried again; -1 is for ever. */
  readonly maximumRetries: number;
  /** Records older than this are given up; -1 is never. */
  readonly maximumAgeMs: number;
  readonly reportsFailures: boolean;
  readonly parallelization: number;
  readonly accepts: (record: StreamRecord) => boolean;
}

/** What a mapping works with. */
export interface StreamMappingParts {
  readonly database: LocalDynamoDb;
  readonly target: LocalFunction;
  readonly clock: LocalClock;
  readonly isOut: () => boolean;
  /** Gets the description of a batch that was given up. */
  readonly onDiscarded: (description: Json) => void;
  readonly checkpoint: { read(): string | undefined; write(sequence: string): void };
}

const firstRetryMs = 200;
const longestRetryMs = 30_000;
const recordsPerRead = 1_000;

/** Reads a table's stream for a function, each key's records in order, and remembers how far it came. */
export class StreamMapping {
  readonly spec: StreamMappingSpec;
  readonly #parts: StreamMappingParts;
  readonly #stopListening: () => void;
  #isRunning = false;
  #isClosed = false;
  #windowEndsMs: number | undefined;
  #invocations = 0;
  #pauses = 0;

  constructor(spec: StreamMappingSpec, parts: StreamMappingParts) {
    this.spec = spec;
    this.#parts = parts;
    this.#stopListening = parts.database.onStreamRecord((tableName) => {
      if (tableName === spec.tableName) this.poll();
    });
    this.poll();
  }

  /** Records that the function has not worked off yet. */
  get hasUnread(): boolean {
    const latest = this.#parts.database.latestSequence(this.spec.tableName);
    const read = this.#parts.checkpoint.read();
    return this.#isRunning || (latest !== undefined && (read === undefined || latest > read));
  }

  /** True while nothing happens before a pause between two tries, or an outage, is over. */
  get isHeldBack(): boolean {
    return (this.#pauses > 0 && this.#invocations === 0) || (this.#parts.isOut() && !this.#isRunning);
  }

  poll(): void {
    if (this.#isRunning || this.#isClosed || this.#parts.isOut()) return;
    this.#isRunning = true;
    setImmediate(() => {
      void this.#drain().finally(() => {
        this.#isRunning = false;
        if (this.hasUnread && this.#windowEndsMs === undefined) this.poll();
      });
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
  }

  async #drain(): Promise<void> {
    const { database, checkpoint } = this.#parts;
    const { tableName, batchSize, parallelization } = this.spec;
    while (!this.#isClosed && !this.#parts.isOut()) {
      const records = this.#upTo(batchSize * parallelization, database.readStream(tableName, checkpoint.read(), recordsPerRead));
      const last = records.at(-1);
      if (!last) return;
      const wanted = records.filter(this.spec.accepts);
      // What the filter refuses opens no window.
      if (wanted.length > 0 && this.#isFillingWindow(wanted.length)) return;
      const lanes = inLanes(wanted, parallelization);
      await Promise.all(lanes.map((lane) => this.#workOff(lane)));
      if (this.#isClosed) return;
      checkpoint.write(last.dynamodb.SequenceNumber);
    }
  }

  /** The records up to and with the last one of a full batch: the filter comes before the batch. */
  #upTo(wantedCount: number, records: readonly StreamRecord[]): readonly StreamRecord[] {
    let wanted = 0;
    const end = records.findIndex((record) => this.spec.accepts(record) && ++wanted === wantedCount);
    return end < 0 ? records : records.slice(0, end + 1);
  }

  /** True while the only thing to wait for is the end of a window. */
  get isGathering(): boolean {
    return this.#windowEndsMs !== undefined && !this.#isRunning && !this.#parts.isOut();
  }

  /** Ends the window that fills now: whoever waits for the end of all work need not wait for more records, too. */
  endWindow(): void {
    if (!this.isGathering) return;
    this.#windowEndsMs = this.#parts.clock.now();
    this.poll();
  }

  #isFillingWindow(count: number): boolean {
    const { windowMs, batchSize } = this.spec;
    if (windowMs === 0 || count >= batchSize) {
      this.#windowEndsMs = undefined;
      return false;
    }
    const now = this.#parts.clock.now();
    if (this.#windowEndsMs === undefined) {
      this.#windowEndsMs = now + windowMs;
      this.#parts.clock.at(this.#windowEndsMs, () => this.poll());
    }
    if (now < this.#windowEndsMs) return true;
    this.#windowEndsMs = undefined;
    return false;
  }

  async #workOff(lane: readonly StreamRecord[]): Promise<void> {
    for (let start = 0; start < lane.length; start += this.spec.batchSize) {
      await this.#runBatch(lane.slice(start, start + this.spec.batchSize), 0);
    }
  }

  async #runBatch(given: readonly StreamRecord[], retriesBefore: number): Promise<void> {
    let batch = this.#withoutTooOld(given);
    for (let retries = retriesBefore; batch.length > 0 && !this.#isClosed; retries++) {
      const result = await this.#invoke(batch);
      const failed = result.error ? 'all' : this.spec.reportsFailures ? failedItems(result.payload) : new Set<string>();
      if (failed !== 'all') {
        const first = batch.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
        if (failed.size === 0) return;
        // Everything from the first failed record on comes again; an identifier that is not there fails them all.
        batch = batch.slice(Math.max(first, 0));
      }
      const { maximumRetries } = this.spec;
      if (maximumRetries >= 0 && retries >= maximumRetries) return this.#discard(batch, 'RetryAttemptsExhausted', retries + 1);
      await this.#pause(Math.min(firstRetryMs * 2 ** retries, longestRetryMs));
      if (failed === 'all' && this.spec.bisects && batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await this.#runBatch(batch.slice(0, middle), retries);
        await this.#runBatch(batch.slice(middle), retries);
        return;
      }
      batch = this.#withoutTooOld(batch);
    }
  }

  async #invoke(batch: readonly StreamRecord[]): ReturnType<LocalFunction['invoke']> {
    this.#invocations += 1;
    try {
      return await this.#parts.target.invoke({ Records: batch as unknown as Json });
    } finally {
      this.#invocations -= 1;
    }
  }

  #withoutTooOld(batch: readonly StreamRecord[]): readonly StreamRecord[] {
    const { maximumAgeMs } = this.spec;
    if (maximumAgeMs < 0) return batch;
    const oldest = Math.floor((this.#parts.clock.now() - maximumAgeMs) / 1000);
    const tooOld = batch.filter((record) => record.dynamodb.ApproximateCreationDateTime < oldest);
    if (tooOld.length > 0) this.#discard(tooOld, 'RecordAgeExceeded', 0);
    return batch.filter((record) => !tooOld.includes(record));
  }

  #discard(batch: readonly StreamRecord[], condition: string, invokeCount: number): void {
    const [first] = batch;
    const last = batch.at(-1);
    if (!first || !last) return;
    const arrival = (record: StreamRecord): string => new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
    this.#parts.onDiscarded({
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#parts.target.spec.arn,
        condition,
        approximateInvokeCount: invokeCount,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(this.#parts.clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-local',
        startSequenceNumber: first.dynamodb.SequenceNumber,
        endSequenceNumber: last.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: batch.length,
        streamArn: this.spec.streamArn,
      },
    });
  }

  async #pause(forMs: number): Promise<void> {
    const { clock } = this.#parts;
    this.#pauses += 1;
    await new Promise<void>((resolve) => clock.at(clock.now() + forMs, resolve));
    this.#pauses -= 1;
  }
}

/** Splits records so that those of one partition key stay in one lane and in order. */
function inLanes(records: readonly StreamRecord[], count: number): StreamRecord[][] {
  if (count === 1) return [[...records]];
  const lanes = new Map<number, StreamRecord[]>();
  for (const record of records) {
    const [partitionKey] = Object.values(record.dynamodb.Keys);
    const lane = createHash('md5').update(JSON.stringify(partitionKey)).digest().readUInt16BE(0) % count;
    lanes.set(lane, [...(lanes.get(lane) ?? []), record]);
  }
  return [...lanes.values()];
}
