import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { N, S } from './support/case.ts';
import { increment, item, key, openWithClock, openWithTable, putRequest, TestClock, tableName, transaction } from './support/ours.ts';

describe('A restart with a data directory', () => {
  let dataDir: string;
  const clock = new TestClock();

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'pheu-dynamodb-'));
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  it('keeps tables, items, indexes and time to live', async () => {
    const before = await openWithTable({ dataDir, clock });
    await before.call('UpdateTimeToLive', { TableName: tableName, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } });
    await before.call('PutItem', putRequest('a', { g1: S('x') }));
    await before.call('TransactWriteItems', transaction({ Put: putRequest('b', { expiresAt: N(clock.ms / 1000 - 1) }) }));
    const described = await before.call('DescribeTable', { TableName: tableName });
    await before.db.close();

    const after = await openWithClock({ dataDir, clock });
    expect(await after.call('DescribeTable', { TableName: tableName })).toEqual(described);
    expect((await after.call('GetItem', { TableName: tableName, Key: key('a') })).body.Item).toEqual(item('a', { g1: S('x') }));
    const query = {
      TableName: tableName,
      IndexName: 'by-g1',
      KeyConditionExpression: 'g1 = :g',
      ExpressionAttributeValues: { ':g': S('x') },
    };
    expect((await after.call('Query', query)).body.Count).toBe(1);
    expect(await after.db.sweepExpired()).toBe(1);
    await after.db.close();
  });

  it('keeps the stream records that nobody has read, and counts on from them', async () => {
    const before = await openWithTable({ dataDir, clock });
    await before.call('PutItem', putRequest('a'));
    await before.call('UpdateItem', increment('a'));
    const records = before.db.readStream(tableName, undefined, 10);
    await before.db.close();

    const after = await openWithClock({ dataDir, clock });
    expect(JSON.stringify(after.db.readStream(tableName, undefined, 10))).toBe(JSON.stringify(records));
    await after.call('UpdateItem', increment('a'));
    const [newest] = after.db.readStream(tableName, records.at(-1)?.dynamodb.SequenceNumber, 10);
    expect(newest?.dynamodb.NewImage).toEqual(item('a', { n: N(2) }));
    await after.db.close();
  });

  it('finishes what is on its way before it closes', async () => {
    const before = await openWithTable({ dataDir, clock, hold: { min: 20, max: 20 } });
    const running = before.call('TransactWriteItems', transaction({ Put: putRequest('a') }));
    await before.db.close();
    expect((await running).status).toBe(200);

    const after = await openWithClock({ dataDir, clock });
    expect((await after.call('GetItem', { TableName: tableName, Key: key('a') })).body.Item).toEqual(item('a'));
    await after.db.close();
  });
});
