import { type CaseTable, invalid, ok, type Words } from '../support/case.ts';

const named = (t: Words) => ({ TableName: `${t.table}-${t.partition}` });
const missing = { TableName: 'no-such-table' };
const notFound = { refused: 'ResourceNotFoundException' };
const create = (t: Words, more = {}) => ({
  operation: 'CreateTable',
  input: {
    ...named(t),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ...more,
  },
  gives: ok,
});
const timeToLive = (t: Words, enabled: boolean) => ({
  ...named(t),
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: enabled },
});

export const tableCases: CaseTable = {
  'describes the stream of a table': (t) => [
    create(t, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
    {
      operation: 'DescribeTable',
      input: named(t),
      gives: {
        has: { Table: { TableStatus: 'ACTIVE', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } },
      },
    },
    { operation: 'DeleteTable', input: named(t), gives: ok },
  ],
  'refuses a table that is there already': (t) => [
    create(t),
    { ...create(t), gives: { refused: 'ResourceInUseException' } },
    { operation: 'DeleteTable', input: named(t), gives: ok },
  ],
  'forgets a deleted table and its items': (t) => [
    create(t),
    { operation: 'PutItem', input: { ...named(t), Item: { id: { S: '1' } } }, gives: ok },
    { operation: 'DeleteTable', input: named(t), gives: ok },
    { operation: 'GetItem', input: { ...named(t), Key: { id: { S: '1' } } }, gives: notFound },
    create(t),
    { operation: 'GetItem', input: { ...named(t), Key: { id: { S: '1' } } }, gives: { has: {}, lacks: ['Item'] } },
    { operation: 'DeleteTable', input: named(t), gives: ok },
  ],
  'knows no table of that name': () => [
    { operation: 'DescribeTable', input: missing, gives: notFound },
    { operation: 'PutItem', input: { ...missing, Item: { pk: { S: '1' } } }, gives: notFound },
    {
      operation: 'Query',
      input: { ...missing, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: '1' } } },
      gives: notFound,
    },
    { operation: 'DeleteTable', input: missing, gives: notFound },
    { operation: 'DescribeTimeToLive', input: missing, gives: notFound },
  ],
  'switches time to live on and off': {
    onlyOurs: 'DynamoDB Local lets the attribute be changed at once, and the real service within an hour only',
    steps: (t) => [
      create(t),
      { operation: 'DescribeTimeToLive', input: named(t), gives: { has: { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } } } },
      {
        operation: 'UpdateTimeToLive',
        input: timeToLive(t, true),
        gives: { has: { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } } },
      },
      { operation: 'UpdateTimeToLive', input: timeToLive(t, true), gives: invalid(/already enabled/) },
      {
        operation: 'DescribeTimeToLive',
        input: named(t),
        gives: { has: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } } },
      },
      { operation: 'UpdateTimeToLive', input: timeToLive(t, false), gives: ok },
      { operation: 'UpdateTimeToLive', input: timeToLive(t, false), gives: invalid(/already disabled/) },
    ],
  },
  'keeps a protected table': (t) => [
    create(t, { DeletionProtectionEnabled: true }),
    { operation: 'DeleteTable', input: named(t), gives: invalid(/protect/) },
    { operation: 'UpdateTable', input: { ...named(t), DeletionProtectionEnabled: false }, gives: ok },
    { operation: 'DeleteTable', input: named(t), gives: ok },
  ],
  'scans page by page, filtering after the page': (t) => [
    create(t),
    ...['a', 'b', 'c'].map((id) => ({ operation: 'PutItem', input: { ...named(t), Item: { id: { S: id }, v: { S: id } } }, gives: ok })),
    { operation: 'Scan', input: { ...named(t), Limit: 2 }, gives: { has: { Count: 2, ScannedCount: 2, LastEvaluatedKey: {} } } },
    {
      operation: 'Scan',
      input: { ...named(t), FilterExpression: 'v = :v', ExpressionAttributeValues: { ':v': { S: 'b' } } },
      gives: { has: { Count: 1, ScannedCount: 3, Items: [{ id: { S: 'b' }, v: { S: 'b' } }] } },
    },
    { operation: 'DeleteTable', input: named(t), gives: ok },
  ],
  'says that it makes indexes only with their table': {
    onlyOurs: 'the service can add an index later',
    steps: (t) => [
      create(t),
      {
        operation: 'UpdateTable',
        input: { ...named(t), GlobalSecondaryIndexUpdates: [{ Create: { IndexName: 'later' } }] },
        gives: invalid(/only with their table/),
      },
      { operation: 'DeleteTable', input: named(t), gives: ok },
    ],
  },
  'refuses an index name under 3 characters': (t) => [
    {
      ...create(t, {
        GlobalSecondaryIndexes: [
          { IndexName: 'ab', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
        ],
      }),
      gives: invalid(),
    },
  ],
};
