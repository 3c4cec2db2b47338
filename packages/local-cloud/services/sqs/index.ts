export type { MessageAttributes, MessageToSend, QueueDepth, ReceivedMessage, SentMessage, StoredMessage } from './message.ts';
export type { QueueOptions } from './queue-options.ts';
export { type CapturedMessage, type LocalQueues, openQueues, type SqsSnapshot } from './queues.ts';
