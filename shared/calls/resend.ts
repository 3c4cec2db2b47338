import { keys } from '../platform/keys.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { callMessage } from './make-call.ts';
import { parseCall } from './store.ts';

/**
 * Sends the messages of all calls that wait again; answers how many. Repairs what an outage of the stream, or a purged queue, left out:
 * a message too many finds that it is not time yet, or nothing to do. Scans the table: a tool for ops. Without a queue it only counts.
 */
export async function resendCalls(table: Table, calls: Queue | null): Promise<number> {
  const messages: OutgoingMessage[] = [];
  const waiting = table.scan({
    FilterExpression: 'begins_with(pk, :calls) AND #state = :waiting',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':calls': keys.callPrefix, ':waiting': 'waiting' },
  });
  for await (const item of waiting) messages.push(callMessage(parseCall(item)));
  await calls?.sendAll(messages);
  return messages.length;
}
