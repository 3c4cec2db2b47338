import type { SentMessage } from './message.ts';

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
