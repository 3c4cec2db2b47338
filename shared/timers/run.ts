import type { TimerShardMessage } from '../../events/index.ts';
import { addMs, type Clock, daysMs, epochSeconds, minutesMs, secondsMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item, Table } from '../platform/table.ts';
import { dueShards, hasDueTimer, readDueTimers } from './store.ts';
import { messageOf, Timer, TimerQueue } from './timer.ts';

/** Timers due within this time are sent ahead with a delay to the exact second; longer than the minute between two looks. */
export const lookAheadMs = minutesMs;
const pageSize = 100;
const badTimerDays = 30;

/** Looks into all shards and asks for a run of those that hold something due; an idle minute costs reads only. */
export async function findDueTimers(parts: { table: Table; clock: Clock; shards: Queue; log: Log }): Promise<void> {
  const until = addMs(parts.clock(), lookAheadMs);
  const looks = await Promise.all(dueShards.map(async (shard) => ({ shard, due: await hasDueTimer(parts.table, shard, until) })));
  const messages = looks.filter(({ due }) => due).map(({ shard }) => ({ body: { v: 1, shard } satisfies TimerShardMessage }));
  if (messages.length === 0) return;
  await parts.shards.sendAll(messages);
  parts.log.info('due timers found', { shards: messages.length });
}

export interface RunParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly queues: Readonly<Record<Timer['queue'], Queue>>;
  readonly log: Log;
  /** Milliseconds this invocation has left. */
  readonly timeLeftMs: () => number;
}

const reserveMs = 10 * secondsMs;

/**
 * Sends what a shard holds due and deletes it after. A crash between the two sends a timer twice, and whoever receives it asks its
 * own state; the other order could lose it. What is left when the time runs out is first in line at the next minute's look.
 */
export async function runShard({ shard }: TimerShardMessage, parts: RunParts): Promise<void> {
  const until = addMs(parts.clock(), lookAheadMs);
  let after: Item | undefined;
  let sent = 0;
  do {
    const page = await readDueTimers(parts.table, shard, until, { limit: pageSize, after });
    sent += await sendPage(page.items, parts);
    after = page.next;
  } while (after && parts.timeLeftMs() > reserveMs);
  parts.log.info('timers sent', { shard, sent, more: after !== undefined });
}

async function sendPage(items: readonly Item[], parts: RunParts): Promise<number> {
  const timers: Timer[] = [];
  for (const item of items) {
    const parsed = Timer.safeParse(item);
    if (parsed.success) timers.push(parsed.data);
    else await setAside(item, parts);
  }
  const now = parts.clock();
  for (const queue of TimerQueue.options) {
    const messages = timers.filter((timer) => timer.queue === queue).map((timer) => messageOf(timer, now));
    if (messages.length > 0) await parts.queues[queue].sendAll(messages);
  }
  await parts.table.deleteAll(timers.map(({ dueAt, timerId }) => keys.timer(dueAt, timerId)));
  return timers.length;
}

/** An unreadable timer would be first in line every minute for ever. */
async function setAside(item: Item, { table, clock, log }: RunParts): Promise<void> {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  const expiresAt = epochSeconds(addMs(clock(), badTimerDays * daysMs));
  await table.transact([{ Put: { Item: { ...keys.badRow(`timer-${key.sk}`), item, expiresAt } } }, { Delete: { Key: key } }]);
  log.error('a timer is malformed and set aside', new CorruptItemError('a timer does not have the shape this version knows'), {
    shard: key.pk,
  });
}
