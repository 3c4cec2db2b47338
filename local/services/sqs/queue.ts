import { createHash, randomUUID } from 'node:crypto';
import type { Cancel, LocalClock } from '../../clock.ts';
import { DueHeap } from '../../due-heap.ts';
import { ServiceError } from '../service-error.ts';
import { createDeduplicationWindow, type DeduplicationRecord } from './deduplication.ts';
import { md5Of } from './digest.ts';
import {
  type MessageToSend,
  type QueueDepth,
  type ReceivedMessage,
  type SentMessage,
  type StoredMessage,
  sequenceNumberOf,
} from './message.ts';
import { createFifoShelf, createStandardShelf } from './shelf.ts';

export interface QueueOptions {
  readonly name: string;
  readonly fifo?: boolean;
  readonly contentBasedDeduplication?: boolean;
  readonly deduplicationScope?: 'queue' | 'messageGroup';
  /** 30 s unless given. */
  readonly visibilityTimeoutMs?: number;
  readonly delayMs?: number;
  /** 4 days unless given. */
  readonly retentionMs?: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
  /** 1 MiB unless given. */
  readonly maximumMessageBytes?: number;
}

export interface QueueSnapshot {
  readonly messages: readonly StoredMessage[];
  readonly deduplication: readonly DeduplicationRecord[];
  readonly nextOrder: number;
}

export interface QueueHooks {
  /** Messages can be received now. */
  readonly onVisible: () => void;
  readonly deadLetter: (deadLetterArn: string, message: StoredMessage) => void;
}

interface Return {
  readonly dueMs: number;
  readonly order: number;
  readonly message: StoredMessage;
}

interface Waiter {
  readonly max: number;
  readonly visibilityMs: number | undefined;
  readonly resolve: (messages: readonly ReceivedMessage[]) => void;
  readonly cancelTimeout: Cancel;
}

const dayMs = 24 * 3_600_000;

/**
 * One SQS queue under the runtime's clock.
 *
 * Written for this runtime because fauxqs 2.4.1 falls short of it in these facts (dist/sqs/sqsStore.js):
 * - delay, visibility, deduplication window and time stamps read Date.now(), long polls use setTimeout: no moved clock;
 * - a FIFO receive takes one message per group, where SQS gives up to ten of one group: batches per pool would never form;
 * - messages whose visibility ends together return to their group in reversed order (each is put in front of the last);
 * - deduplication knows no scope `messageGroup` and forgets beyond 10,000 ids;
 * - no retention, no StartMessageMoveTask, no redrive source on dead letters, no in-process wake-up for pollers.
 */
