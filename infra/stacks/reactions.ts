import type { CustomResource } from 'aws-cdk-lib';
import { factsPrefix } from '../../shared/analytics/index.ts';
import { callSecrets } from '../../shared/connectors/secret-names.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import { InboundMail } from '../constructs/inbound-mail.ts';
import { Minutely } from '../constructs/minutely.ts';
import { Nightly } from '../constructs/nightly.ts';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { type AppParts, updatedBefore, wholeCpuMb } from './app-parts.ts';
import { projectedChanges, publishedChanges } from './stream-filters.ts';

/** Adds the reader of the stream that tells the bus and the queues. */
export function addPublishing(parts: AppParts, preparation: CustomResource): PheuFunction {
  const { publishFailures } = parts.queues;
  const publishChanges = parts.add('publish-changes', {
    environment: {
      TABLE_NAME: parts.variables.TABLE_NAME,
      BUS_NAME: parts.bus.eventBusName,
      INTAKE_QUEUE_URL: parts.variables.INTAKE_QUEUE_URL,
      CALLS_QUEUE_URL: parts.variables.CALLS_QUEUE_URL,
      WORK_QUEUE_URL: parts.variables.WORK_QUEUE_URL,
      PUBLISH_FAILURE_QUEUE_URL: publishFailures.queueUrl,
      IDENTITY_KEY: preparation.getAttString('IdentityKey'),
    },
    timeoutSeconds: 30,
  });
  new StreamConsumer(parts.stack, 'Changes', {
    table: parts.props.data.table,
    consumer: publishChanges,
    failures: publishFailures,
    filters: publishedChanges,
  });
  return publishChanges;
}

/** Adds the reader of the stream that keeps what leads are listed and found by. */
export function addProjecting(parts: AppParts, preparation: CustomResource): void {
  const { publishFailures } = parts.queues;
  const projectChanges = parts.add('project-changes', {
    environment: {
      TABLE_NAME: parts.variables.TABLE_NAME,
      WORK_QUEUE_URL: parts.variables.WORK_QUEUE_URL,
      PROJECT_FAILURE_QUEUE_URL: publishFailures.queueUrl,
      IDENTITY_KEY: preparation.getAttString('IdentityKey'),
    },
    // Bounds, together with the size of a batch, how long a record can hold up others that ends the function each time.
    timeoutSeconds: 6,
  });
  new StreamConsumer(parts.stack, 'Cards', {
    table: parts.props.data.table,
    consumer: projectChanges,
    failures: publishFailures,
    filters: projectedChanges,
    batchSize: 32,
    // All that happens to a lead when it comes makes one write of its card.
    windowSeconds: 2,
  });
}

