import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, CustomResource, Duration, Stack, type StackProps, Token } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct, IConstruct } from 'constructs';
import { Alarms } from '../constructs/alarms.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import { PheuHttpApi } from '../constructs/http-api.ts';
import { MailEvents } from '../constructs/mail-events.ts';
import { Minutely } from '../constructs/minutely.ts';
import { PheuFunction, type PheuFunctionProps } from '../constructs/pheu-function.ts';
import { QueueTarget } from '../constructs/queue-target.ts';
import { Site } from '../constructs/site.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { FunctionName } from '../function-names.ts';
import { grantsFor } from '../grants.ts';
import type { Settings } from '../settings.ts';
import { addServiceAlarms } from './app-alarms.ts';
import { addBudget } from './budget.ts';
import type { DataStack } from './data.ts';
import { makeQueues, type Queues } from './queues.ts';
import { routesOf } from './routes.ts';
import { SavedQueries } from './saved-queries.ts';
import { projectedChanges, publishedChanges } from './stream-filters.ts';

export interface AppStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly distDir: string;
  /** The company's configuration as JSON, which the preparation publishes where nothing is published yet. */
  readonly config: string;
}

type FunctionOptions = Omit<PheuFunctionProps, 'name' | 'settings' | 'distDir'>;

/**
 * Lambda gives this much memory a whole CPU (developer guide, "Configure Lambda function memory"). A first call is work for the CPU: with less
 * the first notice of the day waits longer and costs as much.
 */
const wholeCpuMb = 1_769;

