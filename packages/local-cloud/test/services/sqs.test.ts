import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

describe('the local SQS', () => {
  let account: Account;
  let client: SQSClient;
  beforeEach(async () => {
    account = await openAccount();
    client = new SQSClient(account.as());
  });
  afterEach(async () => {
    client.destroy();
    await account.close();
  });

  const urlOf = (name: string) => account.queues.urlOf(account.queues.arnOf(name));
  const bodies = (messages: readonly { readonly body: string }[]) => messages.map(({ body }) => body);

  it('carries a message with attributes to a receiver that checks the digests', async () => {
    account.queues.createQueue({ name: 'notice' });

    await client.send(
      new SendMessageCommand({
        QueueUrl: urlOf('notice'),
        MessageBody: 'Nguyễn',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf('notice'), MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
    );

    expect(Messages[0]).toMatchObject({
      Body: 'Nguyễn',
      MessageAttributes: { kind: { StringValue: 'x' } },
      Attributes: { ApproximateReceiveCount: '1' },
    });
    await client.send(new DeleteMessageCommand({ QueueUrl: urlOf('notice'), ReceiptHandle: Messages[0]?.ReceiptHandle }));
    expect(account.queues.depth(account.queues.arnOf('notice'))).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('wakes a long poll when a message comes', async () => {
    account.queues.createQueue({ name: 'notice' });
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl: urlOf('notice'), WaitTimeSeconds: 20 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(account.gateway.inFlight()).toBe(0);

    account.queues.send(account.queues.arnOf('notice'), { body: 'hello' });

    expect((await poll).Messages?.[0]?.Body).toBe('hello');
  });

  it('says for each entry of a batch what became of it', async () => {
    account.queues.createQueue({ name: 'notice', maximumMessageBytes: 1024 });

    const result = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: urlOf('notice'),
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'large', MessageBody: 'x'.repeat(2000) },
          { Id: 'late', MessageBody: 'b', DelaySeconds: 901 },
        ],
      }),
    );

    expect(result.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(result.Failed?.map(({ Id, SenderFault }) => [Id, SenderFault])).toEqual([
      ['large', true],
      ['late', true],
    ]);
  });

  it.each([
    [
      'more than ten entries',
      Array.from({ length: 11 }, (_, index) => ({ Id: `m${index}`, MessageBody: 'a' })),
      'TooManyEntriesInBatchRequest',
    ],
    [
      'the same id twice',
      [
        { Id: 'a', MessageBody: 'a' },
        { Id: 'a', MessageBody: 'b' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    [
      'too much in sum',
      Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: 'x'.repeat(120_000) })),
      'BatchRequestTooLong',
    ],
  ])('refuses a batch with %s', async (_what, Entries, name) => {
    account.queues.createQueue({ name: 'notice' });

    await expect(client.send(new SendMessageBatchCommand({ QueueUrl: urlOf('notice'), Entries }))).rejects.toMatchObject({ name });
  });

  it('knows its queues by name and refuses others', async () => {
    account.queues.createQueue({ name: 'notice' });

    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'notice' }))).QueueUrl).toBe(urlOf('notice'));
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toEqual([urlOf('notice')]);
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: urlOf('notice'), AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({ VisibilityTimeout: '30', ApproximateNumberOfMessages: '0' });
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('follows the moved clock with delay, time stamps, visibility and retention', async () => {
    const { arn } = account.queues.createQueue({ name: 'timers', visibilityTimeoutMs: 60_000, retentionMs: 86_400_000 });
    account.clock.advance(3_600_000);
    const woken: string[] = [];
    account.queues.onMessage((queueArn) => woken.push(queueArn));
    account.queues.send(arn, { body: 'later', delayMs: 600_000 });
    expect(account.queues.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });

    account.clock.advance(600_000);
    expect(woken).toEqual([arn]);
    const [first] = await account.queues.receive(arn, 10, 0);
    expect(Number(first?.attributes.SentTimestamp)).toBeGreaterThan(Date.now() + 3_000_000);
    expect(await account.queues.receive(arn, 10, 0)).toEqual([]);

    account.clock.advance(60_000);
    const [second] = await account.queues.receive(arn, 10, 0);
    expect(second?.attributes.ApproximateReceiveCount).toBe('2');

    account.clock.advance(86_400_000);
    expect(account.queues.depth(arn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('gives a message back at once when its visibility is set to nothing', async () => {
    const { arn } = account.queues.createQueue({ name: 'notice' });
    account.queues.send(arn, { body: 'a' });
    const [first] = await account.queues.receive(arn, 1, 0);

    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: urlOf('notice'), ReceiptHandle: first?.receiptHandle, VisibilityTimeout: 0 }),
    );

    expect(bodies(await account.queues.receive(arn, 1, 0))).toEqual(['a']);
  });

  it('takes a group for a message of a standard queue, which promises nothing about order, and hands it on', async () => {
    const { arn } = account.queues.createQueue({ name: 'work' });
    for (const body of ['1', '2']) account.queues.send(arn, { body, groupId: 'recountLeads', delayMs: 1_000 });
    account.queues.send(arn, { body: '3' });
    account.clock.advance(1_000);

    const [alone] = await account.queues.receive(arn, 1, 0);
    const others = await account.queues.receive(arn, 10, 0);

    // A group in flight holds nothing back.
    expect(bodies([...(alone ? [alone] : []), ...others]).sort()).toEqual(['1', '2', '3']);
    const groups = [alone, ...others].map((message) => [message?.body, message?.attributes.MessageGroupId]);
    expect(Object.fromEntries(groups)).toEqual({ 1: 'recountLeads', 2: 'recountLeads', 3: undefined });
  });

  it.each([
    ['an empty group', { groupId: '' }],
    ['a group with a space', { groupId: 'a b' }],
    ['a group with an accent', { groupId: 'miền-nam' }],
    ['a group of 129 characters', { groupId: 'x'.repeat(129) }],
    ['a deduplication id', { groupId: 'a', deduplicationId: 'b' }],
  ])('refuses %s for a standard queue', async (_what, ids) => {
    account.queues.createQueue({ name: 'work' });

    const { groupId: MessageGroupId, deduplicationId } = { deduplicationId: undefined, ...ids };
    const message = { MessageBody: 'a', MessageGroupId, ...(deduplicationId ? { MessageDeduplicationId: deduplicationId } : {}) };

    await expect(client.send(new SendMessageCommand({ QueueUrl: urlOf('work'), ...message }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  describe('with a FIFO queue', () => {
    const open = (options: Partial<Parameters<Account['queues']['createQueue']>[0]> = {}) =>
      account.queues.createQueue({ name: 'assign.fifo', fifo: true, visibilityTimeoutMs: 30_000, ...options }).arn;
    const send = (arn: string, groupId: string, body: string) =>
      account.queues.send(arn, { body, groupId, deduplicationId: `${groupId}-${body}` });

    it('gives up to ten messages of one group in order, and none of it while one is in flight', async () => {
      const arn = open();
      for (let index = 1; index <= 12; index += 1) send(arn, 'pool', `${index}`);
      send(arn, 'other', 'x');

      const first = await account.queues.receive(arn, 10, 0);
      const second = await account.queues.receive(arn, 10, 0);

      expect(bodies(first)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
      expect(bodies(second)).toEqual(['x']);
      account.queues.delete(
        arn,
        first.map(({ receiptHandle }) => receiptHandle),
      );
      expect(bodies(await account.queues.receive(arn, 10, 0))).toEqual(['11', '12']);
    });

    it('keeps the order when a part of a batch fails', async () => {
      const arn = open();
      for (const body of ['1', '2', '3', '4']) send(arn, 'pool', body);
      const [one, two, three] = await account.queues.receive(arn, 3, 0);

      account.queues.delete(arn, [one?.receiptHandle ?? '']);
      account.queues.setVisibility(arn, two?.receiptHandle ?? '', 0);
      expect(await account.queues.receive(arn, 10, 0)).toEqual([]);
      account.queues.setVisibility(arn, three?.receiptHandle ?? '', 0);

      expect(bodies(await account.queues.receive(arn, 10, 0))).toEqual(['2', '3', '4']);
    });

    it('keeps the order when the visibility of a whole batch ends', async () => {
      const arn = open();
      for (const body of ['1', '2', '3', '4']) send(arn, 'pool', body);
      const [first] = await account.queues.receive(arn, 3, 0);

      account.clock.advance(30_000);

      expect(() => account.queues.delete(arn, [first?.receiptHandle ?? ''])).toThrow('expired');
      expect(bodies(await account.queues.receive(arn, 10, 0))).toEqual(['1', '2', '3', '4']);
    });

    it('swallows a second send of one deduplication id for five minutes, also after the first was deleted', async () => {
      const arn = open();
      const first = send(arn, 'pool', 'a');
      const [received] = await account.queues.receive(arn, 1, 0);
      account.queues.delete(arn, [received?.receiptHandle ?? '']);

      const second = send(arn, 'pool', 'a');
      expect(second).toEqual({ ...first, isDuplicate: true });
      expect(account.queues.depth(arn).visible).toBe(0);

      account.clock.advance(300_000);
      expect(send(arn, 'pool', 'a').isDuplicate).toBe(false);
      expect(account.queues.depth(arn).visible).toBe(1);
    });

    it('takes the group into the deduplication when the scope says so, and the body when asked', () => {
      const arn = open({ deduplicationScope: 'messageGroup', contentBasedDeduplication: true });
      const sendPlain = (groupId: string) => account.queues.send(arn, { body: 'same', groupId }).isDuplicate;

      expect([sendPlain('a'), sendPlain('b'), sendPlain('a')]).toEqual([false, false, true]);
    });

    it('refuses what a FIFO queue does not take', () => {
      const arn = open();

      expect(() => account.queues.send(arn, { body: 'a', deduplicationId: 'x' })).toThrow('MessageGroupId');
      expect(() => account.queues.send(arn, { body: 'a', groupId: 'g' })).toThrow('ContentBasedDeduplication');
      expect(() => account.queues.send(arn, { body: 'a', groupId: 'g', deduplicationId: 'x', delayMs: 1000 })).toThrow('DelaySeconds');
    });

    it('gives up after maxReceiveCount, lets the group go on, and moves the dead letter back on request', async () => {
      const dead = account.queues.createQueue({ name: 'assign-dead.fifo', fifo: true }).arn;
      const arn = open({ redrive: { deadLetterArn: dead, maxReceiveCount: 2 } });
      send(arn, 'pool', 'poison');
      send(arn, 'pool', 'good');
      for (let attempt = 0; attempt < 2; attempt += 1) {
        expect(bodies(await account.queues.receive(arn, 1, 0))).toEqual(['poison']);
        account.clock.advance(30_000);
      }

      expect(bodies(await account.queues.receive(arn, 1, 0))).toEqual(['good']);
      expect(account.queues.messages(dead)).toMatchObject([{ body: 'poison', groupId: 'pool', deadLetterSourceArn: arn }]);

      await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead }));
      expect(account.queues.depth(dead).visible).toBe(0);
      expect(account.queues.depth(arn).visible).toBe(1);
    });

    it('keeps the dead letters of several queues in one, and moves each back to its own source', async () => {
      const dead = account.queues.createQueue({ name: 'shared-dead.fifo', fifo: true }).arn;
      const redrive = { deadLetterArn: dead, maxReceiveCount: 1 };
      const sources = ['one', 'two'].map((name) => account.queues.createQueue({ name: `${name}.fifo`, fifo: true, redrive }).arn);
      for (const [index, arn] of sources.entries()) {
        send(arn, 'group', `work-${index}`);
        await account.queues.receive(arn, 1, 0);
      }
      account.clock.advance(30_000);
      for (const arn of sources) expect(await account.queues.receive(arn, 1, 0)).toEqual([]);

      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: account.queues.urlOf(dead),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      expect(Messages.map(({ Body, Attributes }) => [Body, Attributes?.DeadLetterQueueSourceArn])).toEqual(
        sources.map((arn, index) => [`work-${index}`, arn]),
      );

      await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead }));
      expect(account.queues.depth(dead).visible).toBe(0);
      for (const [index, arn] of sources.entries()) expect(account.queues.messages(arn)).toMatchObject([{ body: `work-${index}` }]);
    });
  });

  it('keeps messages and deduplication over a restart, and captures what was sent', async () => {
    const { arn } = account.queues.createQueue({ name: 'intake.fifo', fifo: true });
    account.queues.send(arn, { body: 'a', groupId: 'g', deduplicationId: '1' });
    account.queues.send(arn, { body: 'b', groupId: 'g', deduplicationId: '2' });
    await account.queues.receive(arn, 1, 0);
    const snapshot = JSON.parse(JSON.stringify(account.queues.snapshot()));

    const other = await openAccount();
    other.queues.createQueue({ name: 'intake.fifo', fifo: true });
    other.queues.restore(snapshot);

    expect(other.queues.send(arn, { body: 'a', groupId: 'g', deduplicationId: '1' }).isDuplicate).toBe(true);
    expect(bodies(await other.queues.receive(arn, 10, 0))).toEqual(['a', 'b']);
    expect(bodies(account.queues.captured())).toEqual(['a', 'b']);
    await other.close();
  });

  it('loses and doubles nothing with many senders and receivers', async () => {
    const { arn } = account.queues.createQueue({ name: 'busy.fifo', fifo: true });
    const seen = new Map<string, number[]>();
    const total = 5000;
    for (let index = 0; index < total; index += 1)
      account.queues.send(arn, { body: `${index}`, groupId: `g${index % 97}`, deduplicationId: `${index}` });

    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let batch = await account.queues.receive(arn, 10, 0); batch.length > 0; batch = await account.queues.receive(arn, 10, 0)) {
          for (const { body, attributes } of batch)
            seen.set(attributes.MessageGroupId ?? '', [...(seen.get(attributes.MessageGroupId ?? '') ?? []), Number(body)]);
          account.queues.delete(
            arn,
            batch.map(({ receiptHandle }) => receiptHandle),
          );
        }
      }),
    );

    expect([...seen.values()].flat().length).toBe(total);
    for (const group of seen.values()) expect(group).toEqual(group.toSorted((left, right) => left - right));
  });
});
