import { timerShards } from '../shared/platform/keys.ts';
import { price } from './prices.ts';

/** One kind of bill in a month in which nobody posts anything. */
export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usd: number;
}

export interface IdleCost {
  readonly lines: readonly CostLine[];
  readonly totalUsd: number;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const monthSeconds = 730 * 3_600;
/** Lambda keeps five long polls of 20 s open on a queue whose consumers are bounded, and may go down to two on any other standard queue. */
const boundedPollers = 5;
const unboundedPollers = 2;
const longPollSeconds = 20;
/** Of the function that looks for due timers and finds none, warm; measured generously. */
const scanSeconds = 0.25;
/** Of a function that is called with nothing to do; mostly some milliseconds, and now and then a start. */
const emptyCallSeconds = 0.05;
/** Lambda's start and report records and a line of the function, in JSON. */
const callLogBytes = 1_500;

/** Types that cost nothing while nobody uses them, and why. */
const freeWhenIdle: Readonly<Record<string, string>> = {
  'AWS::Athena::NamedQuery': 'free',
  'AWS::Athena::WorkGroup': 'per scanned byte of a question',
  'AWS::ApiGatewayV2::Api': 'per request',
  'AWS::ApiGatewayV2::Authorizer': 'per request',
  'AWS::ApiGatewayV2::Integration': 'per request',
  'AWS::ApiGatewayV2::Route': 'per request',
  'AWS::ApiGatewayV2::Stage': 'per request',
  'AWS::CDK::Metadata': 'nothing behind it',
  'AWS::CertificateManager::Certificate': 'public certificates are free',
  'AWS::CloudFormation::Stack': 'free; what is in it is counted from its own template',
  'AWS::CloudFront::Distribution': 'per request and byte',
  'AWS::CloudFront::Function': 'per call: US$ 0.10 a million',
  'AWS::CloudFront::OriginAccessControl': 'free',
  'AWS::CloudFront::OriginRequestPolicy': 'free',
  'AWS::Cognito::ManagedLoginBranding': 'free',
  'AWS::Cognito::UserPool': 'per user that signs in',
  'AWS::Cognito::UserPoolClient': 'free',
  'AWS::Cognito::UserPoolDomain': "free for a name of Cognito's",
  'AWS::DynamoDB::Table': 'on demand; storage and point-in-time recovery per stored byte',
  'AWS::Events::EventBus': 'per event',
  'AWS::Glue::Database': 'the first million objects of a catalogue are free',
  'AWS::Glue::Table': 'the first million objects of a catalogue are free',
  'AWS::IAM::ManagedPolicy': 'free',
  'AWS::IAM::Policy': 'free',
  'AWS::IAM::Role': 'free',
  'AWS::Lambda::EventInvokeConfig': 'free',
  'AWS::Lambda::Function': 'per call; calls of schedules are counted there',
  'AWS::Lambda::LayerVersion': 'free',
  'AWS::Lambda::Permission': 'free',
  'AWS::Logs::LogGroup': 'per byte; lines of scheduled calls are counted there',
  'AWS::Logs::MetricFilter': 'its metric costs US$ 0.30 in a month with an error; an idle month has none',
  'AWS::Logs::QueryDefinition': 'per scanned byte of a search',
  'AWS::Budgets::Budget': 'free without actions',
  'AWS::CloudFront::ResponseHeadersPolicy': 'free',
  'Custom::S3AutoDeleteObjects': 'runs at deployment only',
  'AWS::S3::BucketPolicy': 'free',
  'AWS::SES::ConfigurationSet': 'free',
  'AWS::SES::ReceiptRule': 'per mail that comes in',
  'AWS::SES::ReceiptRuleSet': 'free',
  'AWS::SES::ConfigurationSetEventDestination': 'per event',
  'AWS::SNS::Subscription': 'per message',
  'AWS::SNS::Topic': 'per message',
  'AWS::SNS::TopicPolicy': 'free',
  'AWS::SQS::Queue': 'per request; polls are counted at their mapping',
  'AWS::SQS::QueuePolicy': 'free',
  'Custom::CDKBucketDeployment': 'runs at deployment only',
  'Custom::Preparation': 'runs at deployment only',
};

/** What a month without a single visitor costs, from the templates alone. @throws on a type of resource whose price is not known here. */
export function idleCost(templates: readonly Template[]): IdleCost {
  const lines = templates.flatMap((template) =>
    Object.entries(template.Resources).flatMap(([id, resource]) => costOf(id, resource, template)),
  );
  const byKind = Map.groupBy(lines, (line) => `${line.what}|${line.unit}`);
  const summed = [...byKind.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, quantity: sum(same.map((line) => line.quantity)), usd: sum(same.map((line) => line.usd)) }] : [];
  });
  return { lines: summed.sort((left, right) => right.usd - left.usd), totalUsd: sum(summed.map((line) => line.usd)) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const line = (what: string, quantity: number, unit: string, unitPrice: number): CostLine => ({
  what,
  quantity,
  unit,
  usd: quantity * unitPrice,
});

function costOf(id: string, resource: Resource, template: Template): CostLine[] {
  const properties = resource.Properties ?? {};
  switch (resource.Type) {
    case 'AWS::Lambda::EventSourceMapping':
      return mappingCost(properties, template);
    case 'AWS::CloudWatch::Alarm':
      return [line('alarms', metricsOf(properties), 'metrics', Number(properties.Period) < 60 ? price.fastAlarm : price.alarm)];
    case 'AWS::Scheduler::Schedule':
      return scheduleCost(id, properties, template);
    case 'AWS::S3::Bucket':
      return [line('site and archives, 10 MB a bucket', 0.01, 'GB', price.storedGb)];
    case 'AWS::KMS::Key':
      return [line('encryption keys', 1, 'keys', price.key)];
    case 'AWS::SecretsManager::Secret':
      return [line('secrets', 1, 'secrets', price.secret)];
    case 'AWS::WAFv2::WebACL':
      return [
        line('web ACL', 1, 'ACLs', price.webAcl),
        line('web ACL rules', Array.isArray(properties.Rules) ? properties.Rules.length : 0, 'rules', price.webAclRule),
      ];
    default:
      if (resource.Type in freeWhenIdle) return [];
      throw new Error(`no price for ${resource.Type} (${id}): add it to infra/idle-cost.ts`);
  }
}

/** Lambda reads a table's stream for nothing; a queue is billed for each poll, empty or not. */
function mappingCost(properties: Readonly<Record<string, unknown>>, template: Template): CostLine[] {
  const queue = referredTo(properties.EventSourceArn, template);
  if (queue?.Type !== 'AWS::SQS::Queue') return [];
  const isFifo = queue.Properties?.FifoQueue === true;
  const pollers = properties.ScalingConfig === undefined && !isFifo ? unboundedPollers : boundedPollers;
  const polls = (pollers * monthSeconds) / longPollSeconds;
  return isFifo
    ? [line('empty polls of FIFO queues', polls, 'requests', price.fifoQueueRequest)]
    : [line('empty polls of standard queues', polls, 'requests', price.standardQueueRequest)];
}

/** An alarm is billed by the metrics that it reads; one on an expression names them in a list. */
function metricsOf({ Metrics }: Readonly<Record<string, unknown>>): number {
  if (!Array.isArray(Metrics)) return 1;
  return Metrics.filter((metric: unknown) => typeof metric === 'object' && metric !== null && 'MetricStat' in metric).length;
}

function scheduleCost(id: string, properties: Readonly<Record<string, unknown>>, template: Template): CostLine[] {
  const calls = monthSeconds / secondsBetween(String(properties.ScheduleExpression));
  const target = isFields(properties.Target) ? properties.Target : {};
  const lambda = referredTo(target.Arn, template);
  if (lambda?.Type !== 'AWS::Lambda::Function') throw new Error(`the schedule ${id} calls something that has no price here`);
  // Whoever is given an input is kept warm by it; the look at the timers needs none.
  const looks = target.Input === undefined ? calls : 0;
  const seconds = calls * (looks > 0 ? scanSeconds : emptyCallSeconds);
  const memoryGb = Number(lambda.Properties?.MemorySize ?? 128) / 1_024;
  return [
    line('schedule', calls, 'calls', price.scheduleCall),
    line('scheduled function: calls', calls, 'calls', price.invocation),
    line('scheduled function: time', seconds * memoryGb, 'GB-s', price.armGbSecond),
    line('scheduled function: log', (calls * callLogBytes) / 1e9, 'GB', price.logGb),
    ...(lambda.Properties?.TracingConfig ? [line('scheduled function: traces', calls, 'traces', price.trace)] : []),
    // The look is eventually consistent: an empty query of that kind bills half a unit.
    line('queries of empty timer shards', looks * timerShards * 0.5, 'read units', price.readUnit),
  ];
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function secondsBetween(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitSeconds = { minute: 60, hour: 3_600, day: 86_400 };
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') throw new Error(`no price for the schedule ${expression}`);
  return Number(count) * unitSeconds[unit];
}

/** The resource of this template that a GetAtt points to; a reference into another stack is none. */
function referredTo(value: unknown, template: Template): Resource | undefined {
  if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return undefined;
  const [id] = [value['Fn::GetAtt']].flat();
  return typeof id === 'string' ? template.Resources[id] : undefined;
}
