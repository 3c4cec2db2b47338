import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { PoolMessage } from '../../events/index.ts';
import { companyKind } from '../../shared/company/company-config.ts';
import { openConfigReader, readAhead } from '../../shared/config/index.ts';
import { messageGroup, parseBody, processFifo } from '../../shared/platform/batch.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { PoolId, randomIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { withoutWakes } from '../../shared/platform/wake.ts';
import { type AssignParts, assignLeads, ofGroup } from '../../shared/routing/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { territoryKind } from '../../shared/routing/territory-config.ts';

const environment = readEnvironment({ TABLE_NAME: text, ASSIGN_QUEUE_URL: text, NOTICE_QUEUE_URL: text, WORK_QUEUE_URL: text });
const table = openTable(environment.TABLE_NAME);
const parts: AssignParts = {
  table,
  config: await readAhead(openConfigReader(table, systemClock), [territoryKind, poolKind, repKind, companyKind]),
  clock: systemClock,
  ids: randomIds,
  assign: openQueue(environment.ASSIGN_QUEUE_URL),
  notice: openQueue(environment.NOTICE_QUEUE_URL),
  work: openQueue(environment.WORK_QUEUE_URL),
  log: createLog('assign-leads'),
};

/** Queue assign.fifo, one group per pool → owners. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifo(
      withoutWakes(event.Records),
      messageGroup,
      async (group) => {
        const messages = group.map((record) => ofGroup(parseBody(record, PoolMessage), messageGroup(record)));
        await assignLeads(PoolId.parse(messages[0]?.poolId), messages, parts);
      },
      { log: parts.log },
    ),
);
