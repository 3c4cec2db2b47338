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

/** SES' configuration sets, and the way of their feedback: over SNS, because SES' events on EventBridge are best effort. */
export class MailEvents extends Construct {
  /** Names of the sets. Each can be stopped or given addresses of its own without the other: strangers must not cost a rep a notice. */
  readonly configurationSets: { readonly mails: string; readonly notices: string };

  constructor(scope: Construct, id: string, props: MailEventsProps) {
    super(scope, id);
    const { stage } = props.settings;
    this.configurationSets = { mails: `pheu-${stage}`, notices: `pheu-${stage}-notices` };
    const topic = this.addTopic(props);
    this.addConfigurationSet('', this.configurationSets.mails, topic);
    this.addConfigurationSet('Notice', this.configurationSets.notices, topic);
  }

  private addTopic({ settings, feedbackQueue, undelivered }: MailEventsProps): Topic {
    const topic = new Topic(this, 'Feedback', { topicName: `pheu-${settings.stage}-mail-feedback`, enforceSSL: true });
    const { account, partition, region } = Stack.of(this);
    const sets = Object.values(this.configurationSets).map((name) => `arn:${partition}:ses:${region}:${account}:configuration-set/${name}`);
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'AWS:SourceAccount': account, 'AWS:SourceArn': sets } },
      }),
    );
    topic.addSubscription(new SqsSubscription(feedbackQueue, { rawMessageDelivery: true, deadLetterQueue: undelivered }));
    Validations.of(topic).acknowledge({
      id: 'AwsSolutions-SNS2',
      reason: 'SES cannot publish under the AWS managed key, and a key of our own costs a dollar a month; the topic keeps nothing.',
    });
    return topic;
  }

  private addConfigurationSet(prefix: string, name: string, topic: Topic): void {
    const configurationSet = new CfnConfigurationSet(this, `${prefix}ConfigurationSet`, {
      name,
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
    });
    const destination = new CfnConfigurationSetEventDestination(this, `${prefix}Destination`, {
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
