import { assign, notice } from './next-queues.ts';

// The import above stands apart and first: a bundle sets up its modules in this order, and others are woken before the rest is.

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { IntakeMessage } from '../../events/index.ts';
import { formKind } from '../../shared/capture/form-config.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { intakeSubmission, quarantineSubmission, type SubmissionParts } from '../../shared/intake/index.ts';
import { lifecycleKind } from '../../shared/lifecycle/lifecycle-config.ts';
import { messageGroup, parseBody, processFifoInOrder } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { CorruptItemError } from '../../shared/platform/errors.ts';
import { randomIds, SubmissionRef } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { productKind } from '../../shared/products/product-config.ts';
import { territoryKind } from '../../shared/routing/territory-config.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  MAIL_QUEUE_URL: text,
  SCORE_QUEUE_URL: text,
  IDENTITY_KEY: text,
});
const table = openTable(environment.TABLE_NAME);
const parts: SubmissionParts = {
  table,
  config: await readAhead(openConfigReader(table, systemClock), [
    formKind,
    territoryKind,
    companyKind,
    scoringKind,
    lifecycleKind,
    productKind,
  ]),
  clock: systemClock,
  ids: randomIds,
  digests: openDigests(environment.IDENTITY_KEY),
  assign,
  notice,
  mail: openQueue(environment.MAIL_QUEUE_URL),
  score: openQueue(environment.SCORE_QUEUE_URL),
  log: createLog('intake-submissions'),
};

const namedSubmission = IntakeMessage.extend(SubmissionRef.shape);

/** A message that names no submission has nothing to set aside: it is logged, and its submission came over the stream as well. */
async function setAside(record: SQSRecord): Promise<void> {
  let ref: SubmissionRef;
  try {
    ref = parseBody(record, namedSubmission);
  } catch (error) {
    if (error instanceof CorruptItemError) return;
    throw error;
  }
  await quarantineSubmission(ref, ['corrupt'], parts);
}

/** Queue intake.fifo, one group per person → lead, link or quarantine. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoInOrder(event.Records, messageGroup, (record) => intakeSubmission(parseBody(record, namedSubmission), parts), {
      log: parts.log,
      onFinal: setAside,
    }),
);
