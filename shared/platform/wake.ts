import type { WakeMessage } from '../../events/index.ts';
import type { Queue } from './queues.ts';

/** Queues whose consumers come next on somebody's way; `ordered` are FIFO queues. */
interface NextQueues {
  readonly ordered: readonly Queue[];
  readonly plain: readonly Queue[];
}

/** What a start waits for its wake messages at most: later they would save nothing. */
const patienceMs = 500;

const body: WakeMessage = { v: 1, kind: 'wake' };
const bodyText = JSON.stringify(body);
/** A group of its own holds up nobody; SQS drops further ones of the same id for five minutes, which a consumer that woke stays awake. */
const inOrder = { body, groupId: 'wake', deduplicationId: 'wake' };

/**
 * Has the consumers of the next queues start while the calling function is still loading, so that one post does not wait for all of them
 * in turn. Never rejects: a wake that is lost costs what it would have saved.
 */
export async function wakeNext({ ordered, plain }: NextQueues): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  await Promise.allSettled([...ordered.map((queue) => queue.send(inOrder, signal)), ...plain.map((queue) => queue.send({ body }, signal))]);
}

/** Leaves out of a batch what only woke its consumer. */
export function withoutWakes<Message extends { readonly body: string }>(records: readonly Message[]): Message[] {
  return records.filter((record) => record.body !== bodyText);
}
