import { createHash } from 'node:crypto';
import type { Json, JsonObject } from './json.ts';
import { textAt } from './json.ts';
import type { Resource } from './read.ts';

/** Where the invented account is. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
  /** Host (and port) at which the runtime plays a distribution of CloudFront. */
  publicHostOf(distribution: Resource): string;
  /** Addresses of the cloud, each with where this machine answers in its place. */
  readonly localAddresses: readonly (readonly [cloud: string | RegExp, local: string])[];
  queueUrl(queueName: string): string;
}

/** What Ref and GetAtt answer for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** Short, stable text from the resource's place: the same at every start, so data on disk keeps its names. */
export function fingerprintOf(resource: Resource, length: number): string {
  return createHash('sha256').update(`${resource.stackName}/${resource.logicalId}`).digest('hex').slice(0, length).toUpperCase();
}

/** The physical name and attributes of a resource; where the template gives no name, one is invented as CloudFormation does. */
export function identify(resource: Resource, properties: JsonObject, place: Place): Identity {
  const { region, accountId } = place;
  const fingerprint = fingerprintOf(resource, 12);
  const invented = `${resource.stackName}-${resource.logicalId}`.slice(0, 50).concat('-', fingerprint);
  const named = (property: string): string => textAt(properties, property) ?? invented;
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const globalArn = (service: string, rest: string): string => `arn:aws:${service}::${accountId}:${rest}`;

  switch (resource.type) {
    case 'AWS::DynamoDB::Table': {
      const name = named('TableName');
      const tableArn = arn('dynamodb', `table/${name}`);
      return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/2026-01-01T00:00:00.000` } };
    }
    case 'AWS::SQS::Queue': {
      const fifo = properties.FifoQueue === true;
      const name = textAt(properties, 'QueueName') ?? (fifo ? `${invented}.fifo` : invented);
      return { ref: place.queueUrl(name), attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: place.queueUrl(name) } };
    }
    case 'AWS::Lambda::Function': {
      const name = named('FunctionName');
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    }
    case 'AWS::IAM::Role': {
      const name = named('RoleName');
      return { ref: name, attributes: { Arn: globalArn('iam', `role/${name}`), RoleId: `AROA${fingerprint}` } };
    }
    case 'AWS::Logs::LogGroup': {
      const name = named('LogGroupName');
      return { ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } };
    }
    case 'AWS::Events::EventBus': {
      const name = named('Name');
      return { ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } };
    }
    case 'AWS::Events::Rule': {
      const bus = textAt(properties, 'EventBusName');
      const name = named('Name');
      return {
        ref: name,
        attributes: { Arn: arn('events', bus === undefined || bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`) },
      };
    }
    case 'AWS::Scheduler::Schedule':
      return {
        ref: named('Name'),
        attributes: { Arn: arn('scheduler', `schedule/${textAt(properties, 'GroupName') ?? 'default'}/${named('Name')}`) },
      };
    case 'AWS::SNS::Topic': {
      const topicArn = arn('sns', named('TopicName'));
      return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: named('TopicName') } };
    }
    case 'AWS::S3::Bucket': {
      const name = textAt(properties, 'BucketName') ?? invented.toLowerCase();
      const domain = `${name}.s3.amazonaws.com`;
      return {
        ref: name,
        attributes: {
          Arn: `arn:aws:s3:::${name}`,
          DomainName: domain,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
          WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
        },
      };
    }
    case 'AWS::ApiGatewayV2::Api': {
      const id = fingerprintOf(resource, 10).toLowerCase();
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com` } };
    }
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: textAt(properties, 'StageName') ?? '$default', attributes: {} };
    case 'AWS::Cognito::UserPool': {
      const id = `${region}_${fingerprintOf(resource, 9)}`;
      const issuer = `cognito-idp.${region}.amazonaws.com/${id}`;
      return {
        ref: id,
        attributes: { UserPoolId: id, Arn: arn('cognito-idp', `userpool/${id}`), ProviderName: issuer, ProviderURL: `https://${issuer}` },
      };
    }
    case 'AWS::Cognito::UserPoolClient':
      return {
        ref: fingerprintOf(resource, 26).toLowerCase(),
        attributes: { ClientId: fingerprintOf(resource, 26).toLowerCase(), Name: named('ClientName') },
      };
    case 'AWS::CloudFront::Distribution':
      return {
        ref: `E${fingerprint}`,
        attributes: {
          Id: `E${fingerprint}`,
          DomainName: place.publicHostOf(resource),
          Arn: globalArn('cloudfront', `distribution/E${fingerprint}`),
        },
      };
    case 'AWS::Cognito::UserPoolDomain':
      return { ref: named('Domain'), attributes: {} };
    case 'AWS::CloudFront::Function': {
      const functionArn = globalArn('cloudfront', `function/${named('Name')}`);
      return { ref: functionArn, attributes: { FunctionARN: functionArn, 'FunctionMetadata.FunctionARN': functionArn, Stage: 'LIVE' } };
    }
    case 'AWS::SES::ConfigurationSet':
      return { ref: named('Name'), attributes: {} };
    case 'AWS::SES::ReceiptRuleSet':
      return { ref: named('RuleSetName'), attributes: {} };
    case 'AWS::CloudWatch::Alarm':
      return { ref: named('AlarmName'), attributes: { Arn: arn('cloudwatch', `alarm:${named('AlarmName')}`) } };
    default:
      return { ref: invented, attributes: { Arn: arn('local', `${resource.logicalId}/${fingerprint}`), Id: fingerprint } };
  }
}

/** The name part of an ARN: the function, queue, topic, bus or table that it points to. */
export function nameFromArn(arn: string): string {
  const last = arn.split(':').slice(5).join(':');
  return last.replace(/^(function|table|event-bus|role|log-group|rule|policy):?\/?/, '').replace(/:\*$/, '');
}
