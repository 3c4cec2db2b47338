import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../../clock.ts';
import { ServiceError } from '../service-error.ts';
import { createDeduplicationWindow, deduplicationIdOf, deduplicationKeyOf } from './deduplication.ts';
import { invalidValue } from './invalid-value.ts';
import {
  type MessageToSend,
  type QueueDepth,
  type ReceivedMessage,
  type SentMessage,
  type StoredMessage,
  sequenceNumberOf,
} from './message.ts';
import type { QueueHooks, QueueOptions, QueueSnapshot } from './queue-options.ts';
import { receivedFrom } from './received.ts';
import { Returns } from './returns.ts';
import { createFifoShelf, createStandardShelf } from './shelf.ts';
import { Waiters } from './waiters.ts';

const dayMs = 24 * 3_600_000;

/** One SQS queue under the runtime's clock. */
export class Queue {
  readonly arn: string;
  readonly options: QueueOptions;
  readonly createdAtMs: number;
  readonly #clock: LocalClock;
  readonly #hooks: QueueHooks;
  readonly #shelf;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #returns: Returns;
  readonly #waiters: Waiters;
  readonly #deduplication = createDeduplicationWindow();
  readonly #count = { visible: 0, delayed: 0, inFlight: 0, gone: 0 };
  #nextOrder = 1;
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(arn: string, options: QueueOptions, clock: LocalClock, hooks: QueueHooks) {
    this.arn = arn;
    this.options = options;
    this.createdAtMs = clock.now();
    this.#clock = clock;
    this.#hooks = hooks;
    this.#waiters = new Waiters(clock);
    this.#returns = new Returns(clock, () => this.#announce());
    this.#shelf = options.fifo === true ? createFifoShelf() : createStandardShelf();
  }

  get isFifo(): boolean {
    return this.options.fifo === true;
  }

  get visibilityTimeoutMs(): number {
    return this.options.visibilityTimeoutMs ?? 30_000;
  }

  get retentionMs(): number {
    return this.options.retentionMs ?? 4 * dayMs;
  }

