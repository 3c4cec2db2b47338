import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { N } from './support/case.ts';
import { errorType, type Json } from './support/endpoint.ts';
import { increment, item, key, type Ours, openWithTable, putRequest, tableName, transaction } from './support/ours.ts';

const get = { TableName: tableName, Key: key('a'), ConsistentRead: true };
const conflict = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };

describe('A transaction holds its items', () => {
  let ours: Ours;

  beforeEach(async () => {
    ours = await openWithTable({ hold: { min: 150, max: 150 } });
    await ours.call('PutItem', putRequest('a', { n: N(0) }));
    await ours.call('PutItem', putRequest('b', { n: N(0) }));
  });

  afterEach(() => ours.db.close());

  it('cancels a transaction that overlaps, with a reason for each shared item', async () => {
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }, { Update: increment('b') }));
    const second = await ours.call('TransactWriteItems', transaction({ Put: putRequest('c') }, { Update: increment('b') }));

    expect((await first).status).toBe(200);
    expect(errorType(second)).toBe('TransactionCanceledException');
    expect(second.body.CancellationReasons).toEqual([{ Code: 'None' }, conflict]);
    expect((await ours.call('GetItem', { ...get, Key: key('c') })).body.Item).toBeUndefined();
  });

  it('names conflicts and failed conditions side by side', async () => {
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }));
    const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
    const second = await ours.call(
      'TransactWriteItems',
      transaction({ Update: increment('a') }, { Put: { ...putRequest('b'), ...isNew } }),
    );

    await first;
    expect(second.body.CancellationReasons).toEqual([conflict, { Code: 'ConditionalCheckFailed', Message: expect.any(String) }]);
  });

  it.each<[string, Json]>([
    ['PutItem', putRequest('a')],
    ['UpdateItem', increment('a')],
    ['DeleteItem', { TableName: tableName, Key: key('a') }],
  ])('refuses a single %s of a held item', async (operation, input) => {
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }));
    const single = await ours.call(operation, input);

    await first;
    expect(errorType(single)).toBe('TransactionConflictException');
    expect((await ours.call('GetItem', get)).body.Item).toEqual(item('a', { n: N(1) }));
  });

  it('also holds what it only checks', async () => {
    const check = { TableName: tableName, Key: key('a'), ConditionExpression: 'attribute_exists(pk)' };
    const first = ours.call('TransactWriteItems', transaction({ ConditionCheck: check }, { Put: putRequest('c') }));
    const single = await ours.call('UpdateItem', increment('a'));

    expect((await first).status).toBe(200);
    expect(errorType(single)).toBe('TransactionConflictException');
  });

  it('gives the batch writes of held items back as unprocessed', async () => {
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }));
    const held = { PutRequest: { Item: item('a') } };
    const batch = await ours.call('BatchWriteItem', { RequestItems: { [tableName]: [held, { PutRequest: { Item: item('c') } }] } });

    await first;
    expect(batch).toEqual({ status: 200, body: { UnprocessedItems: { [tableName]: [held] } } });
    expect((await ours.call('GetItem', { ...get, Key: key('c') })).body.Item).toEqual(item('c'));
  });

  it('cancels a transaction that reads a held item', async () => {
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }));
    const reads = ['b', 'a'].map((id) => ({ Get: { TableName: tableName, Key: key(id) } }));
    const read = await ours.call('TransactGetItems', { TransactItems: reads });

    await first;
    expect(errorType(read)).toBe('TransactionCanceledException');
    expect(read.body.CancellationReasons).toEqual([{ Code: 'None' }, conflict]);
  });

  it('shows the old state to plain reads until it commits', async () => {
    const query = { TableName: tableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } };
    const first = ours.call('TransactWriteItems', transaction({ Update: increment('a') }));
    const during = [await ours.call('GetItem', get), await ours.call('Query', query)];
    await first;
    const after = [await ours.call('GetItem', get), await ours.call('Query', query)];

    expect(during[0]?.body.Item).toEqual(item('a', { n: N(0) }));
    expect(during[1]?.body.Items).toEqual([item('a', { n: N(0) })]);
    expect(after[0]?.body.Item).toEqual(item('a', { n: N(1) }));
    expect(after[1]?.body.Items).toEqual([item('a', { n: N(1) })]);
  });

  it('lets go of its items when it is cancelled', async () => {
    const failing = { ...increment('a'), ConditionExpression: 'attribute_not_exists(pk)' };
    await ours.call('TransactWriteItems', transaction({ Update: failing }, { Update: increment('b') }));

    expect((await ours.call('UpdateItem', increment('a'))).status).toBe(200);
    expect((await ours.call('UpdateItem', increment('b'))).status).toBe(200);
  });

  it('says so when a transaction with the same token is still running', async () => {
    const request = { ...transaction({ Update: increment('a') }), ClientRequestToken: 'one' };
    const first = ours.call('TransactWriteItems', request);
    const second = await ours.call('TransactWriteItems', request);

    expect((await first).status).toBe(200);
    expect(errorType(second)).toBe('TransactionInProgressException');
  });

  it('forgets a token after ten minutes of the clock', async () => {
    const request = { ...transaction({ Update: increment('a') }), ClientRequestToken: 'one' };
    await ours.call('TransactWriteItems', request);
    ours.clock.advanceHours(9 / 60);
    await ours.call('TransactWriteItems', request);
    ours.clock.advanceHours(2 / 60);
    await ours.call('TransactWriteItems', request);

    expect((await ours.call('GetItem', get)).body.Item).toEqual(item('a', { n: N(2) }));
  });
});

describe('Many at once', () => {
  it('lets transactions without shared items hold them side by side', async () => {
    const ours = await openWithTable({ hold: { min: 100, max: 100 } });
    const committed: string[] = [];
    const running = ['a', 'b', 'c', 'd'].map((id) => ours.call('TransactWriteItems', transaction({ Put: putRequest(id) })));

    // All are held before the first one commits: a write of any of them is refused.
    await Promise.resolve();
    const refused = await Promise.all(['a', 'b', 'c', 'd'].map((id) => ours.call('PutItem', putRequest(id))));
    for (const answer of await Promise.all(running)) committed.push(String(answer.status));

    expect(refused.map(errorType)).toEqual(Array(4).fill('TransactionConflictException'));
    expect(committed).toEqual(Array(4).fill('200'));
    await ours.db.close();
  });

  it('loses no update among single writes, transactions and retries', async () => {
    const ours = await openWithTable({ hold: { min: 0, max: 3 } });
    let conflicts = 0;
    const untilDone = async (operation: string, input: Json): Promise<void> => {
      for (;;) {
        const answer = await ours.call(operation, input);
        if (answer.status === 200) return;
        expect(['TransactionConflictException', 'TransactionCanceledException']).toContain(errorType(answer));
        conflicts += 1;
        await new Promise((resolve) => setTimeout(resolve, conflicts % 20));
      }
    };

    await Promise.all(
      Array.from({ length: 150 }, (_, index) =>
        index % 2 === 0
          ? untilDone('UpdateItem', increment('a'))
          : untilDone('TransactWriteItems', transaction({ Update: increment('a') }, { Update: increment(`own-${index}`) })),
      ),
    );

    expect((await ours.call('GetItem', get)).body.Item).toEqual(item('a', { n: N(150) }));
    expect(conflicts).toBeGreaterThan(0);
    process.stdout.write(`150 increments of one item: ${conflicts} conflicts\n`);
    await ours.db.close();
  });
});
