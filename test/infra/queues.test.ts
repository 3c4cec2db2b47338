import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { suspectSeconds, triesOfSuspects } from '../../shared/projecting/index.ts';
import { leadsPerTransaction } from '../../shared/routing/index.ts';
import { readTemplate, referredId, resourcesOf, type Template } from './support/templates.ts';

const fourteenDays = 14 * 86_400;
const Redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() });
const Queue = z.object({
  QueueName: z.string(),
  FifoQueue: z.boolean().default(false),
  VisibilityTimeout: z.number().optional(),
  MessageRetentionPeriod: z.number(),
  RedrivePolicy: Redrive.optional(),
  SqsManagedSseEnabled: z.boolean(),
  DeduplicationScope: z.string().optional(),
  FifoThroughputLimit: z.string().optional(),
});

describe.each(['dev', 'prod'] as const)('the queues of %s', (stage) => {
  let template: Template;
  let queues: Map<string, z.infer<typeof Queue>>;
  let mappings: Record<string, unknown>[];

  beforeAll(async () => {
    template = await readTemplate(stage, 'app');
    queues = new Map(resourcesOf(template, 'AWS::SQS::Queue').map(([id, { Properties }]) => [id, Queue.parse(Properties)]));
    mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
  });

  const queueMappings = () =>
    mappings.flatMap((mapping) => {
      const queue = queues.get(referredId(mapping.EventSourceArn) ?? '');
      return queue ? [{ mapping, queue }] : [];
    });

  it('are ten kinds of waiting, each consumed once', () => {
    const names = queueMappings().map(({ queue }) => queue.QueueName);

    const prefix = `pheu-${stage}-`;
    const kinds = ['assign.fifo', 'beacons', 'calls', 'intake.fifo', 'mail', 'mail-feedback', 'notice', 'score', 'timer-shards', 'work'];
    expect(names.sort()).toEqual(kinds.map((kind) => `${prefix}${kind}`));
  });

  it('share one dead-letter queue for each kind of queue, which keeps for 14 days, longer than the work itself', () => {
    const targets = new Set(queueMappings().map(({ queue }) => referredId(queue.RedrivePolicy?.deadLetterTargetArn) ?? ''));
    expect([...targets].map((id) => queues.get(id)?.QueueName).sort()).toEqual([
      `pheu-${stage}-dead-letters`,
      `pheu-${stage}-dead-letters.fifo`,
    ]);
    for (const { queue } of queueMappings()) {
      const dead = queues.get(referredId(queue.RedrivePolicy?.deadLetterTargetArn) ?? '');
      expect(dead).toMatchObject({ FifoQueue: queue.FifoQueue, MessageRetentionPeriod: fourteenDays });
      expect(queue.MessageRetentionPeriod).toBeLessThan(fourteenDays);
    }
  });

  it('give nothing up during an outage of an hour', () => {
    for (const { queue } of queueMappings()) {
      const tries = queue.RedrivePolicy?.maxReceiveCount ?? 0;
      expect(tries).toBeGreaterThanOrEqual(5);
      expect(tries * (queue.VisibilityTimeout ?? 0)).toBeGreaterThan(3_600);
    }
  });

  it('hide a message six times as long as its consumer may run', () => {
    for (const { queue, mapping } of queueMappings()) {
      const consumer = template.Resources[referredId(mapping.FunctionName) ?? ''];
      const windowSeconds = Number(mapping.MaximumBatchingWindowInSeconds ?? 0);
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(consumer?.Properties.Timeout) + windowSeconds);
    }
  });

  it('report failures message by message', () => {
    for (const { mapping } of queueMappings()) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      // Whoever is waited for takes what is there; beacons and mails wait for each other.
      const isPatient = (mapping.MaximumBatchingWindowInSeconds ?? 0) !== 0;
      expect(mapping.BatchSize).toBeLessThanOrEqual(isPatient ? 1_000 : 10);
    }
  });

  it('bound the consumers of what strangers can flood, of mails for the rate of SES, and of what nobody waits for', () => {
    const bounded = queueMappings().filter(({ mapping }) => mapping.ScalingConfig !== undefined);

    // A bound costs three more pollers on an empty queue.
    const kinds = ['assign.fifo', 'beacons', 'calls', 'intake.fifo', 'mail', 'notice', 'score', 'work'];
    expect(bounded.map(({ queue }) => queue.QueueName).sort()).toEqual(kinds.map((kind) => `pheu-${stage}-${kind}`));
    for (const { mapping } of bounded)
      expect(z.object({ MaximumConcurrency: z.number().min(2) }).safeParse(mapping.ScalingConfig).success).toBe(true);
  });

  it('bring as many leads at once as one transaction assigns', () => {
    const assign = queueMappings().find(({ queue }) => queue.QueueName === `pheu-${stage}-assign.fifo`);

    expect(assign?.mapping.BatchSize).toBe(leadsPerTransaction);
  });

  it('gather beacons for five seconds and forget them after a day', () => {
    const beacons = queueMappings().find(({ queue }) => queue.QueueName === `pheu-${stage}-beacons`);

    expect(beacons?.mapping).toMatchObject({ BatchSize: 1_000, MaximumBatchingWindowInSeconds: 5 });
    expect(beacons?.queue).toMatchObject({ MessageRetentionPeriod: 86_400 });
  });

  it('gather the mails of a campaign for a second, what SES tells of them for two, and nothing that somebody may wait for', () => {
    const gathering = queueMappings().filter(({ mapping }) => mapping.MaximumBatchingWindowInSeconds !== undefined);

    expect(gathering.map(({ queue }) => queue.QueueName).sort()).toEqual(
      ['beacons', 'mail', 'mail-feedback'].map((kind) => `pheu-${stage}-${kind}`),
    );
    const mail = gathering.find(({ queue }) => queue.QueueName === `pheu-${stage}-mail`);
    const feedback = gathering.find(({ queue }) => queue.QueueName === `pheu-${stage}-mail-feedback`);
    expect(mail?.mapping).toMatchObject({ BatchSize: 50, MaximumBatchingWindowInSeconds: 1 });
    expect(feedback?.mapping).toMatchObject({ BatchSize: 50, MaximumBatchingWindowInSeconds: 2 });
  });

  it('order by group, so that one person or one pool never waits for another', () => {
    const fifo = [...queues.values()].filter((queue) => queue.FifoQueue && queue.RedrivePolicy);

    expect(fifo).toHaveLength(2);
    for (const queue of fifo) expect(queue).toMatchObject({ DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' });
  });

  it('are encrypted and refuse plain HTTP', () => {
    const guarded = resourcesOf(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) => {
      const text = JSON.stringify(Properties.PolicyDocument);
      expect(text).toContain('"aws:SecureTransport":"false"');
      return [Properties.Queues].flat().map(referredId);
    });

    expect(new Set(guarded)).toEqual(new Set(queues.keys()));
    for (const queue of queues.values()) expect(queue.SqsManagedSseEnabled).toBe(true);
  });

  const Stream = z.object({
    FunctionName: z.unknown(),
    BatchSize: z.number(),
    MaximumBatchingWindowInSeconds: z.number().default(0),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.unknown() }) }),
  });
  const readersOf = () =>
    mappings.flatMap((mapping) => {
      if (mapping.StartingPosition === undefined) return [];
      const reader = Stream.parse(mapping);
      const { FunctionName, Timeout } = template.Resources[referredId(reader.FunctionName) ?? '']?.Properties ?? {};
      return [{ mapping, reader, name: String(FunctionName), timeoutSeconds: Number(Timeout) }];
    });
  const patternsOf = (name: string): unknown =>
    readersOf()
      .find((one) => one.name === `pheu-${stage}-${name}`)
      ?.reader.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern));

  it('let both readers of the stream, and no third, try again until the records are 23 hours old, then keep their place', () => {
    expect(
      readersOf()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([`pheu-${stage}-project-changes`, `pheu-${stage}-publish-changes`]);
    for (const { mapping, reader } of readersOf()) {
      expect(mapping).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        MaximumRecordAgeInSeconds: 23 * 3_600,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
      // No count: -1, tries without end, is the default.
      expect(mapping).not.toHaveProperty('MaximumRetryAttempts');
      expect(queues.get(referredId(reader.DestinationConfig.OnFailure.Destination) ?? '')?.QueueName).toBe(
        `pheu-${stage}-publish-failures`,
      );
    }
  });

  it('wake publish-changes for new timeline entries, submissions, calls, what they tell of their end, and changed rules of routing, segments, sequences, dates, fields, users, connectors and forms only', () => {
    expect(patternsOf('publish-changes')).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'TIMELINE#' }] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'SUBMISSION#' }] }, sk: { S: ['RAW'] } } } },
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'CALL#' }] } } } },
      {
        eventName: ['MODIFY'],
        dynamodb: {
          Keys: { pk: { S: [{ prefix: 'CALL#' }] } },
          NewImage: { tells: { S: [{ exists: true }] }, state: { S: ['done', 'refused', 'givenUp'] } },
        },
      },
      {
        eventName: ['MODIFY'],
        dynamodb: {
          Keys: {
            pk: {
              S: [
                'CONFIG#territories',
                'CONFIG#pools',
                'CONFIG#reps',
                'CONFIG#company',
                'CONFIG#segments',
                'CONFIG#sequences',
                'CONFIG#dates',
                'CONFIG#fields',
                'CONFIG#users',
                'CONFIG#connectors',
                'CONFIG#forms',
              ],
            },
            sk: { S: ['CURRENT'] },
          },
        },
      },
    ]);
  });

  it('wake project-changes for leads and their profiles, what is known of the person beside, what was told and posted of them, what their people did, their orders, and needs that are assigned apart from them only', () => {
    expect(patternsOf('project-changes')).toEqual([
      { dynamodb: { Keys: { pk: { S: [{ prefix: 'LEAD#' }] }, sk: { S: ['LEAD', 'PROFILE', 'PERSON'] } } } },
      { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'POST#' }, { prefix: 'TIMELINE#' }] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [{ prefix: 'ENGAGEMENT#' }, { prefix: 'PURCHASE#' }] } } } },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: [{ prefix: 'OPP#' }] } }, NewImage: { subject: { S: [{ 'anything-but': ['lead'] }] } } },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: ['LEADSCORE'] } }, NewImage: { visitedAt: { N: [{ exists: true }] } } },
      },
    ]);
  });

  it('hold a shard of cards up for less than a minute, even by a record that ends the function each time', () => {
    const { reader, timeoutSeconds } = readersOf().find(({ name }) => name.endsWith('project-changes')) ?? {};

    // Halved until the record is alone, each half taking the whole time-out; by then it is old enough for its tries to be counted.
    const halvings = Math.ceil(Math.log2(reader?.BatchSize ?? 0));
    const alone = Math.max(halvings * (timeoutSeconds ?? 0), suspectSeconds);
    expect((reader?.MaximumBatchingWindowInSeconds ?? 0) + alone + triesOfSuspects * (timeoutSeconds ?? 0)).toBeLessThan(60);
  });

  it('catch what the schedule and SNS could not deliver, and no look for timers that began', () => {
    const isMinutely = ([id]: readonly [string, unknown]) => id.startsWith('EveryMinute');
    const [, schedule] = resourcesOf(template, 'AWS::Scheduler::Schedule').find(isMinutely) ?? [];
    const [, invocation] = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(isMinutely) ?? [];
    const [[, subscription] = []] = resourcesOf(template, 'AWS::SNS::Subscription');

    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      Target: { RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 } },
    });
    const Target = z.object({ DeadLetterConfig: z.object({ Arn: z.unknown() }) });
    const failures = [
      Target.parse(schedule?.Properties.Target).DeadLetterConfig.Arn,
      Redrive.pick({ deadLetterTargetArn: true }).parse(subscription?.Properties.RedrivePolicy).deadLetterTargetArn,
    ].map((arn) => queues.get(referredId(arn) ?? '')?.QueueName);
    expect(failures).toEqual(Array(2).fill(`pheu-${stage}-delivery-failures`));
    expect(subscription?.Properties.RawMessageDelivery).toBe(true);
    expect(invocation?.Properties).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 300 });
    // Each minute of an outage would leave one more that nobody can do anything with.
    expect(invocation?.Properties.DestinationConfig).toBeUndefined();
  });
});
