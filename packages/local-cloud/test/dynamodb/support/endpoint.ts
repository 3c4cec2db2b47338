import { openLocalDynamoDb } from '../../../dynamodb/index.ts';

export type Json = Record<string, unknown>;
export interface Answer {
  status: number;
  body: Json;
}
export type Call = (operation: string, input: Json) => Promise<Answer>;

/** A table service under test: ours, or whatever listens at an address. */
export interface Endpoint {
  name: string;
  isOurs: boolean;
  call: Call;
  close(): Promise<void>;
}

/** The endpoint of DYNAMODB_ENDPOINT, else our layer in memory. */
export async function endpointUnderTest(): Promise<Endpoint> {
  const url = process.env.DYNAMODB_ENDPOINT;
  return url === undefined ? openOurs() : remote(url);
}

export async function openOurs(): Promise<Endpoint> {
  const db = await openLocalDynamoDb({ now: Date.now, region: 'us-east-1', accountId: '000000000000', conflictHoldMs: { min: 0, max: 0 } });
  const call: Call = async (operation, input) => {
    // Through JSON, as a client would send and read it.
    const { status, body } = await db.execute(operation, JSON.parse(JSON.stringify(input)));
    return { status, body: JSON.parse(JSON.stringify(body)) };
  };
  return { name: 'our layer', isOurs: true, call, close: () => db.close() };
}

export function remote(url: string): Endpoint {
  const call: Call = async (operation, input) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=none',
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  return { name: url, isOurs: false, call, close: async () => {} };
}

/** The error's name without the service's prefix, or undefined for a success. */
export function errorType(answer: Answer): string | undefined {
  return answer.status === 200 ? undefined : String(answer.body.__type).replace(/^.*#/, '');
}

/** A table with a sort key and three indexes: all attributes, keys only with a number to sort by, and two chosen attributes. */
export async function createTestTable(call: Call, name: string): Promise<void> {
  const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType });
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
  const answer = await call('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('pk'), attribute('sk'), attribute('g1'), attribute('rank', 'N')],
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [
      { IndexName: 'by-g1', KeySchema: keys('g1', 'sk'), Projection: { ProjectionType: 'ALL' } },
      { IndexName: 'by-rank', KeySchema: keys('g1', 'rank'), Projection: { ProjectionType: 'KEYS_ONLY' } },
      {
        IndexName: 'included',
        KeySchema: [{ AttributeName: 'g1', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name', 'score'] },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  if (answer.status !== 200) throw new Error(`The test table was not created: ${JSON.stringify(answer.body)}`);
  for (;;) {
    const { body } = await call('DescribeTable', { TableName: name });
    const table = body.Table;
    if (typeof table === 'object' && table !== null && 'TableStatus' in table && table.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