/** Everything but the data: functions, queues, bus, timers, API, site and alarms. Can be destroyed and made again. */
export class AppStack extends Stack {
  private readonly props: AppStackProps;
  private readonly queues: Queues;
  private readonly bus: EventBus;
  private readonly mailEvents: MailEvents;
  private readonly secretParameterName: string;
  private readonly functions: PheuFunction[] = [];
  private readonly identityParameterName: string;
  /** Variables that several functions read, by their names. */
  private readonly variables;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, {
      ...props,
      description: 'Pheu: capture, routing, mail, API and site',
      // The distribution and the API's addresses would be new ones: deleting it is for a person who means it.
      terminationProtection: props.settings.isProduction,
    });
    const { settings, data } = props;
    const alarms = new Alarms(this, 'Alarms', settings);
    this.props = props;
    this.queues = makeQueues(this, settings, alarms);
    this.bus = new EventBus(this, 'Bus', { eventBusName: `pheu-${settings.stage}` });
    const { mailFeedback, deliveryFailures } = this.queues;
    this.mailEvents = new MailEvents(this, 'MailEvents', { settings, feedbackQueue: mailFeedback.queue, undelivered: deliveryFailures });
    this.secretParameterName = `/pheu/${settings.stage}/secret`;
    this.identityParameterName = `/pheu/${settings.stage}/identity-key`;
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
    };

    const preparation = this.addPreparation();
    const { api, site } = this.addFront(preparation);
    this.addIntakeAndAssignment(preparation);
    const trackVisits = this.addTracking(preparation);
    this.addMail(preparation, trackVisits);
    const publishChanges = this.addPublishing(preparation);
    this.addProjecting();
    this.addTimers();
    this.addScoring();
    this.addWork();
    this.addCalls();
    const { intake, assign, notice, mail, beacons, work, calls } = this.queues;
    const watched = {
      intake: intake.queue,
      assign: assign.queue,
      notice: notice.queue,
      mail: mail.queue,
      beacons: beacons.queue,
      work: work.queue,
      calls: calls.queue,
    };
    const { functions } = this;
    addBudget(this, settings);
    addServiceAlarms(alarms, { stage: settings.stage, api: api.api, table: data.table, publishChanges, functions, queues: watched });
    new SavedQueries(this, 'Queries', { stage: settings.stage, functions, accessLogs: api.accessLogs });
    this.addOutputs(api, site);
  }

  /** A function with its rights. */
  private add(name: FunctionName, options: FunctionOptions = {}): PheuFunction {
    const { settings, distDir, data } = this.props;
    const { intake, assign, notice, mail, score, timerShards, work, calls, publishFailures } = this.queues;
    const made = new PheuFunction(this, { name, settings, distDir, ...options });
    const rights = grantsFor(name, {
      table: data.table,
      intake: intake.queue,
      assign: assign.queue,
      notice: notice.queue,
      mail: mail.queue,
      score: score.queue,
      timerShards: timerShards.queue,
      work: work.queue,
      calls: calls.queue,
      publishFailures,
      bus: this.bus,
      secretParameterArn: this.parameterArn(this.secretParameterName),
      identityParameterArn: this.parameterArn(this.identityParameterName),
      configurationSetName: this.mailEvents.configurationSetName,
      mailFrom: settings.mailFrom,
    });
    made.allow(rights);
    this.functions.push(made);
    return made;
  }

  private parameterArn(name: string): string {
    return this.formatArn({ service: 'ssm', resource: `parameter${name}` });
  }

  /** Default configuration and secrets, before anything that needs them. */
  private addPreparation(): CustomResource {
    const { TABLE_NAME, SECRET_PARAMETER, IDENTITY_PARAMETER } = this.variables;
    const environment = { TABLE_NAME, SECRET_PARAMETER, IDENTITY_PARAMETER };
    const prepareDeployment = this.add('prepare-deployment', {
      environment,
      timeoutSeconds: 60,
      files: { 'config.json': this.props.config },
    });
    const preparation = new CustomResource(this, 'Preparation', {
      resourceType: 'Custom::Preparation',
      serviceToken: prepareDeployment.function.functionArn,
      serviceTimeout: Duration.minutes(3),
      // Runs again when the function, or a default configuration that it carries, has changed, when ops ask for new secrets, and for
      // another table, which needs its configuration and has to have been written with the same identity key.
      properties: {
        Table: TABLE_NAME,
        SecretParameter: SECRET_PARAMETER,
        IdentityParameter: IDENTITY_PARAMETER,
        Build: digestOf(join(this.props.distDir, 'functions', 'prepare-deployment', 'index.mjs')),
        Config: createHash('sha256').update(this.props.config).digest('hex').slice(0, 16),
        SecretVersion: this.props.settings.secretVersion,
      },
    });
    preparation.node.addDependency(prepareDeployment);
    return preparation;
  }

  /** What visitors and reps call: the API and the site before it. */
  private addFront(preparation: CustomResource): { api: PheuHttpApi; site: Site } {
    const { settings, data, distDir } = this.props;
    const { TABLE_NAME, INTAKE_QUEUE_URL, SCORE_QUEUE_URL } = this.variables;
    const IDENTITY_KEY = preparation.getAttString('IdentityKey');
    const CURSOR_KEYS = preparation.getAttString('CursorKeys');
    const ORIGIN_SECRET_DIGESTS = preparation.getAttString('OriginSecretDigests');
    // Whoever asked the API's own host would go round the firewall.
    const cdnOnly = settings.webAclArn ? { ORIGIN_SECRET_DIGESTS } : {};
    const captureForm = this.add('capture-form', {
      environment: {
        TABLE_NAME,
        INTAKE_QUEUE_URL,
        ORIGIN_SECRET_DIGESTS,
        IDENTITY_KEY,
        FORM_TOKEN_KEYS: preparation.getAttString('FormTokenKeys'),
      },
      // More memory is more CPU, and parsing and hashing are what a visitor waits for.
      memoryMb: 1_024,
      ...(settings.reservedConcurrency === undefined ? {} : { reservedConcurrency: settings.reservedConcurrency }),
    });
    const showForm = this.add('show-form', {
      environment: { TABLE_NAME, FORM_TOKEN_KEY: preparation.getAttString('FormTokenKey'), ORIGIN_SECRET_DIGESTS },
    });
    updatedBefore(captureForm, showForm);
    // A rep waits for the first page of the day, too.
    const readLeads = this.add('read-leads', {
      environment: { TABLE_NAME, IDENTITY_KEY, CURSOR_KEYS, ...cdnOnly },
      memoryMb: 1_024,
    });
    const changeLeads = this.add('change-leads', { environment: { TABLE_NAME, SCORE_QUEUE_URL, IDENTITY_KEY, ...cdnOnly } });
    // One whole CPU: counting is what it does; the HTTP API itself waits for thirty seconds.
    const backtestScoring = this.add('backtest-scoring', {
      environment: { TABLE_NAME, CURSOR_KEYS, ...cdnOnly },
      memoryMb: wholeCpuMb,
      timeoutSeconds: 29,
    });
    // Publishing thousands of documents takes seconds.
    const editConfig = this.add('edit-config', { environment: { TABLE_NAME, IDENTITY_KEY, ...cdnOnly }, timeoutSeconds: 29 });
    const routes = routesOf(
      {
        capture: captureForm,
        show: showForm,
        beacon: new QueueTarget('Beacons', this.queues.beacons.queue),
        read: readLeads,
        change: changeLeads,
        configure: editConfig,
        long: backtestScoring,
        docs: this.add('serve-docs', { memoryMb: 256 }),
      },
      settings,
    );
    // A trace would cost more than its calls, of which an honest edge causes one an hour.
    const admitRequests = settings.webAclArn
      ? this.add('admit-requests', { environment: { ORIGIN_SECRET_DIGESTS }, memoryMb: 256, isTraced: false })
      : undefined;
    const { userPool, userPoolClient } = data;
    const api = new PheuHttpApi(this, 'Api', { settings, userPool, userPoolClient, routes, admitRequests });
    const originSecret = Token.asString(preparation.getAtt('OriginSecret'));
    const site = new Site(this, 'Site', { settings, distDir, apiDomainName: api.domainName, originSecret });
    const checking = [
      captureForm,
      showForm,
      readLeads,
      changeLeads,
      backtestScoring,
      editConfig,
      ...(admitRequests ? [admitRequests] : []),
    ];
    for (const one of checking) updatedBefore(one, site.distribution);
    return { api, site };
  }

  private addIntakeAndAssignment(preparation: CustomResource): void {
    const { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL } = this.variables;
    const intakeSubmissions = this.add('intake-submissions', {
      environment: {
        TABLE_NAME,
        ASSIGN_QUEUE_URL,
        NOTICE_QUEUE_URL,
        MAIL_QUEUE_URL,
        SCORE_QUEUE_URL,
        IDENTITY_KEY: preparation.getAttString('IdentityKey'),
      },
      memoryMb: wholeCpuMb,
    });
    this.queues.intake.consumedBy(intakeSubmissions, { maxConcurrency: 50 });
    const assignLeads = this.add('assign-leads', {
      environment: { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL },
      memoryMb: wholeCpuMb,
    });
    // As many leads as it writes in one transaction.
    this.queues.assign.consumedBy(assignLeads, { maxConcurrency: 20, batchSize: 8 });
  }

  private addMail(preparation: CustomResource, trackVisits: PheuFunction): void {
    const { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL } = this.variables;
    const IDENTITY_KEY = preparation.getAttString('IdentityKey');
    const sendMail = this.add('send-mail', {
      environment: {
        TABLE_NAME,
        NOTICE_QUEUE_URL,
        MAIL_QUEUE_URL,
        MAIL_FROM: this.props.settings.mailFrom,
        MAILS_PER_SECOND: String(this.props.settings.mailsPerSecond),
        CONFIGURATION_SET: this.mailEvents.configurationSetName,
        MAIL_LINK_KEY: preparation.getAttString('MailLinkKey'),
        IDENTITY_KEY,
      },
      memoryMb: wholeCpuMb,
      timeoutSeconds: 15,
    });
    updatedBefore(trackVisits, sendMail);
    sendMail.acknowledge(
      wildcardFinding(this, this.formatArn({ service: 'ses', resource: 'identity/*' })),
      "In the sandbox SES asks for the right on the recipient's identity, too; the condition ses:FromAddress holds the sender down.",
    );
    this.queues.notice.consumedBy(sendMail, { maxConcurrency: 10 });
    this.queues.mail.consumedBy(sendMail, { maxConcurrency: 5 });
    const recordMailFeedback = this.add('record-mail-feedback', { environment: { TABLE_NAME, SCORE_QUEUE_URL, IDENTITY_KEY } });
    this.queues.mailFeedback.consumedBy(recordMailFeedback);
  }

  private addPublishing(preparation: CustomResource): PheuFunction {
    const { publishFailures } = this.queues;
    const publishChanges = this.add('publish-changes', {
      environment: {
        BUS_NAME: this.bus.eventBusName,
        INTAKE_QUEUE_URL: this.variables.INTAKE_QUEUE_URL,
        CALLS_QUEUE_URL: this.variables.CALLS_QUEUE_URL,
        WORK_QUEUE_URL: this.variables.WORK_QUEUE_URL,
        PUBLISH_FAILURE_QUEUE_URL: publishFailures.queueUrl,
        IDENTITY_KEY: preparation.getAttString('IdentityKey'),
      },
      timeoutSeconds: 30,
    });
    new StreamConsumer(this, 'Changes', {
      table: this.props.data.table,
      consumer: publishChanges,
      failures: publishFailures,
      filters: publishedChanges,
    });
    return publishChanges;
  }

  private addProjecting(): void {
    const { publishFailures } = this.queues;
    const projectChanges = this.add('project-changes', {
      environment: { TABLE_NAME: this.variables.TABLE_NAME, PROJECT_FAILURE_QUEUE_URL: publishFailures.queueUrl },
      // Bounds, together with the size of a batch, how long a record can hold up others that ends the function each time.
      timeoutSeconds: 6,
    });
    new StreamConsumer(this, 'Cards', {
      table: this.props.data.table,
      consumer: projectChanges,
      failures: publishFailures,
      filters: projectedChanges,
      batchSize: 32,
      // All that happens to a lead when it comes makes one write of its card.
      windowSeconds: 2,
    });
  }

  private addTimers(): void {
    const { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = this.variables;
    const { timerShards, deliveryFailures } = this.queues;
    const findDueTimers = this.add('find-due-timers', {
      environment: { TABLE_NAME, TIMER_SHARD_QUEUE_URL: timerShards.queue.queueUrl },
      timeoutSeconds: 20,
      // 43,800 traces a month of a look that mostly finds nothing.
      isTraced: false,
    });
    new Minutely(this, 'EveryMinute', { settings: this.props.settings, target: findDueTimers, failures: deliveryFailures });
    const runTimers = this.add('run-timers', {
      environment: { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL },
      timeoutSeconds: 30,
    });
    timerShards.consumedBy(runTimers, { batchSize: 1 });
  }

  private addTracking(preparation: CustomResource): PheuFunction {
    const { TABLE_NAME, SCORE_QUEUE_URL } = this.variables;
    const environment = { TABLE_NAME, SCORE_QUEUE_URL, MAIL_LINK_KEYS: preparation.getAttString('MailLinkKeys') };
    const trackVisits = this.add('track-visits', { environment, memoryMb: 1_024, timeoutSeconds: 60 });
    this.queues.beacons.consumedBy(trackVisits, { maxConcurrency: 10, batchSize: 1_000 });
    return trackVisits;
  }

  private addScoring(): void {
    const { TABLE_NAME, NOTICE_QUEUE_URL } = this.variables;
    const scoreLeads = this.add('score-leads', { environment: { TABLE_NAME, NOTICE_QUEUE_URL }, timeoutSeconds: 15 });
    // Public beacons feed it.
    this.queues.score.consumedBy(scoreLeads, { maxConcurrency: 20 });
  }

  private addWork(): void {
    const { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = this.variables;
    const doWork = this.add('do-work', {
      environment: { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL },
      timeoutSeconds: 60,
    });
    // An import of a million rows must not take the executions from what people wait for.
    this.queues.work.consumedBy(doWork, { maxConcurrency: 10 });
  }

  private addCalls(): void {
    const { TABLE_NAME, CALLS_QUEUE_URL } = this.variables;
    const doCalls = this.add('do-calls', { environment: { TABLE_NAME, CALLS_QUEUE_URL }, timeoutSeconds: 30 });
    // Endpoints that answer slowly must not take the executions from what people wait for.
    this.queues.calls.consumedBy(doCalls, { maxConcurrency: 10 });
  }

  private addOutputs(api: PheuHttpApi, site: Site): void {
    new CfnOutput(this, 'SiteUrl', { value: site.url, description: 'Demo page, form.js and the API under /v1/' });
    new CfnOutput(this, 'DistributionId', { value: site.distribution.distributionId });
    new CfnOutput(this, 'DistributionDomainName', { value: site.distribution.distributionDomainName });
    new CfnOutput(this, 'ApiEndpoint', { value: api.api.apiEndpoint });
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName });
    new CfnOutput(this, 'IntakeQueueUrl', { value: this.variables.INTAKE_QUEUE_URL });
    new CfnOutput(this, 'NoticeQueueUrl', { value: this.variables.NOTICE_QUEUE_URL });
    new CfnOutput(this, 'WorkQueueUrl', { value: this.variables.WORK_QUEUE_URL });
    new CfnOutput(this, 'CallsQueueUrl', { value: this.variables.CALLS_QUEUE_URL });
    new CfnOutput(this, 'ConfigurationSetName', { value: this.mailEvents.configurationSetName });
    new CfnOutput(this, 'SecretParameterName', { value: this.secretParameterName });
    new CfnOutput(this, 'IdentityParameterName', { value: this.identityParameterName });
  }
}

/** After a rotation whatever checks secrets knows the new one before anything uses it. */
function updatedBefore(checking: PheuFunction, using: IConstruct): void {
  using.node.addDependency(checking.function);
}

/** Short digest of a file's contents. */
function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}
