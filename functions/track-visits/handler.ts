import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text, texts } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { trackVisits } from '../../shared/tracking/track-visits.ts';

const environment = readEnvironment({ TABLE_NAME: text, SCORE_QUEUE_URL: text, WORK_QUEUE_URL: text, MAIL_LINK_KEYS: texts });
const table = openTable(environment.TABLE_NAME);
const parts = {
  table,
  config: await readAhead(openConfigReader(table, systemClock), [companyKind]),
  score: openQueue(environment.SCORE_QUEUE_URL),
  work: openQueue(environment.WORK_QUEUE_URL),
  log: createLog('track-visits'),
  mailLinks: { signingKeys: environment.MAIL_LINK_KEYS, clock: systemClock, ids: randomIds },
};

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const messages = Records.map(({ messageId, body, attributes }) => ({
    messageId,
    body,
    receivedAt: new Date(Number(attributes.SentTimestamp)),
    isRepeated: Number(attributes.ApproximateReceiveCount) > 1,
  }));
  const failed = await trackVisits(messages, parts);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
