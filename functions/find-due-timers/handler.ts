import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { findDueTimers } from '../../shared/timers/index.ts';

const environment = readEnvironment({ TABLE_NAME: text, TIMER_SHARD_QUEUE_URL: text });
const parts = {
  table: openTable(environment.TABLE_NAME),
  clock: systemClock,
  shards: openQueue(environment.TIMER_SHARD_QUEUE_URL),
  log: createLog('find-due-timers'),
};

export const handler = (): Promise<void> => findDueTimers(parts);
