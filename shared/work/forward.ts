import { z } from 'zod';
import type { OrderedMessage } from '../platform/queues.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer } from '../timers/index.ts';
import { askFor, defineWork } from './kind.ts';

/** FIFO queues that a timer can reach by way of `work`. */
const ForwardTarget = z.enum(['assign']);

/** Groups and deduplication ids as SQS spells them. */
const QueueId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** Passes a message on to a FIFO queue, which takes no delay of its own. The queue's own deduplication swallows a repeat. */
export const forwardWork = defineWork({
  kind: 'forward',
  schema: z.object({
    queue: ForwardTarget,
    groupId: QueueId,
    deduplicationId: QueueId,
    body: z.record(z.string(), z.unknown()),
  }),
  run: ({ queue, ...message }, { queues }) => queues[queue].send(message),
});

/**
 * Returns the write of a timer that sends a message to a FIFO queue when it is due.
 * @throws ZodError for a message that SQS would refuse, or that is no object
 */
export function putForwardTimer(
  due: { readonly timerId: string; readonly dueAt: string },
  queue: z.infer<typeof ForwardTarget>,
  { body, groupId, deduplicationId }: OrderedMessage,
): PutWrite {
  const asked = askFor(forwardWork, forwardWork.schema.parse({ queue, groupId, deduplicationId, body }));
  return putTimer({ ...due, queue: 'work', groupId: asked.groupId, message: asked.body });
}
