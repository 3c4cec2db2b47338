import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

const tableArn = 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/leads';

describe('the gateway', () => {
  let account: Account;
  const executed: { operation: string; input: Record<string, unknown> }[] = [];
  const killed: string[] = [];
  let table: DynamoDBClient;
  beforeEach(async () => {
    executed.length = 0;
    killed.length = 0;
    account = await openAccount({
      onKill: (accessKeyId) => killed.push(accessKeyId),
      execute: async (operation, input) => {
        executed.push({ operation, input });
        const ConsumedCapacity = { TableName: 'leads', CapacityUnits: 3, Table: { CapacityUnits: 2 } };
        return { status: 200, body: { ConsumedCapacity: operation.startsWith('Transact') ? [ConsumedCapacity] : ConsumedCapacity } };
      },
    });
    table = new DynamoDBClient(account.as('ASSIGN'));
  });
  afterEach(async () => {
    table.destroy();
    await account.close();
  });

  const item = { pk: { S: 'LEAD#1' }, sk: { S: 'LEAD' } };

  it('refuses a function that has no grant, naming function, action and resource', async () => {
    account.grant('ASSIGN', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: tableArn });

    const call = table.send(new PutItemCommand({ TableName: 'leads', Item: item }));

    await expect(call).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/fn-assign.*dynamodb:PutItem.*table\/leads/),
    });
    expect(executed).toEqual([]);
    expect(account.calls).toMatchObject([
      { principal: 'fn-assign', service: 'dynamodb', operation: 'PutItem', status: 400, errorType: 'AccessDeniedException' },
    ]);
  });

  it('refuses an access key that nobody has', async () => {
    await expect(table.send(new PutItemCommand({ TableName: 'leads', Item: item }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it.each(['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'])('demands %s for an item of a transaction', async (missing) => {
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].filter((action) => action !== missing);
    account.grant('ASSIGN', { Effect: 'Allow', Action: actions.map((action) => `dynamodb:${action}`), Resource: tableArn });
    const key = { TableName: 'leads', Key: item };

    const call = table.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'leads', Item: item } },
          { Update: { ...key, UpdateExpression: 'SET a = b' } },
          { Delete: key },
          { ConditionCheck: { ...key, ConditionExpression: 'attribute_exists(pk)' } },
        ],
      }),
    );

    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(`dynamodb:${missing} `) });
  });

  it('demands the index of a query, and one permission per table of a batch', async () => {
    account.grant('ASSIGN', { Effect: 'Allow', Action: 'dynamodb:*', Resource: [tableArn, `${tableArn}/index/gsi1`] });
    const query = (IndexName: string) =>
      table.send(
        new QueryCommand({
          TableName: 'leads',
          IndexName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'a' } },
        }),
      );

    await query('gsi1');
    await expect(query('gsi2')).rejects.toMatchObject({ message: expect.stringContaining('table/leads/index/gsi2') });
    const put = [{ PutRequest: { Item: item } }];
    await expect(table.send(new BatchWriteItemCommand({ RequestItems: { leads: put, other: put } }))).rejects.toMatchObject({
      message: expect.stringContaining('table/other'),
    });
  });

  it('knows the leading keys of items, transactions and queries', async () => {
    account.grant('ASSIGN', {
      Effect: 'Allow',
      Action: 'dynamodb:*',
      Resource: tableArn,
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LEAD#*'] } },
    });
    const query = (pk: string) =>
      table.send(
        new QueryCommand({
          TableName: 'leads',
          KeyConditionExpression: '#p = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeNames: { '#p': 'pk' },
          ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: 'x' } },
        }),
      );

    await table.send(new PutItemCommand({ TableName: 'leads', Item: item }));
    await query('LEAD#1');
    await expect(query('CONFIG#1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(
      table.send(
        new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'leads', Item: { ...item, pk: { S: 'CONFIG#1' } } } }] }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('asks for the items of a transaction one by one, and for all keys of an action at once', async () => {
    const allow = (...kinds: string[]) => ({
      Effect: 'Allow' as const,
      Action: 'dynamodb:PutItem',
      Resource: tableArn,
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds } },
    });
    const put = (pk: string) => ({ Put: { TableName: 'leads', Item: { ...item, pk: { S: pk } } } });
    const both = () => table.send(new TransactWriteItemsCommand({ TransactItems: [put('LEAD#1'), put('EMAIL#1')] }));

    account.grant('ASSIGN', allow('LEAD#*'), allow('EMAIL#*'));
    await expect(both()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    account.grant('ASSIGN', allow('LEAD#*', 'EMAIL#*'));
    await both();
  });

  it('counts the capacity of every call without showing it to a caller that did not ask', async () => {
    account.grant('ASSIGN', { Effect: 'Allow', Action: 'dynamodb:*', Resource: tableArn });

    const silent = await table.send(new PutItemCommand({ TableName: 'leads', Item: item }));
    const total = await table.send(new GetItemCommand({ TableName: 'leads', Key: item, ReturnConsumedCapacity: 'TOTAL' }));
    await table.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: 'leads', Key: { ...item, pk: { S: 'EMAIL#x' } } } }] }),
    );

    expect(silent.ConsumedCapacity).toBeUndefined();
    expect(total.ConsumedCapacity).toEqual({ TableName: 'leads', CapacityUnits: 3 });
    expect(executed.every(({ input }) => input.ReturnConsumedCapacity === 'INDEXES')).toBe(true);
    expect(account.calls.map(({ capacity }) => capacity)).toEqual([
      { read: 0, write: 3, keyPrefixes: ['LEAD'] },
      { read: 3, write: 0, keyPrefixes: ['LEAD'] },
      { read: 0, write: 3, keyPrefixes: ['EMAIL'] },
    ]);
  });

  it('answers an operation that it does not know with an error of the protocol', async () => {
    const ssm = new SSMClient(account.as());

    await expect(ssm.send(new GetParameterCommand({ Name: '/none' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const answer = await fetch(account.gateway.url, { method: 'POST', headers: { 'x-amz-target': 'Nothing.Here' }, body: '{}' });

    expect(answer.status).toBe(400);
    ssm.destroy();
  });

  describe('with faults', () => {
    const put = (client = table) =>
      client.send(new PutItemCommand({ TableName: 'leads', Item: item })).then(
        () => 'ok',
        (error: Error) => error.name,
      );
    beforeEach(() => account.grant('ASSIGN', { Effect: 'Allow', Action: 'dynamodb:*', Resource: tableArn }));

    it('refuses before the effect, at times retryably', async () => {
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['before'] });

      const answers = new Set<string>();
      for (let call = 0; call < 20; call += 1) answers.add(await put());

      expect([...answers].sort()).toEqual(['FaultInjected', 'InternalServerError']);
      expect(executed).toEqual([]);
      expect(account.gateway.faults.count().before).toBe(20);
    });

    it('loses the answer after the effect', async () => {
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['after'] });

      expect(await put()).not.toBe('ok');

      expect(executed.length).toBe(1);
      expect(account.calls).toMatchObject([{ status: 0, fault: 'after' }]);
    });

    it('delays, and kills the caller at times before and at times after the effect', async () => {
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['delay'], maxDelayMs: 5 });
      expect(await put()).toBe('ok');
      executed.length = 0;

      account.gateway.faults.set({ seed: 3, rate: 1, modes: ['kill'] });
      for (let call = 0; call < 20; call += 1) await put();

      expect(killed).toEqual(Array.from({ length: 20 }, () => 'ASSIGN'));
      expect(executed.length).toBeGreaterThan(0);
      expect(executed.length).toBeLessThan(20);
    });

    it('fails one entry of a batch inside a successful answer', async () => {
      const { arn } = account.queues.createQueue({ name: 'notice' });
      account.grant('NOTICE', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn });
      const sender = new SQSClient(account.as('NOTICE'));
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['partial'] });

      const result = await sender.send(
        new SendMessageBatchCommand({
          QueueUrl: account.queues.urlOf(arn),
          Entries: ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id })),
        }),
      );
      await sender.send(new SendMessageCommand({ QueueUrl: account.queues.urlOf(arn), MessageBody: 'single' }));

      expect(result.Failed).toMatchObject([{ Code: 'InternalError', SenderFault: false }]);
      expect(result.Successful).toHaveLength(2);
      expect(account.queues.depth(arn).visible).toBe(3);
      expect(account.gateway.faults.count().partial).toBe(1);
      sender.destroy();
    });

    it('fails one event of a call in its place', async () => {
      account.events.createBus('pheu');
      account.grant('PUBLISH', { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' });
      const publisher = new EventBridgeClient(account.as('PUBLISH'));
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['partial'] });

      const Entries = ['1', '2', '3'].map((id) => ({ EventBusName: 'pheu', Source: 's', DetailType: 't', Detail: JSON.stringify({ id }) }));
      const result = await publisher.send(new PutEventsCommand({ Entries }));

      expect(result.FailedEntryCount).toBe(1);
      const kept = account.events.captured().map(({ event }) => event.detail.id);
      expect(kept).toEqual(['1', '2', '3'].filter((_, index) => result.Entries?.[index]?.EventId !== undefined));
      publisher.destroy();
    });

    it('hits about the asked share, the same calls for the same seed', async () => {
      const fates = async (seed: number): Promise<string> => {
        account.gateway.faults.set({ seed, rate: 0.3, modes: ['before'] });
        const answers: string[] = [];
        for (let call = 0; call < 100; call += 1) answers.push(await put());
        return answers.join();
      };

      const first = await fates(7);
      const count = account.gateway.faults.count().before;

      expect(count).toBeGreaterThan(15);
      expect(count).toBeLessThan(45);
      expect(await fates(7)).toBe(first);
      expect(await fates(8)).not.toBe(first);
    });

    it('spares what the plan does not name, and the admin key', async () => {
      account.queues.createQueue({ name: 'notice' });
      account.gateway.faults.set({ seed: 1, rate: 1, modes: ['before'], services: ['sqs'] });
      expect(await put()).toBe('ok');

      const admin = new SQSClient(account.as());
      const QueueUrl = account.queues.urlOf(account.queues.arnOf('notice'));
      await admin.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));

      expect(account.gateway.faults.count().before).toBe(0);
      admin.destroy();
    });

    it('cuts every connection of a service that is out, without effect, until it is back', async () => {
      account.gateway.faults.outage('dynamodb', true);
      expect(await put()).not.toBe('ok');
      expect(account.gateway.faults.isOut('dynamodb')).toBe(true);
      expect(executed).toEqual([]);

      account.gateway.faults.outage('dynamodb', false);

      expect(await put()).toBe('ok');
    });
  });
});
