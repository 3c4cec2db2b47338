import { checked, ResourceError, StartError } from '../assembly/errors.ts';
import { isObject, numberAt, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import { nestedStackType } from '../assembly/read.ts';
import { suppressionReasons } from '../services/index.ts';
import { createBucket } from './create-bucket.ts';
import { createFunction } from './create-function.ts';
import { createMapping } from './create-mapping.ts';
import { createRule, createSchedule, createSubscription } from './create-senders.ts';
import { createQueue, createTable } from './create-storage.ts';
import type { Deployment, Item } from './provision.ts';
import { createReceiptRule } from './receipt-rules.ts';

/** Brings one resource to life. */
export type Executor = (deployment: Deployment, item: Item) => void | Promise<void>;

/** Only remembered: the web tier reads these when everything exists. */
const readLater: Executor = () => {};

/** What the local runtime does for each resource type. A type is here, in no-local-effect.ts, or an error at start. */
export const executors: Readonly<Record<string, Executor>> = {
  [nestedStackType]: async ({ createStack }, { stack, resource }) => {
    const nested = stack.nested.get(resource.logicalId);
    if (!nested) throw new ResourceError(resource, 'has no template in the cloud assembly');
    await createStack(nested);
  },
  'AWS::DynamoDB::Table': createTable,
  'AWS::SQS::Queue': createQueue,
  'AWS::Lambda::Function': createFunction,
  'AWS::Lambda::EventSourceMapping': createMapping,
  'AWS::Lambda::EventInvokeConfig': ({ cloud, afterwards }, { properties, resource }) => {
    const destinations = objectAt(properties, 'DestinationConfig');
    const name = textAt(properties, 'FunctionName') ?? '';
    afterwards.push(() => {
      const fn = [...cloud.functions.values()].find(({ spec }) => spec.name === name || spec.arn === name);
      if (!fn) throw new ResourceError(resource, `names the function ${name}, which is not there`);
      cloud.targets.asyncSettings.set(fn.spec.arn, {
        maximumRetries: numberAt(properties, 'MaximumRetryAttempts', 2),
        maximumAgeMs: numberAt(properties, 'MaximumEventAgeInSeconds', 21_600) * 1000,
        onFailureArn: textAt(objectAt(destinations, 'OnFailure'), 'Destination'),
        onSuccessArn: textAt(objectAt(destinations, 'OnSuccess'), 'Destination'),
      });
    });
  },
  'AWS::IAM::Role': ({ roles }, { resource, properties, identity }) => roles.addRole(resource, properties, identity.ref),
  'AWS::IAM::Policy': ({ roles }, { properties }) => roles.addPolicy(properties),
  'AWS::SQS::QueuePolicy': ({ policies }, { properties }) => policies.addPolicy(properties),
  'AWS::SNS::TopicPolicy': ({ policies }, { properties }) => policies.addPolicy(properties),
  'AWS::Lambda::Permission': ({ policies, cloud }, { properties }) => {
    const name = textAt(properties, 'FunctionName') ?? '';
    policies.addPermission(properties, [...cloud.functions.values()].find(({ spec }) => spec.name === name)?.spec.arn ?? name);
  },
  'AWS::Events::EventBus': ({ cloud }, { identity }) => {
    cloud.events.createBus(identity.ref);
  },
  'AWS::Events::Rule': createRule,
  'AWS::Scheduler::Schedule': createSchedule,
  'AWS::SNS::Topic': readLater,
  'AWS::SNS::Subscription': createSubscription,
  'AWS::SES::ConfigurationSet': ({ cloud }, { properties, identity }) => {
    const reasons = textsAt(objectAt(properties, 'SuppressionOptions'), 'SuppressedReasons');
    cloud.ses.addConfigurationSet(identity.ref, {
      isSendingEnabled: objectAt(properties, 'SendingOptions').SendingEnabled !== false,
      suppressedReasons:
        properties.SuppressionOptions === undefined ? undefined : suppressionReasons.filter((one) => reasons.includes(one)),
    });
  },
  'AWS::SES::ConfigurationSetEventDestination': ({ cloud, afterwards, policies }, { properties, resource }) => {
    const destination = objectAt(properties, 'EventDestination');
    if (destination.Enabled === false) return;
    const topicArn = textAt(objectAt(destination, 'SnsDestination'), 'TopicARN');
    const busArn = textAt(objectAt(destination, 'EventBridgeDestination'), 'EventBusArn');
    if (topicArn === undefined) {
      throw new ResourceError(
        resource,
        busArn === undefined
          ? 'has no SNS destination, the only kind that the local runtime feeds'
          : 'sends to EventBridge; the local runtime feeds SNS only',
      );
    }
    const setArn = `arn:aws:ses:${cloud.options.region}:${cloud.options.accountId}:configuration-set/${textAt(properties, 'ConfigurationSetName')}`;
    afterwards.push(() =>
      checked(resource, () =>
        policies.demand({
          service: 'ses.amazonaws.com',
          action: 'sns:Publish',
          resourceArn: topicArn,
          sourceArn: setArn,
          accountId: cloud.options.accountId,
        }),
      ),
    );
    // SES tries a new destination with words of its own, which are no event.
    afterwards.push(() => cloud.topics.publish(topicArn, 'Successfully validated SNS topic for Amazon SES event publishing.'));
    const wanted = textsAt(destination, 'MatchingEventTypes').map((type) => type.toLowerCase());
    cloud.ses.watch(textAt(properties, 'ConfigurationSetName') ?? '', { opens: wanted.includes('open'), clicks: wanted.includes('click') });
    cloud.feedbackTopics.push({
      setName: textAt(properties, 'ConfigurationSetName') ?? '',
      topicArn,
      eventTypes: wanted,
    });
  },
  'AWS::SES::ReceiptRuleSet': readLater,
  'AWS::SES::ReceiptRule': createReceiptRule,
  'AWS::S3::BucketPolicy': ({ policies }, { properties }) => policies.addPolicy(properties),
  'AWS::S3::Bucket': createBucket,
  'AWS::ApiGatewayV2::Api': (_deployment, { properties, resource }) => {
    if (textAt(properties, 'ProtocolType') !== 'HTTP')
      throw new ResourceError(resource, 'is not an HTTP API; the local runtime plays no other');
    if (isObject(properties.CorsConfiguration)) {
      throw new ResourceError(
        resource,
        'has a CORS configuration of its own, which would answer in place of the functions; the local runtime does not play it',
      );
    }
  },
  'AWS::ApiGatewayV2::Route': readLater,
  'AWS::ApiGatewayV2::Integration': readLater,
  'AWS::ApiGatewayV2::Authorizer': readLater,
  'AWS::ApiGatewayV2::Stage': readLater,
  'AWS::CloudFront::Distribution': readLater,
  'AWS::CloudFront::Function': readLater,
  'AWS::CloudFront::OriginRequestPolicy': readLater,
  'AWS::CloudFront::ResponseHeadersPolicy': readLater,
  'AWS::Cognito::UserPoolDomain': readLater,
  'Custom::CDKBucketDeployment': deployFiles,
  'Custom::*': runCustomResource,
};

function deployFiles({ buckets, cloud, afterwards }: Deployment, { properties, resource, stack }: Item): void {
  const bucketName = textAt(properties, 'DestinationBucketName') ?? '';
  const markers = objectsAt(properties, 'SourceMarkers');
  const directories = textsAt(properties, 'SourceObjectKeys').map((key) => {
    const directory = stack.assets.get(key);
    if (directory === undefined) throw new StartError(`the asset ${key} is not in the cloud assembly`);
    return directory;
  });
  // Deployments of one bucket run in the order of the template; buckets exist by then.
  afterwards.push(() => {
    const bucket = buckets.get(bucketName);
    if (!bucket) throw new ResourceError(resource, `deploys into ${bucketName}, which is no bucket of these templates`);
    const metadata = Object.entries(objectAt(properties, 'SystemMetadata')).map(([name, value]) => [name, String(value)]);
    for (const [index, directory] of directories.entries()) {
      bucket.deploy({
        directory,
        prefix: textAt(properties, 'DestinationBucketKeyPrefix') ?? '',
        exclude: textsAt(properties, 'Exclude'),
        include: textsAt(properties, 'Include'),
        metadata: Object.fromEntries(metadata),
        markers: markers[index] ?? {},
        // Functions and presigned addresses ask the bucket itself.
        also: (key, body, contentType) => cloud.buckets.deploy(bucketName, key, body, contentType),
      });
    }
  });
}

async function runCustomResource(deployment: Deployment, { stack, resource, properties }: Item): Promise<void> {
  const { cloud, assembly, customResources } = deployment;
  const serviceToken = textAt(properties, 'ServiceToken') ?? '';
  const fn = cloud.functions.get(serviceToken);
  if (!fn) throw new ResourceError(resource, `its service token ${serviceToken} is none of our functions`);
  deployment.refreshPrincipals();
  const key = `${stack.name}/${resource.logicalId}`;
  const previous = cloud.state.stored.customResources[key];
  const answer = await customResources.run(fn, {
    resource,
    properties,
    stackId: `arn:aws:cloudformation:${cloud.options.region}:${cloud.options.accountId}:stack/${stack.name}/local`,
    previous,
  });
  cloud.state.stored.customResources[key] = { physicalResourceId: answer.physicalResourceId, properties };
  assembly.setIdentity(resource, { ref: answer.physicalResourceId, attributes: answer.data });
}
