import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createLog } from '../../shared/platform/logging.ts';
import { root } from '../../tools/build.ts';
import { readTemplate, referredId, resourcesOf } from './support/templates.ts';

const Dimension = z.object({ Name: z.string(), Value: z.unknown() });
const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  MetricName: z.string().optional(),
  Metrics: z
    .array(
      z.object({
        Expression: z.string().optional(),
        MetricStat: z.object({ Metric: z.object({ MetricName: z.string(), Dimensions: z.array(Dimension) }) }).optional(),
      }),
    )
    .default([]),
  Dimensions: z.array(Dimension).default([]),
  OKActions: z.array(z.unknown()).default([]),
  DatapointsToAlarm: z.number().optional(),
});

async function alarmsOf(variant: 'dev' | 'prod' | 'full') {
  const template = await readTemplate(variant, 'app');
  return { template, alarms: resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Alarm.parse(Properties)) };
}

describe('the alarms', () => {
  it.each(['dev', 'prod', 'full'] as const)('of %s are few enough to be looked at', async (variant) => {
    const { alarms } = await alarmsOf(variant);

    expect(alarms.length).toBeGreaterThan(10);
    expect(alarms.length).toBeLessThanOrEqual(20);
  });

  it('lead to a chapter of the runbook that exists', async () => {
    const { alarms } = await alarmsOf('prod');
    const runbook = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8');
    const chapters = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );

    for (const alarm of alarms) {
      const [, chapter] = /Runbook: docs\/runbook\.md#([a-z0-9-]+)$/.exec(alarm.AlarmDescription) ?? [];
      expect(chapters).toContain(chapter);
    }
  });

  it('ring in the topic, which the address of the settings reads', async () => {
    const { template, alarms } = await alarmsOf('full');

    const topics = new Set(alarms.flatMap((alarm) => alarm.AlarmActions.map(referredId)));

    expect(topics.size).toBe(1);
    const [topic] = topics;
    const readers = resourcesOf(template, 'AWS::SNS::Subscription').filter(
      ([, { Properties }]) => referredId(Properties.TopicArn) === topic,
    );
    expect(readers.map(([, { Properties }]) => [Properties.Protocol, Properties.Endpoint])).toEqual([['email', 'ops@an-nhien.internal']]);
  });

  it('watch every queue in which given-up work ends', async () => {
    const { template, alarms } = await alarmsOf('prod');
    const queues = resourcesOf(template, 'AWS::SQS::Queue');
    const withoutWayOut = queues.filter(([, { Properties }]) => Properties.RedrivePolicy === undefined).map(([id]) => id);

    const onArrivals = alarms.filter((alarm) => alarm.Metrics.some(({ Expression }) => Expression === 'DIFF(FILL(depth, 0))'));
    const depths = onArrivals.flatMap((alarm) => alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []));

    expect(depths.flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => referredId(Value))).sort()).toEqual(withoutWayOut.sort());
    expect(withoutWayOut).toHaveLength(4);
    // What SQS moves itself is not counted as sent.
    expect(new Set(depths.map(({ MetricName }) => MetricName))).toEqual(new Set(['ApproximateNumberOfMessagesVisible']));
    // The end of growth is no end of the trouble, and a metric of SQS may come late.
    for (const alarm of onArrivals) expect(alarm).toMatchObject({ OKActions: [], DatapointsToAlarm: 1 });
  });

  it('watch how long messages wait that somebody waits for, beacons, work and calls included', async () => {
    const { template, alarms } = await alarmsOf('prod');
    const nameOf = (id: string | undefined) => String(template.Resources[id ?? '']?.Properties.QueueName);

    const watched = alarms
      .filter(({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage')
      .map(({ Dimensions }) => nameOf(referredId(Dimensions[0]?.Value)));

    expect(watched.map((name) => name.replace('.fifo', '')).sort()).toEqual(
      ['assign', 'beacons', 'calls', 'intake', 'mail', 'notice', 'work'].map((name) => `pheu-prod-${name}`),
    );
  });

  it.each(['dev', 'prod'] as const)('ring for every error line of every function of %s, by one metric', async (variant) => {
    const { template, alarms } = await alarmsOf(variant);
    const groups = resourcesOf(template, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties.FunctionName !== undefined)
      .map(([, { Properties }]) => referredId(z.object({ LogGroup: z.unknown() }).parse(Properties.LoggingConfig).LogGroup));

    const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);

    expect(filters.map(({ LogGroupName }) => referredId(LogGroupName)).sort()).toEqual(groups.sort());
    // A default value would make a metric, and a bill, of every quiet month.
    const transformations = filters.map(({ MetricTransformations }) => MetricTransformations);
    expect(new Set(transformations.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify([{ MetricName: `${variant}-errors`, MetricNamespace: 'Pheu', MetricValue: '1' }])]),
    );
    expect(alarms.filter(({ MetricName }) => MetricName === `${variant}-errors`)).toHaveLength(1);
  });

  it('count the lines that our logger really writes', async () => {
    const { template } = await alarmsOf('prod');
    const lines: string[] = [];
    const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
    for (const { stream } of streams) stream.write = (line) => lines.push(String(line)) > 0;

    createLog('a-function').error('leads wait without an owner', new Error('none'));
    for (const { stream, write } of streams) stream.write = write;

    const { level } = z.object({ level: z.string() }).parse(JSON.parse(lines.join('')));
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::MetricFilter')) {
      expect(Properties.FilterPattern).toContain(`($.level = "${level}")`);
    }
  });

  it.each(['timeout', 'error', 'failure'])(
    'count a call that ends by %s, of which the function itself can write nothing',
    async (status) => {
      const template = await readTemplate('prod', 'app');

      for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::MetricFilter')) {
        expect(Properties.FilterPattern).toContain(`($.record.status = "${status}")`);
      }
    },
  );

  it('are joined by a budget, once somebody is there to read it', async () => {
    const [[, budget] = []] = resourcesOf(await readTemplate('full', 'app'), 'AWS::Budgets::Budget');

    expect(budget?.Properties).toMatchObject({ Budget: { TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 200, Unit: 'USD' } } });
    // CloudFormation replaces a budget whose readers change, and replaces nothing that has a name of ours.
    expect(budget?.Properties.Budget).not.toHaveProperty('BudgetName');
    const Told = z.array(z.object({ Subscribers: z.array(z.object({ Address: z.string() })) }));
    const told = Told.parse(budget?.Properties.NotificationsWithSubscribers);
    expect(told.flatMap(({ Subscribers }) => Subscribers.map(({ Address }) => Address))).toEqual([
      'ops@an-nhien.internal',
      'ops@an-nhien.internal',
    ]);
    expect(resourcesOf(await readTemplate('prod', 'app'), 'AWS::Budgets::Budget')).toEqual([]);
  });

  it('watch the age of the stream and the answers of the API', async () => {
    const { alarms } = await alarmsOf('prod');

    expect(alarms.map((alarm) => alarm.MetricName)).toEqual(
      expect.arrayContaining(['IteratorAge', '5xx', 'ApproximateAgeOfOldestMessage']),
    );
  });
});
