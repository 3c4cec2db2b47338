/** A message attribute as it travels in the JSON protocol. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export type MessageState = 'visible' | 'delayed' | 'inFlight' | 'gone';

/** A message in a queue; plain data, so that a snapshot is its JSON. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: Readonly<Record<string, string>>;
  /** Position in the queue: what a FIFO group is sorted by. */
  readonly order: number;
  readonly sentAtMs: number;
  readonly senderId: string;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** The queue that gave up on this message, when it lies in a dead-letter queue. */
  readonly deadLetterSourceArn?: string | undefined;
  state: MessageState;
  /** When a delayed message appears, or one in flight comes back. */
  visibleFromMs: number;
  receiveCount: number;
  firstReceivedAtMs?: number | undefined;
  receiptHandle?: string | undefined;
}

/** What a receiver gets; `attributes` has the system attributes as Lambda's event source hands them over. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: MessageAttributes;
}

export interface MessageToSend {
  readonly body: string;
  readonly delayMs?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly attributes?: MessageAttributes | undefined;
  readonly systemAttributes?: Readonly<Record<string, string>> | undefined;
  readonly senderId?: string | undefined;
  /** What the record of sent messages keeps instead of the body. */
  readonly recordedAs?: string | undefined;
}

export interface SentMessage {
  readonly messageId: string;
  readonly sequenceNumber?: string | undefined;
  /** True when deduplication swallowed it: the ids are those of the first message. */
  readonly isDuplicate: boolean;
}

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** The sequence number that a FIFO queue gives the message at this position: 20 digits, growing. */
export function sequenceNumberOf(order: number): string {
  return `1${String(order).padStart(19, '0')}`;
}
