import { isObject, type Json, type JsonObject } from '../assembly/json.ts';
import type { LocalClock } from '../clock.ts';
import type { LocalQueues, ReceivedMessage } from '../services/sqs/index.ts';
import type { LocalFunction } from './functions.ts';

/** An event source mapping from a queue to a function. */
export interface QueueMappingSpec {
  readonly logicalId: string;
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maximumConcurrency: number;
  readonly reportsFailures: boolean;
  /** True when the filter criteria let the message through; a refused one is deleted unseen. */
  readonly accepts: (message: ReceivedMessage) => boolean;
}

/** What a mapping works with. */
export interface QueueMappingParts {
  readonly queues: LocalQueues;
  readonly target: LocalFunction;
  readonly clock: LocalClock;
  readonly isOut: () => boolean;
  readonly onWorkedOff: (batch: WorkedOff) => void;
}

/** Which messages of a batch the function is done with, and which come again. */
export interface WorkedOff {
  readonly done: readonly string[];
  readonly failed: readonly string[];
  /** Of the invocation; undefined when it failed as a whole. */
  readonly traceId: string | undefined;
}

/** A queue hands out at most ten messages per call. */
const receiveLimit = 10;

/** Polls a queue for a function: as many batches at once as the mapping allows. */
export class QueueMapping {
  readonly spec: QueueMappingSpec;
  readonly #parts: QueueMappingParts;
  readonly #stopListening: () => void;
  #running = 0;
  #isScheduled = false;
  #isClosed = false;
  #windowEndsMs: number | undefined;

  constructor(spec: QueueMappingSpec, parts: QueueMappingParts) {
    this.spec = spec;
    this.#parts = parts;
    this.#stopListening = parts.queues.onMessage((arn) => {
      if (arn === spec.queueArn) this.poll();
    });
    this.poll();
  }

  /** Batches in work; a look for messages and a window that fills count as one each. */
  get running(): number {
    return this.#running + (this.#isScheduled ? 1 : 0) + (this.#windowEndsMs === undefined ? 0 : 1);
  }

  /** True while messages wait in a window for others. */
  get isGathering(): boolean {
    return this.#windowEndsMs !== undefined && this.#parts.queues.depth(this.spec.queueArn).visible > 0;
  }

  /** Ends the window that fills now: whoever waits for the end of all work need not wait for more messages, too. */
  endWindow(): void {
    if (!this.isGathering) return;
    this.#windowEndsMs = this.#parts.clock.now();
    this.poll();
  }

  /** True during an outage: messages lie in the queue until it is over. */
  get isHeldBack(): boolean {
    return this.#parts.isOut();
  }

  /** Looks for messages soon; several calls in one turn make one batch. */
  poll(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#startBatches();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
  }

  async #startBatches(): Promise<void> {
    const { queues } = this.#parts;
    const { queueArn, batchSize, maximumConcurrency } = this.spec;
    while (!this.#isClosed && !this.#parts.isOut() && this.#running < maximumConcurrency) {
      const { visible } = queues.depth(queueArn);
      if (visible === 0 || this.#isFillingWindow(visible)) return;
      this.#running++;
      const batch: ReceivedMessage[] = [];
      while (batch.length < batchSize) {
        const more = await queues.receive(queueArn, Math.min(receiveLimit, batchSize - batch.length), 0);
        batch.push(...more);
        if (more.length < receiveLimit) break;
      }
      if (batch.length === 0) {
        // Visible, but not for us now: the groups of these messages are in flight.
        this.#running--;
        return;
      }
      void this.#runBatch(batch).finally(() => {
        this.#running--;
        this.poll();
      });
    }
  }

  /** True while the batching window waits for more messages. */
  #isFillingWindow(visible: number): boolean {
    const { windowMs, batchSize } = this.spec;
    if (windowMs === 0) return false;
    const now = this.#parts.clock.now();
    if (this.#windowEndsMs === undefined && visible < batchSize) {
      this.#windowEndsMs = now + windowMs;
      this.#parts.clock.at(this.#windowEndsMs, () => this.poll());
      return true;
    }
    if (visible < batchSize && this.#windowEndsMs !== undefined && now < this.#windowEndsMs) return true;
    this.#windowEndsMs = undefined;
    return false;
  }

  async #runBatch(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queueArn, region, accepts, reportsFailures } = this.spec;
    const wanted = batch.filter(accepts);
    const refused = batch.filter((message) => !wanted.includes(message));
    this.#delete(refused);
    if (wanted.length === 0) return;
    const result = await this.#parts.target.invoke({ Records: wanted.map((message) => toRecord(message, queueArn, region)) });
    const failed = result.error ? 'all' : reportsFailures ? failedItems(result.payload) : new Set<string>();
    const isFailed = ({ messageId }: ReceivedMessage): boolean => failed === 'all' || failed.has(messageId);
    const done = wanted.filter((message) => !isFailed(message));
    this.#delete(done);
    const idsOf = (messages: readonly ReceivedMessage[]): string[] => messages.map(({ messageId }) => messageId);
    this.#parts.onWorkedOff({ done: idsOf(done), failed: idsOf(wanted.filter(isFailed)), traceId: result.traceId });
  }

  #delete(messages: readonly ReceivedMessage[]): void {
    for (const { receiptHandle } of messages) {
      try {
        this.#parts.queues.delete(this.spec.queueArn, [receiptHandle]);
      } catch {
        // The visibility timeout passed while the function ran: the message comes again, as in the service.
      }
    }
  }
}

/** The identifiers in `batchItemFailures`; an answer that makes no sense fails the whole batch. */
export function failedItems(payload: Json): Set<string> | 'all' {
  if (payload === null) return new Set();
  if (!isObject(payload)) return 'all';
  const failures = payload.batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return 'all';
  const identifiers = failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined));
  return identifiers.every((identifier) => typeof identifier === 'string' && identifier !== '') ? new Set(identifiers as string[]) : 'all';
}

function toRecord(message: ReceivedMessage, queueArn: string, region: string): JsonObject {
  const attributes = Object.entries(message.messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: { ...message.attributes },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
