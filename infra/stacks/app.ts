import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, CustomResource, Duration, Stack, type StackProps, Token } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import { PheuHttpApi } from '../constructs/http-api.ts';
import { MailEvents } from '../constructs/mail-events.ts';
import { Minutely } from '../constructs/minutely.ts';
import { PheuFunction, type PheuFunctionProps } from '../constructs/pheu-function.ts';
import { Site } from '../constructs/site.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { failureQueue, WorkQueue } from '../constructs/work-queue.ts';
import type { FunctionName } from '../function-names.ts';
import { type GrantedResources, grantsFor } from '../grants.ts';
import type { Settings } from '../settings.ts';
import { addServiceAlarms } from './app-alarms.ts';
import type { DataStack } from './data.ts';
import { routesOf } from './routes.ts';

export interface AppStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly distDir: string;
}

type FunctionOptions = Omit<PheuFunctionProps, 'name' | 'settings' | 'distDir'>;

/** Everything but the data: functions, queues, bus, timers, API, site and alarms. Can be destroyed and made again. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, { ...props, description: 'Phễu: capture, routing, mail, API and site' });
    const { settings, data, distDir } = props;
    const { table } = data;
    const alarms = new Alarms(this, 'Alarms', settings);

    const bus = new EventBus(this, 'Bus', { eventBusName: `pheu-${settings.stage}` });
    const queue = (name: string, consumerTimeoutSeconds: number, isFifo = false) =>
      new WorkQueue(this, { name, settings, alarms, isFifo, consumerTimeoutSeconds });
    const intake = queue('intake', 10, true);
    const assign = queue('assign', 10, true);
    const notice = queue('notice', 15);
    const mail = queue('mail', 15);
    const timerShards = queue('timer-shards', 30);
    const mailFeedback = queue('mail-feedback', 10);
    const publishFailures = failureQueue(this, 'PublishFailures', 'publish-failures', settings, alarms);
    const deliveryFailures = failureQueue(this, 'DeliveryFailures', 'delivery-failures', settings, alarms);
    const mailEvents = new MailEvents(this, 'MailEvents', { settings, feedbackQueue: mailFeedback.queue, undelivered: deliveryFailures });

    const secretParameterName = `/pheu/${settings.stage}/secret`;
    const granted: GrantedResources = {
      table,
      intake: intake.queue,
      assign: assign.queue,
      notice: notice.queue,
      mail: mail.queue,
      timerShards: timerShards.queue,
      publishFailures,
      bus,
      secretParameterArn: this.formatArn({ service: 'ssm', resource: `parameter${secretParameterName}` }),
      configurationSetName: mailEvents.configurationSetName,
      mailFrom: settings.mailFrom,
    };
    const make = (name: FunctionName, options: FunctionOptions = {}): PheuFunction => {
      const made = new PheuFunction(this, { name, settings, distDir, ...options });
      made.allow(grantsFor(name, granted));
      return made;
    };

    const TABLE_NAME = table.tableName;
    const SECRET_PARAMETER = secretParameterName;
    const INTAKE_QUEUE_URL = intake.queue.queueUrl;
    const ASSIGN_QUEUE_URL = assign.queue.queueUrl;
    const NOTICE_QUEUE_URL = notice.queue.queueUrl;
    const MAIL_QUEUE_URL = mail.queue.queueUrl;

    const prepareDeployment = make('prepare-deployment', { environment: { TABLE_NAME, SECRET_PARAMETER }, timeoutSeconds: 60 });
    const preparation = new CustomResource(this, 'Preparation', {
      resourceType: 'Custom::Preparation',
      serviceToken: prepareDeployment.function.functionArn,
      serviceTimeout: Duration.minutes(3),
      // Runs again when the function, or a default configuration that it carries, has changed.
      properties: { Build: digestOf(join(distDir, 'functions', 'prepare-deployment', 'index.mjs')) },
    });
    preparation.node.addDependency(prepareDeployment);

    const captureForm = make('capture-form', {
      environment: {
        TABLE_NAME,
        INTAKE_QUEUE_URL,
        SECRET_PARAMETER,
        ORIGIN_SECRET_SHA256: preparation.getAttString('OriginSecretSha256'),
        ADDRESS_SALT: preparation.getAttString('AddressSalt'),
      },
      // A full CPU share per started post: parsing and hashing are what its callers wait for.
      memoryMb: 1_024,
      ...(settings.reservedConcurrency === undefined ? {} : { reservedConcurrency: settings.reservedConcurrency }),
    });
    const showForm = make('show-form', { environment: { TABLE_NAME, SECRET_PARAMETER } });
    const readLeads = make('read-leads', { environment: { TABLE_NAME } });
    const serveDocs = make('serve-docs', { memoryMb: 256 });

    const intakeSubmissions = make('intake-submissions', {
      environment: { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL },
      memoryMb: 1_024,
    });
    intake.consumedBy(intakeSubmissions, { maxConcurrency: 50 });

    const assignLeads = make('assign-leads', { environment: { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL } });
    assign.consumedBy(assignLeads, { maxConcurrency: 20 });

    const api = new PheuHttpApi(this, 'Api', {
      settings,
      userPool: data.userPool,
      userPoolClient: data.userPoolClient,
      routes: routesOf({ captureForm, showForm, readLeads, serveDocs }),
    });
    const site = new Site(this, 'Site', {
      settings,
      distDir,
      apiDomainName: api.domainName,
      originSecret: Token.asString(preparation.getAtt('OriginSecret')),
    });

    const sendMail = make('send-mail', {
      environment: {
        TABLE_NAME,
        NOTICE_QUEUE_URL,
        MAIL_QUEUE_URL,
        MAIL_FROM: settings.mailFrom,
        CONFIGURATION_SET: mailEvents.configurationSetName,
      },
      timeoutSeconds: 15,
    });
    sendMail.acknowledge(
      wildcardFinding(this, this.formatArn({ service: 'ses', resource: 'identity/*' })),
      "In the sandbox SES asks for the right on the recipient's identity, too; the condition ses:FromAddress holds the sender down.",
    );
    // Two queues, so that a campaign in the one never delays a rep's notice in the other.
    notice.consumedBy(sendMail, { maxConcurrency: 10 });
    mail.consumedBy(sendMail, { maxConcurrency: 5 });

    mailFeedback.consumedBy(make('record-mail-feedback', { environment: { TABLE_NAME } }), { maxConcurrency: 5 });

    const publishChanges = make('publish-changes', {
      environment: { BUS_NAME: bus.eventBusName, INTAKE_QUEUE_URL, PUBLISH_FAILURE_QUEUE_URL: publishFailures.queueUrl },
      timeoutSeconds: 30,
    });
    new StreamConsumer(this, 'Changes', { table, consumer: publishChanges, failures: publishFailures });

    const findDueTimers = make('find-due-timers', {
      environment: { TABLE_NAME, TIMER_SHARD_QUEUE_URL: timerShards.queue.queueUrl },
      timeoutSeconds: 20,
    });
    new Minutely(this, 'EveryMinute', { settings, target: findDueTimers, failures: deliveryFailures });
    const runTimers = make('run-timers', { environment: { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL }, timeoutSeconds: 30 });
    timerShards.consumedBy(runTimers, { maxConcurrency: 10, batchSize: 1 });

    addServiceAlarms(alarms, {
      api: api.api,
      table,
      publishChanges,
      queues: { intake: intake.queue, assign: assign.queue, notice: notice.queue, mail: mail.queue },
    });

    new CfnOutput(this, 'SiteUrl', { value: site.url, description: 'Demo page, form.js and the API under /v1/' });
    new CfnOutput(this, 'DistributionId', { value: site.distribution.distributionId });
    new CfnOutput(this, 'DistributionDomainName', { value: site.distribution.distributionDomainName });
    new CfnOutput(this, 'ApiEndpoint', { value: api.api.apiEndpoint });
    new CfnOutput(this, 'BusName', { value: bus.eventBusName });
    new CfnOutput(this, 'IntakeQueueUrl', { value: INTAKE_QUEUE_URL });
    new CfnOutput(this, 'ConfigurationSetName', { value: mailEvents.configurationSetName });
    new CfnOutput(this, 'SecretParameterName', { value: secretParameterName });
  }
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}
