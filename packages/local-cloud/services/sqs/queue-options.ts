import type { DeduplicationRecord } from './deduplication.ts';
import type { StoredMessage } from './message.ts';

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
