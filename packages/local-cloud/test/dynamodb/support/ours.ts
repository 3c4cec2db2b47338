import { type LocalDynamoDb, openLocalDynamoDb } from '../../../dynamodb/index.ts';
import { N, S } from './case.ts';
import { createTestTable, type Json } from './endpoint.ts';

/** A clock that a test moves. */
export class TestClock {
  ms = Date.parse('2026-03-02T08:00:00Z');
  readonly now = (): number => this.ms;

  advanceHours(hours: number): void {
    this.ms += hours * 60 * 60 * 1000;
  }
}

export const tableName = 'main';
export const region = 'ap-southeast-1';

export interface Ours {
  db: LocalDynamoDb;
  clock: TestClock;
  call: LocalDynamoDb['execute'];
}

/** Our layer with its stream and clock in reach. */
export async function openWithClock(
  options: { hold?: { min: number; max: number }; dataDir?: string; clock?: TestClock } = {},
): Promise<Ours> {
  const clock = options.clock ?? new TestClock();
  const db = await openLocalDynamoDb({
    now: clock.now,
    region,
    accountId: '000000000000',
    conflictHoldMs: options.hold ?? { min: 0, max: 0 },
    ...(options.dataDir !== undefined && { dataDir: options.dataDir }),
  });
  return { db, clock, call: db.execute };
}

export async function openWithTable(options: Parameters<typeof openWithClock>[0] = {}): Promise<Ours> {
  const ours = await openWithClock(options);
  await createTestTable(ours.call, tableName);
  return ours;
}

export const key = (id: string): Json => ({ pk: S(id), sk: S('A') });
export const item = (id: string, more: Json = {}): Json => ({ ...key(id), ...more });
export const putRequest = (id: string, more: Json = {}): Json => ({ TableName: tableName, Item: item(id, more) });
export const increment = (id: string): Json => ({
  TableName: tableName,
  Key: key(id),
  UpdateExpression: 'ADD n :one',
  ExpressionAttributeValues: { ':one': N(1) },
});
export const transaction = (...operations: Json[]): Json => ({ TransactItems: operations });
