import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { TimerShardMessage } from '../../events/index.ts';
import { parseBody, processBatch, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { runShard } from '../../shared/timers/index.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  NOTICE_QUEUE_URL: text,
  MAIL_QUEUE_URL: text,
  SCORE_QUEUE_URL: text,
  WORK_QUEUE_URL: text,
});
const log = createLog('run-timers');
const parts = {
  table: openTable(environment.TABLE_NAME),
  clock: systemClock,
  queues: {
    notice: openQueue(environment.NOTICE_QUEUE_URL),
    mail: openQueue(environment.MAIL_QUEUE_URL),
    score: openQueue(environment.SCORE_QUEUE_URL),
    work: openQueue(environment.WORK_QUEUE_URL),
  },
  log,
};

export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const timeLeftMs = () => context.getRemainingTimeInMillis();
  return processBatch(event.Records, (record) => runShard(parseBody(record, TimerShardMessage), { ...parts, timeLeftMs }), {
    log,
    onFinal: toDeadLetters,
  });
};
