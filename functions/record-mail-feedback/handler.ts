import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { RecordParts } from '../../shared/engagement/index.ts';
import { groupOfEvent, recordMailEvents } from '../../shared/mail/record-mail-events.ts';
import { parseSesEvent } from '../../shared/mail/ses-event.ts';
import { processGroups, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';

const environment = readEnvironment({ TABLE_NAME: text, SCORE_QUEUE_URL: text, IDENTITY_KEY: text });
const log = createLog('record-mail-feedback');
const parts: RecordParts = {
  table: openTable(environment.TABLE_NAME),
  score: openQueue(environment.SCORE_QUEUE_URL),
  clock: systemClock,
  ids: randomIds,
  digests: openDigests(environment.IDENTITY_KEY),
  log,
};

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processGroups(
    event.Records,
    (record) => parseSesEvent(record.body),
    groupOfEvent,
    (_, events) => recordMailEvents(events, parts),
    // The whole batch at once, so that a slow table costs a large batch no more time than a small one.
    { log, concurrency: event.Records.length, onFinal: toDeadLetters },
  );
