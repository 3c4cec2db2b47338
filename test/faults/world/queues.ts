import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import type { Faults } from './faults.ts';
import { invoke, type Process } from './process.ts';
import type { VirtualTime } from './time.ts';

/** Handles a batch inside one invocation. */
export type Consumer = (records: readonly SQSRecord[], process: Process) => Promise<SQSBatchResponse>;

/** As infra/ deploys it. */
export interface QueueSettings {
  readonly name: string;
  readonly timeoutMs: number;
  readonly maxConcurrency: number;
}

export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly groupId: string | undefined;
  received: number;
}

const batchSize = 10;
const outageMs = 70 * 60_000;
const longestPollMs = 60;

/** What the two kinds of queue share: copies of the consumer, visibility, receive counts, dead letters, lost deletions. */
export abstract class SimulatedQueue {
  readonly dead: Message[] = [];
  delivered = 0;
  readonly settings: QueueSettings;
  readonly visibilityMs: number;
  protected readonly faults: Faults;
  protected readonly time: VirtualTime;
  readonly #consume: Consumer;
  readonly #maxReceives: number;
  #running = 0;
  #count = 0;
  #isPolling = false;

  constructor(settings: QueueSettings, faults: Faults, time: VirtualTime, consume: Consumer) {
    this.settings = settings;
    this.faults = faults;
    this.time = time;
    this.visibilityMs = 6 * settings.timeoutMs;
    this.#maxReceives = Math.max(5, Math.ceil(outageMs / this.visibilityMs));
    this.#consume = consume;
  }

  abstract accept(message: OutgoingMessage): void;
  abstract readonly waiting: number;
  /** Takes up to `limit` messages that are visible; they stay hidden until they are deleted or returned. */
  protected abstract take(limit: number): Message[];
  /** Shows the messages of a batch again that were not deleted. */
  protected abstract giveBack(left: readonly Message[]): void;
  /** Told of the groups of a batch whose messages are all deleted. */
  protected abstract finish(deleted: readonly Message[]): void;

  protected newMessage({ body, groupId }: OutgoingMessage): Message {
    this.#count += 1;
    return { messageId: `${this.settings.name}-${this.#count}`, body: JSON.stringify(body), groupId, received: 0 };
  }

  /** Messages are fetched at a moment of the poller's choosing, so that batches fill. */
  protected poll(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.time.after(this.faults.between(1, longestPollMs), () => {
      this.#isPolling = false;
      while (this.#running < this.settings.maxConcurrency) {
        const batch = this.take(batchSize);
        if (batch.length === 0) return;
        void this.#deliver(batch);
      }
    });
  }

  async #deliver(received: readonly Message[]): Promise<void> {
    const hiddenUntil = this.time.now + this.visibilityMs;
    for (const message of received) message.received += 1;
    const batch = received.filter((message) => message.received <= this.#maxReceives);
    this.dead.push(...received.filter((message) => message.received > this.#maxReceives));
    this.delivered += batch.length;
    this.#running += 1;
    const how = await invoke(this.faults, this.time, this.settings.timeoutMs, (process) => this.#consume(batch.map(recordOf), process));
    this.#running -= 1;
    const failed = new Set(how.kind === 'done' ? how.result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : []);
    // The deletion of a message may be lost as well: then it comes again although its work is done.
    const left = batch.filter(({ messageId }) => how.kind !== 'done' || failed.has(messageId) || this.faults.doubles());
    const leftGroups = new Set(left.map(({ groupId }) => groupId));
    this.finish(received.filter(({ groupId }) => !leftGroups.has(groupId)));
    if (left.length > 0) this.time.after(hiddenUntil - this.time.now, () => this.giveBack(left));
    this.poll();
  }
}

function recordOf({ messageId, body, groupId, received }: Message): SQSRecord {
  const group = groupId === undefined ? {} : { MessageGroupId: groupId };
  return {
    messageId,
    receiptHandle: `${messageId}-${received}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(received),
      SentTimestamp: '0',
      SenderId: 'pheu',
      ApproximateFirstReceiveTimestamp: '0',
      ...group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local',
    awsRegion: 'ap-southeast-1',
  };
}

/** At least once, in any order, with delays. */
export class StandardQueue extends SimulatedQueue {
  readonly #visible: Message[] = [];

  get waiting(): number {
    return this.#visible.length;
  }

  accept(message: OutgoingMessage): void {
    const delayMs = (message.delaySeconds ?? 0) * 1_000;
    if (delayMs > 900_000) throw new Error('SQS delays 900 seconds at most');
    const copies = this.faults.doubles() ? 2 : 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      const lateMs = copy === 1 ? 0 : this.faults.between(0, 120_000);
      this.time.after(delayMs + lateMs, () => this.giveBack([this.newMessage(message)]));
    }
  }

  protected take(limit: number): Message[] {
    const taken: Message[] = [];
    while (taken.length < limit && this.#visible.length > 0) {
      const place = this.faults.between(0, this.#visible.length - 1);
      const chosen = this.#visible[place];
      const last = this.#visible.pop();
      if (chosen && last && chosen !== last) this.#visible[place] = last;
      if (chosen) taken.push(chosen);
    }
    return taken;
  }

  protected giveBack(left: readonly Message[]): void {
    this.#visible.push(...left);
    this.poll();
  }

  protected finish(): void {}
}
