import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { IntakeMessage } from '../../events/index.ts';
import { openConfigReader } from '../../shared/config/index.ts';
import { type IntakeParts, intakeSubmission, quarantineSubmission } from '../../shared/intake/index.ts';
import { messageGroup, processFifoInOrder } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds, SubmissionRef } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';

const environment = readEnvironment({ TABLE_NAME: text, ASSIGN_QUEUE_URL: text, NOTICE_QUEUE_URL: text, MAIL_QUEUE_URL: text });
const table = openTable(environment.TABLE_NAME);
const parts: IntakeParts = {
  table,
  config: openConfigReader(table, systemClock),
  clock: systemClock,
  ids: randomIds,
  assign: openQueue(environment.ASSIGN_QUEUE_URL),
  notice: openQueue(environment.NOTICE_QUEUE_URL),
  mail: openQueue(environment.MAIL_QUEUE_URL),
  log: createLog('intake-submissions'),
};

function refOf(record: SQSRecord): SubmissionRef {
  return SubmissionRef.parse(IntakeMessage.parse(JSON.parse(record.body)));
}

/** Queue intake.fifo, one group per person → lead, link or quarantine. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoInOrder(event.Records, messageGroup, (record) => intakeSubmission(refOf(record), parts), {
      log: parts.log,
      onFinal: (record) => quarantineSubmission(refOf(record), ['corrupt'], parts),
    }),
);
