import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveLocalDynamoDb } from '../../dynamodb/serve.ts';
import { type Ours, openWithTable, tableName } from './support/ours.ts';

describe('The AWS SDK over HTTP', () => {
  let ours: Ours;
  let server: { url: string; close(): Promise<void> };
  let client: DynamoDBClient;

  beforeAll(async () => {
    ours = await openWithTable();
    server = await serveLocalDynamoDb(ours.db, 0);
    client = new DynamoDBClient({
      endpoint: server.url,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
    await ours.db.close();
  });

  it('writes, reads and queries documents', async () => {
    const documents = DynamoDBDocumentClient.from(client);
    const lead = { pk: 'LEAD#1', sk: 'LEAD', name: 'Trần Văn Bình', scores: [1, 2.5], tags: new Set(['hot']), seen: { at: null } };
    await documents.send(new PutCommand({ TableName: tableName, Item: lead }));

    const { Item: read } = await documents.send(new GetCommand({ TableName: tableName, Key: { pk: 'LEAD#1', sk: 'LEAD' } }));
    const { Items: found } = await documents.send(
      new QueryCommand({ TableName: tableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'LEAD#1' } }),
    );

    expect(read).toEqual(lead);
    expect(found).toEqual([lead]);
  });

  it('throws the typed errors with their details', async () => {
    const put = {
      TableName: tableName,
      Item: { pk: { S: 'x' }, sk: { S: 'x' } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    await client.send(new PutItemCommand(put));

    const single = await client.send(new PutItemCommand(put)).catch((error: unknown) => error);
    const many = await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] })).catch((error: unknown) => error);

    expect(single).toBeInstanceOf(ConditionalCheckFailedException);
    expect(single).toMatchObject({ message: 'The conditional request failed', Item: put.Item });
    expect(many).toBeInstanceOf(TransactionCanceledException);
    expect(many).toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: put.Item }] });
  });

  it('survives broken requests', async () => {
    const broken = await fetch(server.url, { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' }, body: '{' });
    const unknown = await fetch(server.url, { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.Nothing' }, body: '{}' });

    expect([broken.status, await broken.json()]).toEqual([
      400,
      expect.objectContaining({ __type: expect.stringContaining('Serialization') }),
    ]);
    expect([unknown.status, await unknown.json()]).toEqual([400, { __type: 'com.amazon.coral.service#UnknownOperationException' }]);
  });
});
