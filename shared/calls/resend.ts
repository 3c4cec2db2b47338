import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';
import { callMessage } from './make-call.ts';
import { parseCall } from './store.ts';

export interface CallResendReport {
  readonly waiting: number;
  readonly malformed: number;
}

/**
 * Sends the messages of all calls that wait again. Repairs what an outage of the stream, or a purged queue, left out: a message too many
 * finds that it is not time yet, or nothing to do. Scans the table: a tool for ops. Without a queue it only counts.
 */
export async function resendCalls(table: Pick<Table, 'scan'>, calls: Queue | null): Promise<CallResendReport> {
  const messages: OutgoingMessage[] = [];
  let malformed = 0;
  const waiting = table.scan({
    FilterExpression: 'begins_with(pk, :calls) AND #state = :waiting',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':calls': keys.callPrefix, ':waiting': 'waiting' },
  });
  for await (const item of waiting) {
    const message = messageFor(item);
    if (message) messages.push(message);
    else malformed += 1;
  }
  await calls?.sendAll(messages);
  return { waiting: messages.length, malformed };
}

/** Null for a call that cannot be read: one of them must not keep the others back. */
function messageFor(item: Item): OutgoingMessage | null {
  try {
    return callMessage(parseCall(item));
  } catch (error) {
    if (error instanceof CorruptItemError) return null;
    throw error;
  }
}