export class Queue {
  readonly arn: string;
  readonly options: QueueOptions;
  readonly createdAtMs: number;
  readonly #clock: LocalClock;
  readonly #hooks: QueueHooks;
  readonly #shelf;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #returns = new DueHeap<Return>();
  readonly #deduplication = createDeduplicationWindow();
  readonly #waiters: Waiter[] = [];
  readonly #count = { visible: 0, delayed: 0, inFlight: 0, gone: 0 };
  #nextOrder = 1;
  #nextReturnOrder = 0;
  #wake: { readonly dueMs: number; readonly cancel: Cancel } | undefined;
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(arn: string, options: QueueOptions, clock: LocalClock, hooks: QueueHooks) {
    this.arn = arn;
    this.options = options;
    this.createdAtMs = clock.now();
    this.#clock = clock;
    this.#hooks = hooks;
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
    const key = this.isFifo ? this.#deduplicationKey(message) : undefined;
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
      deduplicationId: this.isFifo ? this.#deduplicationIdOf(message) : undefined,
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
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        resolve([]);
      };
      const waiter: Waiter = { max, visibilityMs, resolve, cancelTimeout: this.#clock.at(this.#clock.now() + waitMs, giveUp) };
      this.#waiters.push(waiter);
    });
  }

  delete(receiptHandle: string): void {
    const message = this.#byHandle(receiptHandle);
    if (message === undefined || message.state === 'gone') return;
    if (message.receiptHandle !== receiptHandle || message.state !== 'inFlight') {
      // A standard queue answers success to an old handle without promising anything; a FIFO queue refuses it.
      if (this.isFifo) throw invalidValue('ReceiptHandle', receiptHandle, 'The receipt handle has expired');
      if (message.receiptHandle !== receiptHandle) return;
    }
    this.#remove(message);
    this.#notify();
  }

  setVisibility(receiptHandle: string, visibilityMs: number): void {
    const message = this.#byHandle(receiptHandle);
    if (message === undefined || message.state !== 'inFlight' || message.receiptHandle !== receiptHandle) {
      throw new ServiceError('com.amazonaws.sqs#MessageNotInflight', 'The specified message is not in flight.');
    }
    message.visibleFromMs = this.#clock.now() + visibilityMs;
    this.#comesBack(message);
    this.#settleDue();
    this.#notify();
  }

  purge(): void {
    for (const message of [...this.#messages.values()]) this.#remove(message);
  }

  remove(message: StoredMessage): void {
    this.#remove(message);
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
    this.#wake?.cancel();
    for (const waiter of this.#waiters.splice(0)) {
      waiter.cancelTimeout();
      waiter.resolve([]);
    }
  }

  #add(message: StoredMessage): void {
    this.#messages.set(message.messageId, message);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, message.sentAtMs + this.retentionMs);
    if (message.visibleFromMs > this.#clock.now()) {
      this.#enter(message, 'delayed');
      this.#comesBack(message);
      return;
    }
    this.#enter(message, 'visible');
    this.#shelf.put(message);
    this.#notify();
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
      this.#comesBack(message);
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

  #remove(message: StoredMessage): void {
    if (!this.#messages.delete(message.messageId)) return;
    this.#enter(message, 'gone');
    this.#shelf.settle(message);
  }

  #enter(message: StoredMessage, state: StoredMessage['state']): void {
    if (message.state !== 'gone') this.#count[message.state] -= 1;
    message.state = state;
    if (state !== 'gone') this.#count[state] += 1;
  }

  #comesBack(message: StoredMessage): void {
    this.#returns.push({ dueMs: message.visibleFromMs, order: this.#nextReturnOrder++, message });
    this.#armWake();
  }

  #armWake(): void {
    const next = this.#returns.peek();
    if (next === undefined || (this.#wake !== undefined && this.#wake.dueMs <= next.dueMs)) return;
    this.#wake?.cancel();
    const cancel = this.#clock.at(next.dueMs, () => {
      this.#wake = undefined;
      this.#settleDue();
      this.#notify();
    });
    this.#wake = { dueMs: next.dueMs, cancel };
  }

  /** Makes visible what is due, and drops what is older than the retention. */
  #settleDue(): void {
    const nowMs = this.#clock.now();
    for (let next = this.#returns.peek(); next !== undefined && next.dueMs <= nowMs; next = this.#returns.peek()) {
      this.#returns.pop();
      const { message, dueMs } = next;
      // Entries of deleted messages and of visibility that was changed since are left in the heap and skipped here.
      const isCurrent = (message.state === 'delayed' || message.state === 'inFlight') && message.visibleFromMs === dueMs;
      if (!isCurrent) continue;
      this.#enter(message, 'visible');
      this.#shelf.put(message);
    }
    this.#armWake();
    if (nowMs >= this.#nextExpiryMs) this.#expire(nowMs);
  }

  #expire(nowMs: number): void {
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const message of [...this.#messages.values()]) {
      const endMs = message.sentAtMs + this.retentionMs;
      if (endMs <= nowMs) this.#remove(message);
      else this.#nextExpiryMs = Math.min(this.#nextExpiryMs, endMs);
    }
  }

  #notify(): void {
    while (this.#waiters.length > 0 && this.#shelf.hasNext()) {
      const waiter = this.#waiters[0];
      if (waiter === undefined) break;
      const received = this.#take(waiter.max, waiter.visibilityMs);
      if (received.length === 0) continue;
      this.#waiters.shift();
      waiter.cancelTimeout();
      waiter.resolve(received);
    }
    if (this.#shelf.hasNext()) this.#hooks.onVisible();
  }

  #byHandle(receiptHandle: string): StoredMessage | undefined {
    const [messageId = '', token] = Buffer.from(receiptHandle, 'base64url').toString('utf8').split(' ');
    if (token === undefined)
      throw new ServiceError('com.amazonaws.sqs#ReceiptHandleIsInvalid', `The input receipt handle "${receiptHandle}" is not valid.`);
    return this.#messages.get(messageId);
  }

  #deduplicationIdOf(message: MessageToSend): string {
    const given = message.deduplicationId;
    if (given !== undefined) return given;
    if (this.options.contentBasedDeduplication === true) return createHash('sha256').update(message.body).digest('hex');
    throw new ServiceError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }

  #deduplicationKey(message: MessageToSend): string {
    const id = this.#deduplicationIdOf(message);
    return this.options.deduplicationScope === 'messageGroup' ? JSON.stringify([message.groupId, id]) : id;
  }
}

export function invalidValue(parameter: string, value: unknown, reason: string): ServiceError {
  return new ServiceError('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}.`);
}

function receivedFrom(message: StoredMessage, receiptHandle: string, isFifo: boolean): ReceivedMessage {
  return {
    messageId: message.messageId,
    receiptHandle,
    body: message.body,
    md5OfBody: md5Of(message.body),
    messageAttributes: message.attributes,
    attributes: {
      ...message.systemAttributes,
      ApproximateReceiveCount: String(message.receiveCount),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
      SentTimestamp: String(message.sentAtMs),
      SenderId: message.senderId,
      ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
      ...(isFifo ? { MessageDeduplicationId: message.deduplicationId ?? '', SequenceNumber: sequenceNumberOf(message.order) } : {}),
      ...(message.deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
    },
  };
}
