import { addMs, type Clock } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { PutWrite, Table, WriteItem } from '../platform/table.ts';
import { lookAheadMs } from './run.ts';
import { messageOf, Timer } from './timer.ts';

/** What sending at once takes; timers of other queues are left to the look of the minute. */
export interface SendingParts {
  readonly table: Pick<Table, 'deleteAll'>;
  readonly queues: Readonly<Partial<Record<Timer['queue'], Queue>>>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends what timers that were just set ask for, where it is due before the next look of the minute would surely find it, and takes these timers
 * away. For whoever committed the writes. Never throws: a timer that is not sent here stays, and is sent by that look.
 */
export async function sendDueTimers(writes: readonly WriteItem[], { table, queues, clock, log }: SendingParts): Promise<void> {
  const now = clock();
  const due = timersIn(writes).filter(({ dueAt, queue }) => queues[queue] !== undefined && new Date(dueAt) <= addMs(now, lookAheadMs));
  try {
    await Promise.all(due.map((timer) => queues[timer.queue]?.send(messageOf(timer, now))));
    // In this order: a timer that is sent twice does no harm, and one that is never sent does.
    if (due.length > 0) await table.deleteAll(due.map(({ dueAt, timerId }) => keys.timer(dueAt, timerId)));
  } catch (error) {
    log.warn('what is due at once is left to its timer', { timers: due.length, reason: error instanceof Error ? error.name : 'unknown' });
  }
}

/**
 * Sends what a timer would ask for, which is not set: for whoever is asked again until this has succeeded.
 * @throws where the queue did not take it
 */
export async function sendInPlaceOf(timer: PutWrite, { queues, clock }: Pick<SendingParts, 'queues' | 'clock'>): Promise<void> {
  const { queue, ...asked } = Timer.parse(timer.Put.Item);
  const to = queues[queue];
  if (!to) throw new TypeError(`nobody here may send to the queue ${queue}`);
  await to.send(messageOf({ queue, ...asked }, clock()));
}

function timersIn(writes: readonly WriteItem[]): Timer[] {
  return writes.flatMap((write) => ('Put' in write && keys.isTimer(write.Put.Item) ? [Timer.parse(write.Put.Item)] : []));
}
