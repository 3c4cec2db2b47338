import { z } from 'zod';
import { secondsMs } from '../platform/clock.ts';
import { digest } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { OutgoingMessage } from '../platform/queues.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';

/** Queues that timers may feed. A FIFO queue takes no delay: what is meant for one goes to `work`, which passes it on. */
export const TimerQueue = z.enum(['notice', 'mail', 'score', 'work']);

/** A message to be sent to a queue at a given second. The receiver re-reads its state, so a cancelled purpose wins over a late timer. */
export const Timer = z.object({
  timerId: z.string().min(1),
  dueAt: z.iso.datetime(),
  queue: TimerQueue,
  /** Where the queue is shared by kinds of work: the kind. */
  groupId: z.string().optional(),
  message: z.record(z.string(), z.unknown()),
});
export type Timer = z.infer<typeof Timer>;

/** The same purpose gives the same id, so that setting a timer twice sets one. */
export function timerIdFor(...purpose: readonly string[]): string {
  return digest(...purpose);
}

export function putTimer(timer: Timer): PutWrite {
  return { Put: { Item: { ...keys.timer(timer.dueAt, timer.timerId), ...timer } } };
}

/** Returns the message of a timer, with the delay to the exact second. */
export function messageOf({ dueAt, groupId, message }: Timer, now: Date): OutgoingMessage {
  const delaySeconds = Math.max(0, Math.ceil((Date.parse(dueAt) - now.getTime()) / secondsMs));
  return { body: message, delaySeconds, ...(groupId === undefined ? {} : { groupId }) };
}

/**
 * Leaves out timers that stand among these writes already: a transaction writes no item twice, and what several of its parts wait for at one
 * moment is one timer.
 */
export function eachTimerOnce<Write extends WriteItem>(writes: readonly Write[]): Write[] {
  const known = new Set<string>();
  return writes.filter((write) => {
    const item = 'Put' in write ? write.Put.Item : undefined;
    if (!keys.isTimer(item)) return true;
    const place = `${item?.pk} ${item?.sk}`;
    return !known.has(place) && known.add(place);
  });
}
