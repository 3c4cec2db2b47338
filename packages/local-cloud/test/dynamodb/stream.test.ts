import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { N, S } from './support/case.ts';
import { increment, item, key, type Ours, openWithTable, putRequest, region, tableName, transaction } from './support/ours.ts';

describe('The stream', () => {
  let ours: Ours;
  const records = () => ours.db.readStream(tableName, undefined, 1000);

  beforeEach(async () => {
    ours = await openWithTable();
  });

  afterEach(() => ours.db.close());

  it('records a put, a change and a removal with both images', async () => {
    await ours.call('PutItem', putRequest('a', { n: N(1) }));
    await ours.call('UpdateItem', increment('a'));
    await ours.call('DeleteItem', { TableName: tableName, Key: key('a') });

    const seen = records().map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => ({ eventName, Keys, OldImage, NewImage }));
    expect(seen).toEqual([
      { eventName: 'INSERT', Keys: key('a'), OldImage: undefined, NewImage: item('a', { n: N(1) }) },
      { eventName: 'MODIFY', Keys: key('a'), OldImage: item('a', { n: N(1) }), NewImage: item('a', { n: N(2) }) },
      { eventName: 'REMOVE', Keys: key('a'), OldImage: item('a', { n: N(2) }), NewImage: undefined },
    ]);
  });

  it('has the shape that a Lambda function receives', async () => {
    await ours.call('PutItem', putRequest('a', { name: S('x') }));

    expect(JSON.parse(JSON.stringify(records()))).toEqual([
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: region,
        dynamodb: {
          ApproximateCreationDateTime: ours.clock.ms / 1000,
          Keys: key('a'),
          NewImage: item('a', { name: S('x') }),
          SequenceNumber: expect.stringMatching(/^\d{21}$/),
          SizeBytes: expect.any(Number),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: `arn:aws:dynamodb:${region}:000000000000:table/main/stream/2026-03-02T08:00:00.000`,
      },
    ]);
  });

  it('has no record of a write that changes nothing', async () => {
    await ours.call('PutItem', putRequest('a', { s: { SS: ['x', 'y'] }, m: { M: { k: N(1), l: N(2) } } }));
    const before = ours.db.latestSequence(tableName);

    await ours.call('PutItem', putRequest('a', { m: { M: { l: N('2.0'), k: N(1) } }, s: { SS: ['y', 'x'] } }));
    await ours.call('DeleteItem', { TableName: tableName, Key: key('nobody') });
    await ours.call('TransactWriteItems', transaction({ Delete: { TableName: tableName, Key: key('nobody') } }));

    expect(ours.db.latestSequence(tableName)).toBe(before);
  });

  it('has no record of a refused write or a cancelled transaction', async () => {
    await ours.call('PutItem', { ...putRequest('a'), ConditionExpression: 'attribute_exists(pk)' });
    const check = { ConditionCheck: { TableName: tableName, Key: key('b'), ConditionExpression: 'attribute_exists(pk)' } };
    await ours.call('TransactWriteItems', transaction({ Put: putRequest('a') }, check));

    expect(records()).toEqual([]);
    expect(ours.db.latestSequence(tableName)).toBeUndefined();
  });

  it('numbers the changes of one transaction consecutively, whatever runs beside it', async () => {
    await ours.db.close();
    ours = await openWithTable({ hold: { min: 0, max: 5 } });
    const three = (group: number) =>
      transaction(...[1, 2, 3].map((part) => ({ Put: putRequest(`t${group}-${part}`, { group: N(group) }) })));

    await Promise.all([
      ...Array.from({ length: 30 }, (_, group) => ours.call('TransactWriteItems', three(group))),
      ...Array.from({ length: 30 }, (_, index) => ours.call('PutItem', putRequest(`s${index}`))),
    ]);

    const numbers = new Map<string, bigint[]>();
    for (const { dynamodb } of records()) {
      const group = dynamodb.NewImage?.group?.N;
      if (typeof group === 'string') numbers.set(group, [...(numbers.get(group) ?? []), BigInt(dynamodb.SequenceNumber)]);
    }
    expect(numbers.size).toBe(30);
    for (const [first = 0n, ...others] of numbers.values()) expect(others).toEqual([first + 1n, first + 2n]);
  });

  it('is read on from a sequence number, a few records at a time', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await ours.call('PutItem', putRequest(id));

    const seen: unknown[] = [];
    let after: string | undefined;
    for (;;) {
      const page = ours.db.readStream(tableName, after, 2);
      if (page.length === 0) break;
      seen.push(page.map((record) => record.dynamodb.Keys.pk?.S));
      after = page.at(-1)?.dynamodb.SequenceNumber;
    }

    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(after).toBe(ours.db.latestSequence(tableName));
  });

  it('tells listeners of new records until they leave', async () => {
    const heard: string[] = [];
    const leave = ours.db.onStreamRecord((name) => heard.push(name));
    await ours.call('PutItem', putRequest('a'));
    await ours.call('PutItem', putRequest('a'));
    leave();
    await ours.call('PutItem', putRequest('b'));

    expect(heard).toEqual([tableName]);
  });

  it('forgets records after 24 hours of the clock', async () => {
    await ours.call('PutItem', putRequest('a'));
    ours.clock.advanceHours(23);
    await ours.call('PutItem', putRequest('b'));
    expect(records()).toHaveLength(2);

    ours.clock.advanceHours(2);

    expect(records().map((record) => record.dynamodb.Keys.pk)).toEqual([S('b')]);
    expect(ours.db.latestSequence(tableName)).toBe(records()[0]?.dynamodb.SequenceNumber);

    ours.clock.advanceHours(24);

    expect(records()).toEqual([]);
    expect(ours.db.latestSequence(tableName)).toBeUndefined();
  });

  it('is empty for a table without a stream', async () => {
    const id = { AttributeName: 'id' };
    await ours.call('CreateTable', {
      TableName: 'plain',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ ...id, AttributeType: 'S' }],
      KeySchema: [{ ...id, KeyType: 'HASH' }],
    });
    await ours.call('PutItem', { TableName: 'plain', Item: { id: S('1') } });

    expect(ours.db.readStream('plain', undefined, 10)).toEqual([]);
  });
});
