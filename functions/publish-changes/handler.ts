import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { openConfigReader } from '../../shared/config/index.ts';
import { openEndpoints } from '../../shared/event-webhooks/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { openTable } from '../../shared/platform/table.ts';
import { type NewItem, openBus, type PublishParts, publishChanges } from '../../shared/publishing/index.ts';

const environment = readEnvironment({
  TABLE_NAME: text,
  BUS_NAME: text,
  INTAKE_QUEUE_URL: text,
  CALLS_QUEUE_URL: text,
  WORK_QUEUE_URL: text,
  PUBLISH_FAILURE_QUEUE_URL: text,
  IDENTITY_KEY: text,
});
const table = openTable(environment.TABLE_NAME);
const parts: PublishParts = {
  config: openConfigReader(table, systemClock),
  endpoints: openEndpoints(table, systemClock),
  bus: openBus(environment.BUS_NAME),
  intake: openQueue(environment.INTAKE_QUEUE_URL),
  calls: openQueue(environment.CALLS_QUEUE_URL),
  work: openQueue(environment.WORK_QUEUE_URL),
  digests: openDigests(environment.IDENTITY_KEY),
  failures: openQueue(environment.PUBLISH_FAILURE_QUEUE_URL),
  clock: systemClock,
  log: createLog('publish-changes'),
};

function newItemOf(record: DynamoDBRecord): NewItem[] {
  const { SequenceNumber, NewImage } = record.dynamodb ?? {};
  if (!SequenceNumber || !NewImage) return [];
  return [
    {
      sequenceNumber: SequenceNumber,
      isChanged: record.eventName !== 'INSERT',
      item: unmarshall(NewImage as Parameters<typeof unmarshall>[0]),
    },
  ];
}

/** The table's stream → the bus, the second send of submissions, the queue of calls, and what they tell of their end. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = await publishChanges(event.Records.flatMap(newItemOf), parts);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  },
);
