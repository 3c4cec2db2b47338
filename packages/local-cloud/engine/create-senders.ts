import { checked, ResourceError, StartError } from '../assembly/errors.ts';
import { flagAt, isObject, type Json, type JsonObject, numberAt, objectAt, objectsAt, parseJson, textAt } from '../assembly/json.ts';
import type { Deployment, Item } from './provision.ts';
import { fillSchedulerInput, scheduledEvent } from './schedules.ts';
import type { Target } from './targets.ts';

const dayMs = 86_400_000;

/** Connects a rule of a bus, or one with a schedule, with its targets. */
export function createRule(deployment: Deployment, { resource, properties, identity }: Item): void {
  if (textAt(properties, 'State') === 'DISABLED') return;
  const { cloud, afterwards } = deployment;
  const busName = (textAt(properties, 'EventBusName') ?? 'default').split('event-bus/').at(-1) ?? 'default';
  const arn = textAt(identity.attributes, 'Arn') ?? '';
  const rule = { name: identity.ref, busName, arn };
  const definitions = objectsAt(properties, 'Targets');
  const expression = textAt(properties, 'ScheduleExpression');
  const pattern = properties.EventPattern;
  if (isObject(pattern)) cloud.events.putRule({ ...rule, pattern });
  afterwards.push(() => {
    const targets = definitions.map((definition) => ({ target: targetOf(definition, resource.logicalId), definition }));
    for (const { target } of targets) checked(resource, () => demandSending(deployment, 'events.amazonaws.com', target, arn));
    if (isObject(pattern)) cloud.rules.add(rule, targets);
    if (expression === undefined) return;
    for (const { target, definition } of targets) {
      const place = { arn, region: cloud.options.region, accountId: cloud.options.accountId };
      const input = (time: string): Json => {
        const constant = textAt(definition, 'Input');
        return constant === undefined ? scheduledEvent(place, time) : parseJson(constant);
      };
      cloud.schedules.add({ logicalId: resource.logicalId, arn, expression, timeZone: 'UTC', target, input });
    }
  });
}

/** A schedule of EventBridge Scheduler; its role has to allow what it sends. */
export function createSchedule(deployment: Deployment, { resource, properties, identity }: Item): void {
  if (textAt(properties, 'State') === 'DISABLED') return;
  const { cloud, afterwards, roles } = deployment;
  const definition = objectAt(properties, 'Target');
  const arn = textAt(identity.attributes, 'Arn') ?? '';
  afterwards.push(() => {
    const target = targetOf(definition, resource.logicalId);
    const roleArn = textAt(definition, 'RoleArn') ?? '';
    const action = target.arn.includes(':sqs:') ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
    const principal = `SCHEDULER${resource.logicalId}`;
    cloud.iam.setPrincipal(principal, {
      roleArn,
      name: resource.logicalId,
      statements: roles.statementsOf(roleArn.split('/').at(-1) ?? ''),
    });
    const verdict = cloud.iam.check(principal, action, target.arn);
    if (!verdict.allowed) throw new ResourceError(resource, `AccessDenied: ${verdict.why}`);
    cloud.schedules.add({
      logicalId: resource.logicalId,
      arn,
      expression: textAt(properties, 'ScheduleExpression') ?? '',
      timeZone: textAt(properties, 'ScheduleExpressionTimezone') ?? 'UTC',
      target,
      input: (scheduledAt) => jsonOrText(fillSchedulerInput(textAt(definition, 'Input') ?? '{}', { arn }, scheduledAt)),
    });
  });
}

/** Connects a queue or function with a topic. E-mail subscribers get nothing here: no mail leaves this machine. */
export function createSubscription(deployment: Deployment, { resource, properties }: Item): void {
  const { cloud, afterwards, skipped } = deployment;
  const protocol = textAt(properties, 'Protocol');
  if (protocol === 'email' || protocol === 'email-json') {
    skipped.push({ resource, because: 'no mail leaves this machine; alarms do not ring here' });
    return;
  }
  if (protocol !== 'sqs' && protocol !== 'lambda')
    throw new StartError(`subscribes by ${protocol}; the local runtime knows sqs and lambda`);
  const policy = properties.FilterPolicy;
  const topicArn = textAt(properties, 'TopicArn') ?? '';
  const target: Target = {
    arn: textAt(properties, 'Endpoint') ?? '',
    sender: resource.logicalId,
    deadLetterArn: textAt(objectAt(properties, 'RedrivePolicy'), 'deadLetterTargetArn'),
    maximumRetries: 100_015,
    maximumAgeMs: 23 * dayMs,
  };
  afterwards.push(() => {
    checked(resource, () => demandSending(deployment, 'sns.amazonaws.com', target, topicArn));
    cloud.topics.subscribe({
      topicArn,
      target,
      isRaw: flagAt(properties, 'RawMessageDelivery'),
      filterPolicy: isObject(policy) ? policy : undefined,
      filterScope: textAt(properties, 'FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
    });
  });
}

/** In AWS the queue's or function's own policy has to let the sender in, and the dead-letter queue's, too. */
function demandSending({ policies, cloud }: Deployment, service: string, target: Target, sourceArn: string): void {
  for (const resourceArn of [target.arn, target.deadLetterArn]) {
    const kind = resourceArn?.split(':')[2];
    const action = kind === 'sqs' ? 'sqs:SendMessage' : kind === 'lambda' ? 'lambda:InvokeFunction' : undefined;
    if (resourceArn === undefined || action === undefined) continue;
    policies.demand({ service, action, resourceArn, sourceArn, accountId: cloud.options.accountId });
  }
}

function targetOf(definition: JsonObject, sender: string): Target {
  const retry = objectAt(definition, 'RetryPolicy');
  return {
    arn: textAt(definition, 'Arn') ?? '',
    sender,
    groupId: textAt(objectAt(definition, 'SqsParameters'), 'MessageGroupId'),
    deadLetterArn: textAt(objectAt(definition, 'DeadLetterConfig'), 'Arn'),
    maximumRetries: numberAt(retry, 'MaximumRetryAttempts', 185),
    maximumAgeMs: numberAt(retry, 'MaximumEventAgeInSeconds', 86_400) * 1000,
  };
}

function jsonOrText(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
