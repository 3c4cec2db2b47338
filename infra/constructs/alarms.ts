import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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
  /** One such period among them is enough. @default false */
  readonly isAnyPeriod?: boolean;
  /** Says when it is over, too. @default true */
  readonly saysWhenOver?: boolean;
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
      ...(definition.isAnyPeriod ? { datapointsToAlarm: 1 } : {}),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    if (definition.saysWhenOver ?? true) alarm.addOkAction(this.action);
  }

  /**
   * Rings for each arrival in a queue that nobody consumes by machine, however much lies there already: the depth grew.
   * `NumberOfMessagesSent` would not do, because SQS does not count what it moves itself. A queue that nobody touches for six hours
   * reports nothing, so the depth before the first arrival is filled in as 0. Metrics may come late: one of three periods is enough.
   */
  addForArrivals(name: string, queue: Queue, what: string): void {
    const period = Duration.minutes(5);
    const depth = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
    this.add(name, {
      metric: new MathExpression({ expression: 'DIFF(FILL(depth, 0))', usingMetrics: { depth }, period, label: 'messages that arrived' }),
      threshold: 0,
      periods: 3,
      isAnyPeriod: true,
      // The depth no longer grows, but what arrived still lies there: "OK" would read as "settled".
      saysWhenOver: false,
      what,
      runbook: 'dead-letters',
    });
  }
}