  send(message: MessageToSend): SentMessage {
    const nowMs = this.#clock.now();
    const key = this.isFifo ? deduplicationKeyOf(message, this.options) : undefined;
    const first = key === undefined ? undefined : this.#deduplication.find(key, nowMs);
    if (first !== undefined) return first;

    const order = this.#nextOrder++;
    const messageId = randomUUID();
    const sequenceNumber = sequenceNumberOf(order);
    if (key !== undefined) this.#deduplication.remember(key, { messageId, sequenceNumber }, nowMs);
    this.#add({
      messageId,
      body: message.body,
      attributes: message.attributes ?? {},
      systemAttributes: message.systemAttributes ?? {},
      order,
      sentAtMs: nowMs,
      senderId: message.senderId ?? 'local',
      groupId: message.groupId,
      deduplicationId: this.isFifo ? deduplicationIdOf(message, this.options) : undefined,
      state: 'gone',
      visibleFromMs: nowMs + (message.delayMs ?? this.options.delayMs ?? 0),
      receiveCount: 0,
    });
    return { messageId, ...(this.isFifo ? { sequenceNumber } : {}), isDuplicate: false };
  }

  /** Takes in a message that another queue gave up on, or that is moved back to its source. */
  takeOver(message: StoredMessage, changes: Partial<StoredMessage>): void {
    const moved: StoredMessage = {
      ...message,
      ...changes,
      order: this.#nextOrder++,
      state: 'gone',
      receiptHandle: undefined,
      visibleFromMs: this.#clock.now(),
    };
    this.#add(moved);
  }

  /** Waits in the runtime's time, at most `waitMs`, until there is a message. */
  receive(max: number, waitMs: number, visibilityMs?: number): Promise<readonly ReceivedMessage[]> {
    const received = this.#take(max, visibilityMs);
    if (received.length > 0 || waitMs <= 0) return Promise.resolve(received);
    return this.#waiters.wait(waitMs, () => this.#take(max, visibilityMs));
  }

  delete(receiptHandle: string): void {
    const message = this.#byHandle(receiptHandle);
    if (message === undefined || message.state === 'gone') return;
    if (message.receiptHandle !== receiptHandle || message.state !== 'inFlight') {
      // A standard queue answers success to an old handle without promising anything; a FIFO queue refuses it.
      if (this.isFifo) throw invalidValue('ReceiptHandle', receiptHandle, 'The receipt handle has expired');
      if (message.receiptHandle !== receiptHandle) return;
    }
    this.remove(message);
    this.#announce();
  }

  setVisibility(receiptHandle: string, visibilityMs: number): void {
    const message = this.#byHandle(receiptHandle);
    if (message === undefined || message.state !== 'inFlight' || message.receiptHandle !== receiptHandle) {
      throw new ServiceError('com.amazonaws.sqs#MessageNotInflight', 'The specified message is not in flight.');
    }
    message.visibleFromMs = this.#clock.now() + visibilityMs;
    this.#returns.expect(message);
    this.#announce();
  }

  purge(): void {
    for (const message of [...this.#messages.values()]) this.remove(message);
  }

  remove(message: StoredMessage): void {
    if (!this.#messages.delete(message.messageId)) return;
    this.#enter(message, 'gone');
    this.#shelf.settle(message);
  }

  depth(): QueueDepth {
    this.#settleDue();
    return { visible: this.#count.visible, inFlight: this.#count.inFlight, delayed: this.#count.delayed };
  }

  messages(): readonly StoredMessage[] {
    this.#settleDue();
    return [...this.#messages.values()];
  }

  snapshot(): QueueSnapshot {
    return { messages: structuredClone(this.messages()), deduplication: this.#deduplication.records(), nextOrder: this.#nextOrder };
  }

  restore(snapshot: QueueSnapshot): void {
    this.purge();
    this.#deduplication.restore(snapshot.deduplication);
    this.#nextOrder = Math.max(this.#nextOrder, snapshot.nextOrder);
    // Nobody holds a message across a restart: what was in flight is visible again.
    for (const message of snapshot.messages) {
      const isDelayed = message.state === 'delayed';
      this.#add({
        ...message,
        state: 'gone',
        receiptHandle: undefined,
        visibleFromMs: isDelayed ? message.visibleFromMs : this.#clock.now(),
      });
    }
  }

  /** Ends every wait; used when the runtime stops. */
  close(): void {
    this.#returns.close();
    this.#waiters.close();
  }

  #add(message: StoredMessage): void {
    this.#messages.set(message.messageId, message);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, message.sentAtMs + this.retentionMs);
    if (message.visibleFromMs > this.#clock.now()) {
      this.#enter(message, 'delayed');
      this.#returns.expect(message);
      return;
    }
    this.#enter(message, 'visible');
    this.#shelf.put(message);
    this.#announce();
  }

  #take(max: number, visibilityMs: number | undefined): readonly ReceivedMessage[] {
    this.#settleDue();
    const nowMs = this.#clock.now();
    const taken: ReceivedMessage[] = [];
    this.#shelf.take(max, (message) => {
      if (this.#isDead(message)) return false;
      message.receiveCount += 1;
      message.firstReceivedAtMs ??= nowMs;
      message.visibleFromMs = nowMs + (visibilityMs ?? this.visibilityTimeoutMs);
      const receiptHandle = Buffer.from(`${message.messageId} ${randomUUID()}`).toString('base64url');
      message.receiptHandle = receiptHandle;
      this.#enter(message, 'inFlight');
      this.#returns.expect(message);
      taken.push(receivedFrom(message, receiptHandle, this.isFifo));
      return true;
    });
    return taken;
  }

  #isDead(message: StoredMessage): boolean {
    const { redrive } = this.options;
    if (redrive === undefined || message.receiveCount < redrive.maxReceiveCount) return false;
    this.#messages.delete(message.messageId);
    this.#enter(message, 'gone');
    this.#hooks.deadLetter(redrive.deadLetterArn, message);
    return true;
  }

  #enter(message: StoredMessage, state: StoredMessage['state']): void {
    if (message.state !== 'gone') this.#count[message.state] -= 1;
    message.state = state;
    if (state !== 'gone') this.#count[state] += 1;
  }

  /** Makes visible what is due, and drops what is older than the retention. */
  #settleDue(): void {
    const nowMs = this.#clock.now();
    for (const message of this.#returns.takeDue()) {
      this.#enter(message, 'visible');
      this.#shelf.put(message);
    }
    if (nowMs >= this.#nextExpiryMs) this.#expire(nowMs);
  }

  #expire(nowMs: number): void {
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const message of [...this.#messages.values()]) {
      const endMs = message.sentAtMs + this.retentionMs;
      if (endMs <= nowMs) this.remove(message);
      else this.#nextExpiryMs = Math.min(this.#nextExpiryMs, endMs);
    }
  }

  /** Tells receivers, the waiting ones first, that there may be something for them. */
  #announce(): void {
    this.#settleDue();
    this.#waiters.serve();
    if (this.#shelf.hasNext()) this.#hooks.onVisible();
  }

  #byHandle(receiptHandle: string): StoredMessage | undefined {
    const [messageId = '', token] = Buffer.from(receiptHandle, 'base64url').toString('utf8').split(' ');
    if (token === undefined)
      throw new ServiceError('com.amazonaws.sqs#ReceiptHandleIsInvalid', `The input receipt handle "${receiptHandle}" is not valid.`);
    return this.#messages.get(messageId);
  }
}
