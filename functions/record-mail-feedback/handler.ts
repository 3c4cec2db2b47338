import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type FeedbackParts, recordFeedback } from '../../shared/mail/feedback.ts';
import { processBatch, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openTable } from '../../shared/platform/table.ts';

const environment = readEnvironment({ TABLE_NAME: text });
const log = createLog('record-mail-feedback');
const parts: FeedbackParts = { table: openTable(environment.TABLE_NAME), clock: systemClock, ids: randomIds, log };

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processBatch(event.Records, (record) => recordFeedback(record.body, parts), { log, onFinal: toDeadLetters });
