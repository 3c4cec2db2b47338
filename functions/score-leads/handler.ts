import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ScoreMessage } from '../../events/index.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { lifecycleKind } from '../../shared/lifecycle/lifecycle-config.ts';
import { parseBody, processGroups, toDeadLetters } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { LeadId, randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { type ScoreParts, scoreLead } from '../../shared/scoring/index.ts';
import { scoringKind } from '../../shared/scoring/scoring-config.ts';

const environment = readEnvironment({ TABLE_NAME: text, NOTICE_QUEUE_URL: text, WORK_QUEUE_URL: text });
const table = openTable(environment.TABLE_NAME);
const log = createLog('score-leads');
const parts: ScoreParts = {
  table,
  config: await readAhead(openConfigReader(table, systemClock), [scoringKind, companyKind, lifecycleKind]),
  clock: systemClock,
  ids: randomIds,
  notice: openQueue(environment.NOTICE_QUEUE_URL),
  work: openQueue(environment.WORK_QUEUE_URL),
  log,
};

/** What a batch says of one lead is counted in one go. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processGroups(
    event.Records,
    (record) => parseBody(record, ScoreMessage),
    ({ leadId }) => leadId,
    (leadId, messages, delivery) => scoreLead(LeadId.parse(leadId), messages, parts, delivery),
    { log, onFinal: toDeadLetters },
  );
