import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientDefaults } from './aws-client.ts';
import { UnavailableError } from './errors.ts';

/** `groupId` and `deduplicationId` for FIFO queues; `delaySeconds` (0–900) for standard ones. Bodies carry ids only. */
export interface OutgoingMessage {
  readonly body: unknown;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly delaySeconds?: number;
}

/** A message for a FIFO queue that does not deduplicate by content. */
export interface OrderedMessage extends OutgoingMessage {
  readonly groupId: string;
  readonly deduplicationId: string;
}

export interface Queue {
  /** `signal` gives up what has not been sent by then. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<void>;
  /** Any number of messages, in batches of ten. @throws UnavailableError when any was refused: send all again. */
  sendAll(messages: readonly OutgoingMessage[]): Promise<void>;
}

function entry(message: OutgoingMessage) {
  return {
    MessageBody: JSON.stringify(message.body),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...(message.deduplicationId === undefined ? {} : { MessageDeduplicationId: message.deduplicationId }),
    ...(message.delaySeconds === undefined ? {} : { DelaySeconds: Math.min(900, Math.max(0, Math.round(message.delaySeconds))) }),
  };
}

function createQueue(client: SQSClient, url: string): Queue {
  return {
    async send(message, signal) {
      const command = new SendMessageCommand({ QueueUrl: url, ...entry(message) });
      await client.send(command, signal && { abortSignal: signal });
    },
    async sendAll(messages) {
      for (let start = 0; start < messages.length; start += 10) {
        const batch = messages.slice(start, start + 10);
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: url,
            Entries: batch.map((message, index) => ({ Id: String(index), ...entry(message) })),
          }),
        );
        const refused = answer.Failed?.length ?? 0;
        if (refused > 0) throw new UnavailableError(`the queue refused ${refused} of ${batch.length} messages`);
      }
    },
  };
}

let sharedClient: SQSClient | undefined;

/** Opens a queue. All queues of a function share one client, and with it the connection that the first message opened. */
export function openQueue(url: string): Queue {
  sharedClient ??= new SQSClient(clientDefaults);
  return createQueue(sharedClient, url);
}
