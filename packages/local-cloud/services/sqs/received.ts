import { md5Of } from './digest.ts';
import { type ReceivedMessage, type StoredMessage, sequenceNumberOf } from './message.ts';

/** What a receiver gets of a message; the attributes as Lambda's event source names them. */
export function receivedFrom(message: StoredMessage, receiptHandle: string, isFifo: boolean): ReceivedMessage {
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
