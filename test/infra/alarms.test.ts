import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { root } from '../../tools/build.ts';
import { readTemplate, referredId, resourcesOf } from './support/templates.ts';

const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
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
    expect(readers.map(([, { Properties }]) => [Properties.Protocol, Properties.Endpoint])).toEqual([['email', 'ops@example.vn']]);
  });

  it('watch every queue in which given-up work ends', async () => {
    const { template, alarms } = await alarmsOf('prod');
    const queues = resourcesOf(template, 'AWS::SQS::Queue');
    const withoutWayOut = queues.filter(([, { Properties }]) => Properties.RedrivePolicy === undefined).map(([id]) => id);

    const watched = alarms
      .filter((alarm) => alarm.MetricName === 'ApproximateNumberOfMessagesVisible')
      .flatMap((alarm) => alarm.Dimensions.map(({ Value }) => referredId(Value)));

    expect(watched.sort()).toEqual(withoutWayOut.sort());
    expect(withoutWayOut).toHaveLength(10);
  });

  it('watch the age of the stream and the answers of the API', async () => {
    const { alarms } = await alarmsOf('prod');

    expect(alarms.map((alarm) => alarm.MetricName)).toEqual(
      expect.arrayContaining(['IteratorAge', '5xx', 'ApproximateAgeOfOldestMessage']),
    );
  });
});
