import { ResourceError, StartError } from '../assembly/errors.ts';
import { isObject, type Json, type JsonObject, numberAt, objectAt, objectsAt, parseJson, textAt, textsAt } from '../assembly/json.ts';
import { nameFromArn } from '../assembly/names.ts';
import { checkPattern, matchesPattern } from '../services/index.ts';
import type { ReceivedMessage } from '../services/sqs/index.ts';
import type { LocalFunction } from './functions.ts';
import type { Deployment, Item } from './provision.ts';
import { QueueMapping } from './sqs-mapping.ts';
import { StreamMapping } from './stream-mapping.ts';

/** Connects a queue or a stream with a function; polling starts when everything exists. */
export function createMapping(deployment: Deployment, item: Item): void {
  if (item.properties.Enabled === false) return;
  const sourceArn = textAt(item.properties, 'EventSourceArn') ?? '';
  const filters = filtersOf(item.properties);
  if (sourceArn.includes(':sqs:')) deployment.afterwards.push(() => connectQueue(deployment, item, sourceArn, filters));
  else if (sourceArn.includes(':dynamodb:')) deployment.afterwards.push(() => connectStream(deployment, item, sourceArn, filters));
  else throw new StartError(`reads from ${sourceArn}; the local runtime knows queues and table streams`);
}

function connectQueue(deployment: Deployment, { resource, properties }: Item, queueArn: string, filters: readonly JsonObject[]): void {
  const { cloud } = deployment;
  const target = functionOf(deployment, resource, properties);
  demand(deployment, resource, target, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queueArn);
  const mapping = new QueueMapping(
    {
      logicalId: resource.logicalId,
      queueArn,
      region: cloud.options.region,
      batchSize: numberAt(properties, 'BatchSize', 10),
      windowMs: numberAt(properties, 'MaximumBatchingWindowInSeconds', 0) * 1000,
      // More sandboxes than the function may have would only let messages wait unseen.
      maximumConcurrency: Math.min(numberAt(objectAt(properties, 'ScalingConfig'), 'MaximumConcurrency', 1000), cloud.options.concurrency),
      reportsFailures: textsAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
      accepts: (message) => filters.length === 0 || filters.some((filter) => matchesPattern(filter, filterable(message, filter))),
    },
    {
      queues: cloud.queues,
      target,
      clock: cloud.clock,
      isOut: () => cloud.outages.isOut('sqs'),
      onWorkedOff: (batch) => cloud.surroundings.watcher?.workedOff?.(batch),
    },
  );
  cloud.outages.onChange(() => mapping.poll());
  deployment.queueMappings.push(mapping);
}

function connectStream(deployment: Deployment, { resource, properties }: Item, streamArn: string, filters: readonly JsonObject[]): void {
  const { cloud } = deployment;
  const target = functionOf(deployment, resource, properties);
  const tableArn = streamArn.split('/stream/')[0] ?? '';
  const tableName = nameFromArn(tableArn);
  const destination = textAt(objectAt(objectAt(properties, 'DestinationConfig'), 'OnFailure'), 'Destination');
  demand(deployment, resource, target, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn);
  if (destination !== undefined) demand(deployment, resource, target, ['sqs:SendMessage'], destination);
  const { checkpoints } = cloud.state.stored;
  const key = `${resource.stackName}/${resource.logicalId}`;
  const latest = cloud.database.latestSequence(tableName);
  if (!(key in checkpoints) && textAt(properties, 'StartingPosition') === 'LATEST' && latest !== undefined) checkpoints[key] = latest;
  const age = numberAt(properties, 'MaximumRecordAgeInSeconds', -1);
  const mapping = new StreamMapping(
    {
      logicalId: resource.logicalId,
      tableName,
      streamArn,
      batchSize: numberAt(properties, 'BatchSize', 100),
      windowMs: numberAt(properties, 'MaximumBatchingWindowInSeconds', 0) * 1000,
      bisects: properties.BisectBatchOnFunctionError === true,
      maximumRetries: numberAt(properties, 'MaximumRetryAttempts', -1),
      maximumAgeMs: age < 0 ? -1 : age * 1000,
      reportsFailures: textsAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
      parallelization: Math.min(numberAt(properties, 'ParallelizationFactor', 1), cloud.options.concurrency),
      accepts: (record) => filters.length === 0 || filters.some((filter) => matchesPattern(filter, record)),
    },
    {
      database: cloud.database,
      target,
      clock: cloud.clock,
      isOut: () => cloud.outages.isOut('stream'),
      onDiscarded: (description) => {
        cloud.logs.write('runtime', `${resource.logicalId}: gave up a batch of stream records: ${JSON.stringify(description)}`);
        if (destination === undefined) return;
        cloud.targets.deliver({ arn: destination, sender: resource.logicalId, maximumRetries: 185, maximumAgeMs: 86_400_000 }, description);
      },
      checkpoint: {
        read: () => checkpoints[key],
        write: (sequence) => {
          checkpoints[key] = sequence;
        },
      },
    },
  );
  cloud.outages.onChange(() => mapping.poll());
  deployment.streamMappings.push(mapping);
}

function functionOf({ cloud }: Deployment, resource: Item['resource'], properties: JsonObject): LocalFunction {
  const name = textAt(properties, 'FunctionName') ?? '';
  const fn = [...cloud.functions.values()].find(({ spec }) => spec.name === name || name.startsWith(spec.arn));
  if (!fn) throw new ResourceError(resource, `feeds the function ${name}, which is not there`);
  return fn;
}

/** In AWS the mapping reads with the function's role; a missing grant would only show as silence. */
function demand({ cloud }: Deployment, resource: Item['resource'], fn: LocalFunction, actions: readonly string[], arn: string): void {
  const [accessKeyId = ''] = fn.spec.accessKeyIds;
  for (const action of actions) {
    const verdict = cloud.iam.check(accessKeyId, action, arn);
    if (!verdict.allowed) throw new ResourceError(resource, `AccessDenied: ${verdict.why}`);
  }
}

function filtersOf(properties: JsonObject): JsonObject[] {
  return objectsAt(objectAt(properties, 'FilterCriteria'), 'Filters').map(({ Pattern }) => {
    const pattern: Json = typeof Pattern === 'string' ? parseJson(Pattern) : (Pattern ?? null);
    if (!isObject(pattern)) throw new StartError('has a filter whose pattern is no object');
    checkPattern(pattern);
    return pattern;
  });
}

/** A filter on `body` looks into the message's JSON; a body that is none fits no such filter. */
function filterable(message: ReceivedMessage, filter: JsonObject): unknown {
  if (!isObject(filter.body)) return message;
  try {
    return { ...message, body: parseJson(message.body) };
  } catch {
    return { ...message, body: undefined };
  }
}