/** Adds the look every minute, and what sends what is due. */
export function addTimers(parts: AppParts): void {
  const { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const { timerShards, deliveryFailures } = parts.queues;
  const findDueTimers = parts.add('find-due-timers', {
    environment: { TABLE_NAME, TIMER_SHARD_QUEUE_URL: timerShards.queue.queueUrl },
    timeoutSeconds: 20,
    // 43,800 traces a month of a look that mostly finds nothing.
    isTraced: false,
  });
  new Minutely(parts.stack, 'EveryMinute', { settings: parts.props.settings, target: findDueTimers, failures: deliveryFailures });
  const runTimers = parts.add('run-timers', {
    environment: { TABLE_NAME, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL },
    timeoutSeconds: 30,
  });
  timerShards.consumedBy(runTimers, { batchSize: 1 });
}

/** Adds effects inside of the account. */
export function addWork(parts: AppParts, preparation: CustomResource): void {
  const { TABLE_NAME, ASSIGN_QUEUE_URL, NOTICE_QUEUE_URL, MAIL_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } = parts.variables;
  const doWork = parts.add('do-work', {
    environment: {
      TABLE_NAME,
      ASSIGN_QUEUE_URL,
      NOTICE_QUEUE_URL,
      MAIL_QUEUE_URL,
      SCORE_QUEUE_URL,
      WORK_QUEUE_URL,
      IDENTITY_KEY: preparation.getAttString('IdentityKey'),
      USER_POOL_ID: parts.props.data.userPool.userPoolId,
      IMPORTS_BUCKET: parts.variables.IMPORTS_BUCKET,
    },
    // A list of 50 MB is read in memory (ADR 0142), within a minute only by a whole CPU (ADR 0194).
    memoryMb: 1_769,
    timeoutSeconds: 60,
  });
  parts.acknowledgeFiles(doWork, ['imports', 'exports', 'mail']);
  // An import of a million rows must not take the executions from what people wait for.
  parts.queues.work.consumedBy(doWork, { maxConcurrency: 10 });
}

/** Adds calls of foreign addresses. */
export function addCalls(parts: AppParts, preparation: CustomResource): void {
  const { TABLE_NAME, CALLS_QUEUE_URL, WEBHOOK_SECRETS, CONNECTOR_SECRETS } = parts.variables;
  const WEBHOOK_KEYS = preparation.getAttString('WebhookKeys');
  const doCalls = parts.add('do-calls', {
    environment: { TABLE_NAME, CALLS_QUEUE_URL, WEBHOOK_SECRETS, CONNECTOR_SECRETS, WEBHOOK_KEYS },
    timeoutSeconds: 30,
  });
  doCalls.acknowledge(
    wildcardFinding(parts.stack, parts.webhookSecretArns),
    'Which webhooks there are is said by the configuration, whose addresses name their secrets; all of them have names of their own kind.',
  );
  parts.acknowledgeConnectorSecrets(doCalls, callSecrets);
  // Endpoints that answer slowly must not take the executions from what people wait for.
  parts.queues.calls.consumedBy(doCalls, { maxConcurrency: 10 });
}

/** Adds the export of facts, where analytics was asked for. */
export function addAnalytics(parts: AppParts): void {
  const { files, settings, timeZone } = parts.props;
  if (!files) return;
  const exportFacts = parts.add('export-facts', {
    environment: { TABLE_NAME: parts.variables.TABLE_NAME, ANALYTICS_BUCKET: files.bucketName },
    memoryMb: wholeCpuMb,
    timeoutSeconds: 900,
  });
  exportFacts.acknowledge(
    wildcardFinding(parts.stack, `${parts.analyticsArn}/${factsPrefix}*`),
    'Which months have leads is known night by night; nothing else lies below the prefix.',
  );
  // Behind the work of midnight, and before anybody asks for yesterday.
  const failures = parts.queues.deliveryFailures;
  new Nightly(parts.stack, 'EveryNight', { settings, target: exportFacts, failures, hour: 2, timeZone });
}

/** Adds what takes answers to mails in, where somebody asked for it. */
export function addReplies(parts: AppParts, preparation: CustomResource, sendMail: PheuFunction): void {
  const { settings, data } = parts.props;
  const { replyDomain } = settings;
  if (replyDomain === undefined) return;
  const mailInbound = parts.add('mail-inbound', {
    environment: {
      TABLE_NAME: parts.variables.TABLE_NAME,
      IMPORTS_BUCKET: parts.variables.IMPORTS_BUCKET,
      REPLY_DOMAIN: replyDomain,
      SIGNED_LINK_KEYS: preparation.getAttString('SignedLinkKeys'),
      IDENTITY_KEY: preparation.getAttString('IdentityKey'),
    },
    // A mail of 10 MB is read in memory.
    memoryMb: 1_024,
    timeoutSeconds: 60,
  });
  updatedBefore(mailInbound, sendMail);
  parts.acknowledgeFiles(mailInbound, ['mail']);
  const failures = parts.queues.deliveryFailures;
  new InboundMail(parts.stack, 'Replies', {
    stack: parts.stack,
    settings,
    replyDomain,
    bucket: data.imports,
    target: mailInbound,
    failures,
  });
}
