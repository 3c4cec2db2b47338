import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type LocalDynamoDb, openLocalDynamoDb } from '../../dynamodb/index.ts';

const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });

let database: LocalDynamoDb;

beforeAll(async () => {
  database = await openLocalDynamoDb({ now: () => Date.now(), region: 'ap-southeast-1', accountId: '000000000000' });
  await database.execute('CreateTable', {
    TableName: 'leads',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    GlobalSecondaryIndexes: [
      { IndexName: 'gsi1', KeySchema: [key('gsi1pk', 'HASH'), key('gsi1sk', 'RANGE')], Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});
afterAll(() => database.close());

it('finds restored items by their keys and in indexes, and its stream tells nothing of them', async () => {
  const items = ['a', 'b', 'c'].map((sk) => ({ pk: { S: 'LEAD#1' }, sk: { S: sk }, gsi1pk: { S: 'SOUTH' }, gsi1sk: { S: `z${sk}` } }));

  await database.restore('leads', items);

  const found = await database.execute('GetItem', { TableName: 'leads', Key: { pk: { S: 'LEAD#1' }, sk: { S: 'b' } } });
  const listed = await database.execute('Query', {
    TableName: 'leads',
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :south',
    ExpressionAttributeValues: { ':south': { S: 'SOUTH' } },
  });
  expect(found.body.Item).toEqual(items[1]);
  expect(listed.body.Count).toBe(3);
  expect(database.readStream('leads', undefined, 10)).toEqual([]);
});
