import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PheuFunction } from './pheu-function.ts';

/** A pattern that records of the stream fit. */
export type StreamFilter = Readonly<Record<string, unknown>>;

export interface StreamConsumerProps {
  readonly table: Table;
  readonly consumer: PheuFunction;
  readonly failures: Queue;
  /** Wakes the function for records that fit one of these, and for nothing else. */
  readonly filters: readonly StreamFilter[];
  /** @default 100 */
  readonly batchSize?: number;
  /** How long records wait for each other. @default 0 */
  readonly windowSeconds?: number;
}

/** Feeds the function with changes of the table. A stream has two readers at most: a third one would slow both down. */
export class StreamConsumer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { table, consumer, failures, filters, batchSize = 100, windowSeconds = 0 }: StreamConsumerProps,
  ) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (!streamArn) throw new Error('the table has no stream');
    consumer.allow([
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [streamArn],
      }),
    ]);
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      ...(windowSeconds === 0 ? {} : { maxBatchingWindow: Duration.seconds(windowSeconds) }),
      bisectBatchOnError: true,
      // Tries without end inside this age, on purpose: the function sets a poisoned record aside by itself, so what
      // fails here is an outage, and an outage must cost nothing. After 24 h the stream itself would forget.
      maxRecordAge: Duration.hours(23),
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(failures),
      filters: filters.map((filter) => FilterCriteria.filter({ ...filter })),
    });
  }
}
