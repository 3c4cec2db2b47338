import { StartError } from '../assembly/errors.ts';
import { flagAt, isObject, type Json, type JsonObject, numberAt, objectAt, objectsAt, parseJson, textAt } from '../assembly/json.ts';
import { nameFromArn } from '../assembly/names.ts';
import type { LocalDynamoDb } from '../dynamodb/index.ts';
import type { Deployment, Item } from './provision.ts';

/** Makes the table with its indexes, stream and expiry, or takes the one that the data directory kept. */
export async function createTable({ cloud, assembly }: Deployment, { resource, properties, identity }: Item): Promise<void> {
  const { database } = cloud;
  const name = identity.ref;
  const existing = await database.execute('DescribeTable', { TableName: name });
  const wanted = tableInput(name, properties);
  const described =
    existing.status === 200
      ? objectAt(toJson(existing.body), 'Table')
      : objectAt(await call(database, 'CreateTable', wanted), 'TableDescription');
  if (existing.status === 200) checkSame(described, wanted, name);
  const expiry = objectAt(properties, 'TimeToLiveSpecification');
  if (flagAt(expiry, 'Enabled') && existing.status !== 200) {
    await call(database, 'UpdateTimeToLive', {
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: textAt(expiry, 'AttributeName') ?? '' },
    });
  }
  assembly.setIdentity(resource, {
    ref: name,
    attributes: {
      Arn: identity.attributes.Arn ?? '',
      ...(textAt(described, 'LatestStreamArn') !== undefined && { StreamArn: textAt(described, 'LatestStreamArn') ?? '' }),
    },
  });
}

function tableInput(name: string, properties: JsonObject): JsonObject {
  const isOnDemand = textAt(properties, 'BillingMode') === 'PAY_PER_REQUEST';
  const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  const stream = textAt(objectAt(properties, 'StreamSpecification'), 'StreamViewType');
  const indexes = (key: string): JsonObject[] =>
    objectsAt(properties, key).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName: IndexName ?? '',
      KeySchema: KeySchema ?? [],
      Projection: Projection ?? {},
      ...(!isOnDemand && key === 'GlobalSecondaryIndexes' && { ProvisionedThroughput: throughput }),
    }));
  const [globalIndexes, localIndexes] = [indexes('GlobalSecondaryIndexes'), indexes('LocalSecondaryIndexes')];
  return {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions ?? [],
    KeySchema: properties.KeySchema ?? [],
    ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes }),
    ...(isOnDemand ? { BillingMode: 'PAY_PER_REQUEST' } : { ProvisionedThroughput: throughput }),
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}

/** The data directory may come from an older version of the templates. */
function checkSame(described: JsonObject, wanted: JsonObject, name: string): void {
  const shape = (table: JsonObject): string =>
    JSON.stringify([
      table.KeySchema,
      objectsAt(table, 'GlobalSecondaryIndexes')
        .map(({ IndexName, KeySchema, Projection }) => [IndexName, KeySchema, projectionOf(Projection)])
        .sort(),
    ]);
  if (shape(described) === shape(wanted)) return;
  throw new StartError(
    `the data directory has a table ${name} with other keys or indexes than the template. Move the directory away to start afresh`,
  );
}

function projectionOf(projection: Json | undefined): string {
  const { ProjectionType, NonKeyAttributes } = isObject(projection) ? projection : {};
  return JSON.stringify([ProjectionType, Array.isArray(NonKeyAttributes) ? [...NonKeyAttributes].sort() : []]);
}

async function call(database: LocalDynamoDb, operation: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await database.execute(operation, { ...input });
  if (status !== 200) throw new StartError(`${operation}: ${JSON.stringify(body)}`);
  return toJson(body);
}

function toJson(body: Record<string, unknown>): JsonObject {
  const value = parseJson(JSON.stringify(body));
  return isObject(value) ? value : {};
}

/** Makes the queue; its dead-letter queue stands before it in creation order. */
export function createQueue({ cloud }: Deployment, { properties, identity }: Item): void {
  const fifo = flagAt(properties, 'FifoQueue');
  const redrive = redriveOf(properties);
  const deadLetterArn = redrive && textAt(redrive, 'deadLetterTargetArn');
  const seconds = (property: string): number | undefined => {
    const value = numberAt(properties, property, undefined);
    return value === undefined ? undefined : value * 1000;
  };
  const [visibilityTimeoutMs, delayMs, retentionMs] = [
    seconds('VisibilityTimeout'),
    seconds('DelaySeconds'),
    seconds('MessageRetentionPeriod'),
  ];
  const maximumMessageBytes = numberAt(properties, 'MaximumMessageSize', undefined);
  cloud.queues.createQueue({
    name: nameFromArn(textAt(identity.attributes, 'Arn') ?? ''),
    ...(fifo && { fifo, contentBasedDeduplication: flagAt(properties, 'ContentBasedDeduplication') }),
    ...(textAt(properties, 'DeduplicationScope') === 'messageGroup' && { deduplicationScope: 'messageGroup' as const }),
    ...(visibilityTimeoutMs !== undefined && { visibilityTimeoutMs }),
    ...(delayMs !== undefined && { delayMs }),
    ...(retentionMs !== undefined && { retentionMs }),
    ...(maximumMessageBytes !== undefined && { maximumMessageBytes }),
    ...(redrive && deadLetterArn !== undefined && { redrive: { deadLetterArn, maxReceiveCount: numberAt(redrive, 'maxReceiveCount', 1) } }),
  });
}

/** A template may write the policy as an object or as its JSON. */
function redriveOf(properties: JsonObject): JsonObject | undefined {
  const policy = properties.RedrivePolicy;
  const value = typeof policy === 'string' ? parseJson(policy) : policy;
  return isObject(value) ? value : undefined;
}
