import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export interface AlarmDefinition {
  readonly metric: IMetric;
  /** Rings above this. */
  readonly threshold: number;
  /** Periods of the metric that have to be above in a row. @default 1 */
  readonly periods?: number;
  /** What is wrong, in one sentence. */
  readonly what: string;
  /** Heading in docs/runbook.md, as its anchor. */
  readonly runbook: string;
}

/** All alarms of a stage ring in one topic; each says what is wrong and where to read what to do. */
export class Alarms extends Construct {
  private readonly stage: string;
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.stage = settings.stage;
    const topic = new Topic(this, 'Topic', { topicName: `pheu-${settings.stage}-alarms`, enforceSSL: true });
    // A topic with a policy of its own loses the default one, which had let CloudWatch in.
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    );
    if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    Validations.of(topic).acknowledge({
      id: 'AwsSolutions-SNS2',
      reason:
        'CloudWatch cannot publish to a topic under the AWS managed key, and a key of our own costs a dollar a month; alarms name resources only.',
    });
    this.action = new SnsAction(topic);
  }

  add(id: string, definition: AlarmDefinition): void {
    const alarm = new Alarm(this, id, {
      alarmName: `pheu-${this.stage}-${id}`,
      alarmDescription: `${definition.what} Runbook: docs/runbook.md#${definition.runbook}`,
      metric: definition.metric,
      threshold: definition.threshold,
      evaluationPeriods: definition.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }

  /** Something was given up: the one state that a dead-letter queue may not stay in. */
  addForDeadLetters(queueName: string, queue: Queue): void {
    this.add(`${queueName}-dead-letters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 0,
      what: `Work of ${queueName} was given up and waits in its dead-letter queue.`,
      runbook: 'dead-letters',
    });
  }
}
