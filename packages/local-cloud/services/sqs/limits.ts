import { ServiceError } from '../service-error.ts';
import { invalidValue } from './invalid-value.ts';
import type { MessageToSend } from './message.ts';
import type { Queue } from './queue.ts';

/** The largest message and the largest batch, in bytes (256 KiB until August 2025). */
export const maximumMessageBytes = 1024 * 1024;
export const largestBatch = 10;
const longestDelayMs = 900_000;

// The characters of XML 1.0, as SQS demands.
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Body and attributes, as SQS counts a message. */
export function sizeOf(message: MessageToSend): number {
  const attributes = Object.entries(message.attributes ?? {});
  const attributeBytes = attributes.reduce(
    (sum, [name, { DataType, StringValue, BinaryValue }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue ?? '') +
      Buffer.byteLength(BinaryValue ?? '', 'base64'),
    0,
  );
  return Buffer.byteLength(message.body) + attributeBytes;
}

export function checkMessage(queue: Queue, message: MessageToSend): void {
  if (message.body === '') throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (forbidden.test(message.body))
    throw new ServiceError('com.amazonaws.sqs#InvalidMessageContents', 'Invalid characters found in the message body.');
  const limit = queue.options.maximumMessageBytes ?? maximumMessageBytes;
  if (sizeOf(message) > limit)
    throw new ServiceError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  if (message.delayMs !== undefined && (message.delayMs < 0 || message.delayMs > longestDelayMs)) {
    throw invalidValue('DelaySeconds', message.delayMs / 1000, 'DelaySeconds must be >= 0 and <= 900');
  }
  if (!queue.isFifo && message.deduplicationId !== undefined) {
    throw invalidValue(
      'MessageDeduplicationId',
      message.deduplicationId,
      'The request includes a parameter that is not valid for this queue type',
    );
  }
  checkIdsOfMessage(message);
  if (!queue.isFifo) return;
  if (message.groupId === undefined) throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  if (message.delayMs !== undefined && message.delayMs !== 0) {
    throw invalidValue('DelaySeconds', message.delayMs / 1000, 'The request include parameter that is not valid for this queue type');
  }
}

/** A standard queue may be told groups (fair queues) and asks for the same spelling as a FIFO queue; it need not be told any. */
function checkIdsOfMessage(message: MessageToSend): void {
  for (const [name, value] of [
    ['MessageGroupId', message.groupId],
    ['MessageDeduplicationId', message.deduplicationId],
  ] as const) {
    if (value !== undefined && !/^[\x21-\x7e]{1,128}$/.test(value)) {
      throw invalidValue(name, value, `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length`);
    }
  }
}
