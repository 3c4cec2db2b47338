import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { WorkMessage } from '../../events/index.ts';
import { openConfigReader } from '../../shared/config/index.ts';
import { openAccounts } from '../../shared/platform/accounts.ts';
import { parseBody, processBatch, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openMailServers } from '../../shared/platform/mail-servers.ts';
import { openObjects } from '../../shared/platform/objects.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openSuppressedAddresses } from '../../shared/platform/suppressed-addresses.ts';
import { openTable } from '../../shared/platform/table.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import { workKinds } from './kinds.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  ASSIGN_QUEUE_URL: text,
  NOTICE_QUEUE_URL: text,
  MAIL_QUEUE_URL: text,
  SCORE_QUEUE_URL: text,
  WORK_QUEUE_URL: text,
  IDENTITY_KEY: text,
  USER_POOL_ID: text,
  IMPORTS_BUCKET: text,
});
const table = openTable(environment.TABLE_NAME);
const log = createLog('do-work');
const parts: WorkParts = {
  table,
  config: openConfigReader(table, systemClock),
  clock: systemClock,
  ids: randomIds,
  digests: openDigests(environment.IDENTITY_KEY),
  askMailServers: openMailServers(),
  listSuppressed: openSuppressedAddresses(),
  accounts: openAccounts(environment.USER_POOL_ID),
  objects: openObjects(environment.IMPORTS_BUCKET),
  queues: {
    assign: openQueue(environment.ASSIGN_QUEUE_URL),
    notice: openQueue(environment.NOTICE_QUEUE_URL),
    mail: openQueue(environment.MAIL_QUEUE_URL),
    score: openQueue(environment.SCORE_QUEUE_URL),
    work: openQueue(environment.WORK_QUEUE_URL),
  },
  log,
};

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processBatch(event.Records, (record) => doWork(parseBody(record, WorkMessage), workKinds, parts), { log, onFinal: toDeadLetters });
