import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export interface MailEventsProps {
  readonly settings: Settings;
  /** Where SES' feedback is worked off. */
  readonly feedbackQueue: Queue;
  /** Where SNS puts what it could not deliver. */
  readonly undelivered: Queue;
}

/** SES' configuration set, and the way of its feedback: over SNS, because SES' events on EventBridge are best effort. */
export class MailEvents extends Construct {
  readonly configurationSetName: string;

  constructor(scope: Construct, id: string, props: MailEventsProps) {
    super(scope, id);
    this.configurationSetName = `pheu-${props.settings.stage}`;
    const topic = new Topic(this, 'Feedback', { topicName: `pheu-${props.settings.stage}-mail-feedback`, enforceSSL: true });
    const { account, partition, region } = Stack.of(this);
    const configurationSetArn = `arn:${partition}:ses:${region}:${account}:configuration-set/${this.configurationSetName}`;
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'AWS:SourceAccount': account, 'AWS:SourceArn': configurationSetArn } },
      }),
    );
    topic.addSubscription(new SqsSubscription(props.feedbackQueue, { rawMessageDelivery: true, deadLetterQueue: props.undelivered }));
    Validations.of(topic).acknowledge({
      id: 'AwsSolutions-SNS2',
      reason: 'SES cannot publish under the AWS managed key, and a key of our own costs a dollar a month; the topic keeps nothing.',
    });

    const configurationSet = new CfnConfigurationSet(this, 'ConfigurationSet', {
      name: this.configurationSetName,
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
    });
    const destination = new CfnConfigurationSetEventDestination(this, 'Destination', {
      configurationSetName: configurationSet.ref,
      eventDestination: {
        name: 'feedback',
        enabled: true,
        // No opens and no clicks: they are behaviour, and mail scanners make most of them. shared/engagement says how to switch them on.
        // Deliveries are left out: nobody needs them, and they would double the events.
        matchingEventTypes: ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT'],
        snsDestination: { topicArn: topic.topicArn },
      },
    });
    // SES tries the topic when the destination is made.
    destination.node.addDependency(topic);
  }
}
