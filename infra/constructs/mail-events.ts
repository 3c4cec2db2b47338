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

interface MailSet {
  readonly name: string;
  /** SES tells of opens and clicks. @default false */
  readonly isWatched?: boolean;
  /** Over which domain of the company's links are led. @default - one of SES' */
  readonly trackingDomain?: string | undefined;
}

/** SES' configuration sets, and the way of their feedback: over SNS, because SES' events on EventBridge are best effort. */
export class MailEvents extends Construct {
  /**
   * Names of the sets. Each can be stopped or given addresses of its own without the others: strangers must not cost a rep a notice. `watched` is for
   * mails to people who agreed that it is kept whether they open and follow them: SES leads its links over a domain that tells of it.
   */
  readonly configurationSets: { readonly mails: string; readonly notices: string; readonly watched: string };

  constructor(scope: Construct, id: string, props: MailEventsProps) {
    super(scope, id);
    const { stage, trackingDomain } = props.settings;
    this.configurationSets = { mails: `pheu-${stage}`, notices: `pheu-${stage}-notices`, watched: `pheu-${stage}-watched` };
    const topic = this.addTopic(props);
    this.addConfigurationSet('', { name: this.configurationSets.mails }, topic);
    this.addConfigurationSet('Notice', { name: this.configurationSets.notices }, topic);
    this.addConfigurationSet('Watched', { name: this.configurationSets.watched, isWatched: true, trackingDomain }, topic);
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

  private addConfigurationSet(prefix: string, { name, isWatched = false, trackingDomain }: MailSet, topic: Topic): void {
    const configurationSet = new CfnConfigurationSet(this, `${prefix}ConfigurationSet`, {
      name,
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      // Without a domain of the company's own SES takes one of its own.
      ...(trackingDomain === undefined ? {} : { trackingOptions: { customRedirectDomain: trackingDomain, httpsPolicy: 'REQUIRE' } }),
    });
    const destination = new CfnConfigurationSetEventDestination(this, `${prefix}Destination`, {
      configurationSetName: configurationSet.ref,
      eventDestination: {
        name: 'feedback',
        enabled: true,
        // Opens and clicks are behaviour, and mail scanners make most of them: of those alone who agreed. Deliveries say whether a click was at once;
        // of other mails nobody needs them, and they would double the events.
        matchingEventTypes: ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', ...(isWatched ? ['DELIVERY', 'OPEN', 'CLICK'] : [])],
        snsDestination: { topicArn: topic.topicArn },
      },
    });
    // SES tries the topic when the destination is made.
    destination.node.addDependency(topic);
  }
}
