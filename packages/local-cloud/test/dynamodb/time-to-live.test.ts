import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { N, S } from './support/case.ts';
import { item, key, type Ours, openWithTable, putRequest, tableName, transaction } from './support/ours.ts';

describe('Time to live', () => {
  let ours: Ours;
  const secondsFromNow = (seconds: number) => N(Math.floor(ours.clock.ms / 1000) + seconds);
  const ids = async () => {
    const { body } = await ours.call('Scan', { TableName: tableName, ProjectionExpression: 'pk' });
    return (body.Items as { pk: { S: string } }[]).map(({ pk }) => pk.S).sort();
  };
  const enable = () =>
    ours.call('UpdateTimeToLive', { TableName: tableName, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } });

  beforeEach(async () => {
    ours = await openWithTable({ hold: { min: 300, max: 300 } });
  });

  afterEach(() => ours.db.close());

  it('deletes what has expired and nothing else', async () => {
    await enable();
    await ours.call('PutItem', putRequest('past', { expiresAt: secondsFromNow(-1) }));
    await ours.call('PutItem', putRequest('soon', { expiresAt: secondsFromNow(3600) }));
    await ours.call('PutItem', putRequest('never'));
    await ours.call('PutItem', putRequest('text', { expiresAt: S('1') }));
    await ours.call('PutItem', putRequest('ancient', { expiresAt: N(86_400) }));

    expect(await ours.db.sweepExpired()).toBe(1);
    expect(await ids()).toEqual(['ancient', 'never', 'soon', 'text']);

    ours.clock.advanceHours(1);
    expect(await ours.db.sweepExpired()).toBe(1);
    expect(await ids()).toEqual(['ancient', 'never', 'text']);
  });

  it('leaves expired items readable until the sweep, as the service does', async () => {
    await enable();
    await ours.call('PutItem', putRequest('a', { expiresAt: secondsFromNow(-1) }));

    expect(await ids()).toEqual(['a']);
  });

  it('does nothing where it is off', async () => {
    await ours.call('PutItem', putRequest('a', { expiresAt: secondsFromNow(-1) }));

    expect(await ours.db.sweepExpired()).toBe(0);
    expect(await ids()).toEqual(['a']);
  });

  it('records the service as the one who removed', async () => {
    await enable();
    const expired = item('a', { expiresAt: secondsFromNow(-1) });
    await ours.call('PutItem', { TableName: tableName, Item: expired });
    await ours.db.sweepExpired();

    const [put, removal] = ours.db.readStream(tableName, undefined, 10);
    expect(put).not.toHaveProperty('userIdentity');
    expect(removal).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { OldImage: expired },
    });
  });

  it('takes the index entries along', async () => {
    await enable();
    await ours.call('PutItem', putRequest('a', { g1: S('x'), expiresAt: secondsFromNow(-1) }));
    await ours.db.sweepExpired();

    const { body } = await ours.call('Query', {
      TableName: tableName,
      IndexName: 'by-g1',
      KeyConditionExpression: 'g1 = :g',
      ExpressionAttributeValues: { ':g': S('x') },
    });
    expect(body.Count).toBe(0);
  });

  it('waits for the next sweep when a transaction has the item', async () => {
    await enable();
    await ours.call('PutItem', putRequest('a', { expiresAt: secondsFromNow(-1) }));
    const check = { TableName: tableName, Key: key('a'), ConditionExpression: 'attribute_exists(pk)' };
    const running = ours.call('TransactWriteItems', transaction({ ConditionCheck: check }));

    expect(await ours.db.sweepExpired()).toBe(0);
    await running;
    expect(await ours.db.sweepExpired()).toBe(1);
  });

  it('finds what was written, moved nearer or switched on after a sweep that found nothing', async () => {
    await ours.call('PutItem', putRequest('before', { expiresAt: secondsFromNow(-1) }));
    expect(await ours.db.sweepExpired()).toBe(0);
    await enable();
    expect(await ours.db.sweepExpired()).toBe(1);

    await ours.call('PutItem', putRequest('later', { expiresAt: secondsFromNow(7200) }));
    expect(await ours.db.sweepExpired()).toBe(0);
    await ours.call('PutItem', putRequest('sooner', { expiresAt: secondsFromNow(3600) }));
    ours.clock.advanceHours(1);
    expect(await ours.db.sweepExpired()).toBe(1);
    ours.clock.advanceHours(1);
    expect(await ours.db.sweepExpired()).toBe(1);
    expect(await ids()).toEqual([]);
  });

  it('sweeps more than a page of 1 MB', async () => {
    await enable();
    const big = { big: S('x'.repeat(200_000)), expiresAt: secondsFromNow(-1) };
    await Promise.all(Array.from({ length: 12 }, (_, index) => ours.call('PutItem', putRequest(`big-${index}`, big))));

    expect(await ours.db.sweepExpired()).toBe(12);
    expect(await ids()).toEqual([]);
  });
});
