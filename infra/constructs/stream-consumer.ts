import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { keys } from '../../shared/platform/keys.ts';
import type { PheuFunction } from './pheu-function.ts';

export interface StreamConsumerProps {
  readonly table: Table;
  readonly consumer: PheuFunction;
  readonly failures: Queue;
}

/** Feeds the function with what is new in the table: timeline entries and submissions, nothing else. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { table, consumer, failures }: StreamConsumerProps) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (!streamArn) throw new Error('the table has no stream');
    consumer.allow([
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [streamArn],
      }),
    ]);
    const isNew = { eventName: FilterRule.isEqual('INSERT') };
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      // Tries without end inside this age, on purpose: the function sets a poisoned record aside by itself, so what
      // fails here is an outage, and an outage must cost nothing. After 24 h the stream itself would forget.
      maxRecordAge: Duration.hours(23),
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(failures),
      filters: [
        FilterCriteria.filter({ ...isNew, dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(keys.timelinePrefix) } } } }),
        FilterCriteria.filter({
          ...isNew,
          dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('SUBMISSION#') }, sk: { S: FilterRule.isEqual('RAW') } } },
        }),
      ],
    });
  }
}
