import { createHash } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import type { MessageToSend, SentMessage } from './message.ts';
import type { QueueOptions } from './queue-options.ts';

const windowMs = 5 * 60_000;

export interface DeduplicationRecord {
  readonly key: string;
  readonly messageId: string;
  readonly sequenceNumber: string;
  readonly untilMs: number;
}

/** Remembers for five minutes what was sent to a FIFO queue; also after the message was deleted, as SQS does. */
export interface DeduplicationWindow {
  find(key: string, nowMs: number): SentMessage | undefined;
  remember(key: string, sent: { readonly messageId: string; readonly sequenceNumber: string }, nowMs: number): void;
  records(): readonly DeduplicationRecord[];
  restore(records: readonly DeduplicationRecord[]): void;
}

export function createDeduplicationWindow(): DeduplicationWindow {
  const byKey = new Map<string, DeduplicationRecord>();

  // Records enter in the order in which they end, so the ended ones are at the front.
  const forgetEnded = (nowMs: number): void => {
    for (const [key, record] of byKey) {
      if (record.untilMs > nowMs) return;
      byKey.delete(key);
    }
  };

  return {
    find(key, nowMs) {
      forgetEnded(nowMs);
      const first = byKey.get(key);
      return first === undefined ? undefined : { messageId: first.messageId, sequenceNumber: first.sequenceNumber, isDuplicate: true };
    },
    remember(key, sent, nowMs) {
      byKey.set(key, { key, ...sent, untilMs: nowMs + windowMs });
    },
    records: () => [...byKey.values()],
    restore(records) {
      for (const record of records) byKey.set(record.key, record);
    },
  };
}

/** The deduplication id of a message in a FIFO queue: the given one, or the hash of the body where the queue allows that. */
export function deduplicationIdOf(message: MessageToSend, queue: QueueOptions): string {
  if (message.deduplicationId !== undefined) return message.deduplicationId;
  if (queue.contentBasedDeduplication === true) return createHash('sha256').update(message.body).digest('hex');
  throw new ServiceError(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** What is compared within the window: with the scope `messageGroup` two groups may use one id. */
export function deduplicationKeyOf(message: MessageToSend, queue: QueueOptions): string {
  const id = deduplicationIdOf(message, queue);
  return queue.deduplicationScope === 'messageGroup' ? JSON.stringify([message.groupId, id]) : id;
}
