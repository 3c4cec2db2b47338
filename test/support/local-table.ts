import { type LocalDynamoDb, openLocalDynamoDb } from 'local-cloud/parts';

export const tableName = 'main';

/** A local DynamoDB without delays, whose clock stands still. */
export interface LocalTable {
  readonly db: LocalDynamoDb;
  readonly call: LocalDynamoDb['execute'];
}

export async function openDatabase(): Promise<LocalTable> {
  const now = Date.parse('2026-03-02T08:00:00Z');
  const conflictHoldMs = { min: 0, max: 0 };
  const db = await openLocalDynamoDb({ now: () => now, region: 'ap-southeast-1', accountId: '000000000000', conflictHoldMs });
  return { db, call: db.execute };
}

/** One with an empty table of partition and sort key. */
export async function openWithTable(): Promise<LocalTable> {
  const opened = await openDatabase();
  const named = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
  const { status, body } = await opened.call('CreateTable', {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [named('pk'), named('sk')],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  if (status !== 200) throw new Error(`the table was not created: ${JSON.stringify(body)}`);
  return opened;
}
