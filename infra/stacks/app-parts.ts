import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { Alarms } from '../constructs/alarms.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import { MailEvents } from '../constructs/mail-events.ts';
import { PheuFunction, type PheuFunctionProps } from '../constructs/pheu-function.ts';
import type { FunctionName } from '../function-names.ts';
import { grantsFor } from '../grants.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from './data.ts';
import { makeQueues, type Queues } from './queues.ts';

/** What the parts of the app are made of. */
export interface AppPartsProps {
  readonly settings: Settings;
  readonly data: DataStack;
  /** Where facts are written each night; undefined: nobody asked for it. */
  readonly files: Bucket | undefined;
  /** Of the company's nights. */
  readonly timeZone: string;
  readonly distDir: string;
  /** The company's configuration as JSON, which the preparation publishes where nothing is published yet. */
  readonly config: string;
  /** Where the files lie that the company's forms offer; undefined where they offer none. */
  readonly downloadsDir: string | undefined;
}

type FunctionOptions = Omit<PheuFunctionProps, 'name' | 'settings' | 'distDir'>;

/**
 * Lambda gives this much memory a whole CPU (developer guide, "Configure Lambda function memory"). A first call is work for the CPU: with less
 * the first notice of the day waits longer and costs as much.
 */
export const wholeCpuMb = 1_769;

/** What the parts of the app share: queues, bus, variables, and the one way to add a function with its rights. */
export class AppParts {
  readonly stack: Stack;
  readonly props: AppPartsProps;
  readonly queues: Queues;
  readonly bus: EventBus;
  readonly mailEvents: MailEvents;
  readonly secretParameterName: string;
  readonly identityParameterName: string;
  /** Whatever parameters hold secrets of webhooks. */
  readonly webhookSecretArns: string;
  /** Of the bucket of lists, as the data stack exports it. */
  readonly importsArn: string;
  /** Of the bucket of facts, as its stack exports it; undefined: nobody asked for analytics. */
  readonly analyticsArn: string | undefined;
  readonly functions: PheuFunction[] = [];
  /** Variables that several functions read, by their names. */
  readonly variables;

  constructor(stack: Stack, props: AppPartsProps, alarms: Alarms) {
    this.stack = stack;
    this.props = props;
    const { settings, data } = props;
    this.queues = makeQueues(stack, settings, alarms);
    this.bus = new EventBus(stack, 'Bus', { eventBusName: `pheu-${settings.stage}` });
    const { mailFeedback, deliveryFailures } = this.queues;
    this.mailEvents = new MailEvents(stack, 'MailEvents', { settings, feedbackQueue: mailFeedback.queue, undelivered: deliveryFailures });
    this.secretParameterName = `/pheu/${settings.stage}/secret`;
    this.identityParameterName = `/pheu/${settings.stage}/identity-key`;
    const webhookSecrets = `/pheu/${settings.stage}/webhooks/`;
    const connectorSecrets = `/pheu/${settings.stage}/connectors/`;
    this.importsArn = data.exportValue(data.imports.bucketArn);
    this.analyticsArn = props.files && Stack.of(props.files).exportValue(props.files.bucketArn);
    this.webhookSecretArns = this.parameterArn(`${webhookSecrets}*`);
    this.variables = {
      TABLE_NAME: data.table.tableName,
      SECRET_PARAMETER: this.secretParameterName,
      IDENTITY_PARAMETER: this.identityParameterName,
      INTAKE_QUEUE_URL: this.queues.intake.queue.queueUrl,
      ASSIGN_QUEUE_URL: this.queues.assign.queue.queueUrl,
      NOTICE_QUEUE_URL: this.queues.notice.queue.queueUrl,
      MAIL_QUEUE_URL: this.queues.mail.queue.queueUrl,
      SCORE_QUEUE_URL: this.queues.score.queue.queueUrl,
      WORK_QUEUE_URL: this.queues.work.queue.queueUrl,
      CALLS_QUEUE_URL: this.queues.calls.queue.queueUrl,
      WEBHOOK_SECRETS: webhookSecrets,
      CONNECTOR_SECRETS: connectorSecrets,
      IMPORTS_BUCKET: data.imports.bucketName,
    };
  }

  /** Adds a function with its rights. */
  add(name: FunctionName, options: FunctionOptions = {}): PheuFunction {
    const { settings, distDir, data } = this.props;
    const { intake, assign, notice, mail, score, timerShards, work, calls, publishFailures, deliveryFailures } = this.queues;
    const made = new PheuFunction(this.stack, { name, settings, distDir, ...options });
    const rights = grantsFor(name, {
      table: data.table,
      importsArn: this.importsArn,
      analyticsArn: this.analyticsArn,
      userPoolArn: data.userPool.userPoolArn,
      intake: intake.queue,
      assign: assign.queue,
      notice: notice.queue,
      mail: mail.queue,
      score: score.queue,
      timerShards: timerShards.queue,
      work: work.queue,
      calls: calls.queue,
      publishFailures,
      deliveryFailures,
      bus: this.bus,
      secretParameterArn: this.parameterArn(this.secretParameterName),
      identityParameterArn: this.parameterArn(this.identityParameterName),
      webhookSecretArns: this.webhookSecretArns,
      connectorSecretArn: (name) => this.connectorSecretArn(name),
      configurationSetNames: Object.values(this.mailEvents.configurationSets),
      mailFrom: settings.mailFrom,
    });
    made.allow(rights);
    this.functions.push(made);
    return made;
  }

  /** Says why a function may touch files of lists that no statement names one by one. */
  acknowledgeFiles(made: PheuFunction, prefixes: readonly string[] = ['imports', 'exports']): void {
    const reason =
      'Which lists there are is known when people bring them or take them out, and which mails when they come in; all files of a kind lie below one prefix, and nothing else does.';
    for (const prefix of prefixes) made.acknowledge(wildcardFinding(this.stack, `${this.importsArn}/${prefix}/*`), reason);
  }

  /** Says why a function may read secrets of these names of whatever connector. */
  acknowledgeConnectorSecrets(made: PheuFunction, names: readonly string[]): void {
    const reason = 'Which connectors there are is said by the configuration; of all of them this function may read secrets of this name.';
    for (const name of names) made.acknowledge(wildcardFinding(this.stack, this.connectorSecretArn(name)), reason);
  }

  private connectorSecretArn(name: string): string {
    return this.parameterArn(`${this.variables.CONNECTOR_SECRETS}*/${name}`);
  }

  private parameterArn(name: string): string {
    return this.stack.formatArn({ service: 'ssm', resource: `parameter${name}` });
  }
}

/** Orders an update: after a rotation whatever checks secrets knows the new one before anything uses it. */
export function updatedBefore(checking: PheuFunction, using: IConstruct): void {
  using.node.addDependency(checking.function);
}
