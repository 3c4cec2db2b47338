import { unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { openConfigReader } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { CorruptItemError } from '../../shared/platform/errors.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { type Item, openTable } from '../../shared/platform/table.ts';
import { type ChangedItem, type ProjectChangesParts, projectChanges } from '../../shared/projecting/index.ts';
import { askers, projectors } from './projectors.ts';

const environment = readEnvironment({ TABLE_NAME: text, IDENTITY_KEY: text, WORK_QUEUE_URL: text, PROJECT_FAILURE_QUEUE_URL: text });
const table = openTable(environment.TABLE_NAME);
const parts: ProjectChangesParts = {
  projectors,
  askers,
  table,
  digests: openDigests(environment.IDENTITY_KEY),
  config: openConfigReader(table, systemClock),
  clock: systemClock,
  endedTries: new Set(),
  work: openQueue(environment.WORK_QUEUE_URL),
  failures: openQueue(environment.PROJECT_FAILURE_QUEUE_URL),
  log: createLog('project-changes'),
};

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

function imageOf(image: Image): Item | undefined {
  try {
    return image && unmarshall(image as Parameters<typeof unmarshall>[0]);
  } catch (cause) {
    throw new CorruptItemError('the image of a record cannot be read', { cause });
  }
}

function changedItemOf({ eventName, dynamodb = {} }: DynamoDBRecord): ChangedItem[] {
  const { SequenceNumber, Keys, OldImage, NewImage, ApproximateCreationDateTime } = dynamodb;
  const [pk, sk] = [Keys?.pk?.S, Keys?.sk?.S];
  if (!SequenceNumber || pk === undefined || sk === undefined || eventName === undefined) return [];
  return [
    {
      sequenceNumber: SequenceNumber,
      pk,
      sk,
      change: eventName,
      changedAt: ApproximateCreationDateTime ?? systemClock().getTime() / 1_000,
      images: () => ({ before: imageOf(OldImage), after: imageOf(NewImage) }),
    },
  ];
}

/** The table's stream → what projectors make of the leads that changed. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = await projectChanges(event.Records.flatMap(changedItemOf), parts);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  },
);
