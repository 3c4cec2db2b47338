import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Alarms } from '../constructs/alarms.ts';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import type { Queues } from './queues.ts';

export interface Watched {
  readonly stage: string;
  readonly api: HttpApi;
  readonly table: Table;
  readonly publishChanges: PheuFunction;
  readonly functions: readonly PheuFunction[];
  readonly queues: Queues;
}

/** Seconds that the oldest message of a queue may wait. Nobody waits for `score`: its trouble shows as errors. */
const longestWaits = [
  ['intake', 120],
  ['assign', 120],
  ['notice', 300],
  ['mail', 1_800],
  ['beacons', 1_800],
  ['work', 1_800],
  ['calls', 1_800],
] as const;

/** Alarms on what people would notice: lost posts, late leads, mails that do not arrive. Each costs 10 cents a month. */
export function addServiceAlarms(alarms: Alarms, watched: Watched): void {
  const { api, table, publishChanges, queues } = watched;
  addErrorAlarm(alarms, watched);
  for (const [name, seconds] of longestWaits) {
    alarms.add(`${name}-waits`, {
      metric: queues[name].queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: seconds,
      periods: 3,
      what: `The oldest message of ${name} has waited more than ${seconds} s.`,
      runbook: 'work-waits',
    });
  }
  alarms.add('events-wait', {
    metric: publishChanges.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 60_000,
    periods: 5,
    what: 'The stream of changes is read more than a minute late; after 23 h entries would need a republish.',
    runbook: 'events-wait',
  });
  alarms.add('api-fails', {
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 5,
    what: 'The API answered more than five requests in five minutes with 5xx; forms keep the post and try again.',
    runbook: 'api-fails',
  });
  alarms.add('functions-throttled', {
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 10,
    what: "Functions of this account are refused for want of concurrency: the account's limit is too low for the load.",
    runbook: 'functions-throttled',
  });
  alarms.add('table-throttled', {
    metric: new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: 'WriteThrottleEvents',
      dimensionsMap: { TableName: table.tableName },
      period: Duration.minutes(5),
      statistic: 'Sum',
    }),
    threshold: 10,
    what: 'The table refuses writes: a ceiling is reached or one key is too hot.',
    runbook: 'table-throttled',
  });
  alarms.add('mails-bounce', {
    metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.BounceRate', period: Duration.hours(1), statistic: 'Maximum' }),
    threshold: 0.04,
    what: 'More than 4 % of the mails come back; SES reviews an account at 5 %.',
    runbook: 'mails-bounce',
  });
  alarms.add('mails-complained-of', {
    metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.ComplaintRate', period: Duration.hours(1), statistic: 'Maximum' }),
    threshold: 0.0008,
    what: 'More than 0.08 % of the mails are reported as spam; SES reviews an account at 0.1 %.',
    runbook: 'mails-complained-of',
  });
}

const levels = ['ERROR', 'FATAL'].map((level) => `($.level = "${level}")`);
const statuses = ['timeout', 'error', 'failure'].map((status) => `($.record.status = "${status}")`);

/**
 * Every line of the level ERROR is for a person to act on; what comes back by itself is a WARN. One filter a function feeds one metric,
 * so that a new kind of trouble needs no alarm of its own. The metric has no default value: a month without such a line has no data
 * and no price.
 */
function addErrorAlarm(alarms: Alarms, { stage, functions }: Watched): void {
  const metric = { metricNamespace: 'Pheu', metricName: `${stage}-errors` };
  for (const { node, logGroup } of functions) {
    new MetricFilter(logGroup, 'Errors', {
      logGroup,
      filterName: `${node.id}-errors`,
      // Our logger and Lambda's own lines on uncaught errors spell the level alike. A function that runs out of time or memory cannot write one:
      // the platform's record of the call tells of it.
      filterPattern: FilterPattern.literal(`{ ${[...levels, ...statuses].join(' || ')} }`),
      ...metric,
      metricValue: '1',
    });
  }
  alarms.add('errors', {
    metric: new Metric({ namespace: metric.metricNamespace, metricName: metric.metricName, period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 0,
    what: 'A function wrote an error that a person has to act on: a lead without an owner, a mail that SES refuses, an item set aside.',
    runbook: 'errors',
  });
}
