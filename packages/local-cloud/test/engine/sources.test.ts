import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, startSample } from '../support/running.ts';

describe('The local runtime feeds functions from queues, the stream, the bus and the clock', () => {
  let runtime: Running;
  const urlOf = (part: string): string => Object.entries(runtime.queueUrls).find(([name]) => name.includes(part))?.[1] ?? '';
  const nameOf = (part: string): string => Object.keys(runtime.queueUrls).find((name) => name.includes(part)) ?? '';
  const itemsOf = async (pk: string) => {
    const { document, TableName } = { ...runtime.aws, TableName: runtime.tableName };
    const { Items = [] } = await document.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
    );
    return Items;
  };
  const depthOf = async (part: string) => (await runtime.queues()).find(({ name }) => name === nameOf(part));
  const put = (pk: string) => runtime.aws.document.send(new PutCommand({ TableName: runtime.tableName, Item: { pk, sk: 'x' } }));

  beforeAll(async () => {
    runtime = await startSample({ sandboxes: 2 });
  });
  afterAll(() => runtime.stop());

  it('works off every message of a queue once', async () => {
    for (const tens of [0, 10, 20]) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: `job ${tens + index}` }));
      await runtime.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf('Work'), Entries }));
    }

    await runtime.idle();

    const bodies = (await itemsOf(`WORK#${nameOf('Work')}`)).map(({ body }) => body);
    expect(bodies.sort()).toEqual(Array.from({ length: 30 }, (_, index) => `job ${index}`).sort());
  });

  it('tries only the failed messages of a batch again, then gives them to the dead-letter queue', async () => {
    const Entries = ['bad one', 'good one'].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await runtime.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf('Work'), Entries }));

    await runtime.settle();

    const runs = runtime.logs().filter(({ text }) => text === 'work bad one');
    expect(runs).toHaveLength(2);
    expect((await itemsOf(`WORK#${nameOf('Work')}`)).filter(({ body }) => body === 'good one')).toHaveLength(1);
    expect(await depthOf('DeadLetters')).toMatchObject({ visible: 1, isDeadLetterQueue: true });
  });

  it('keeps the order inside each group of a FIFO queue', async () => {
    const QueueUrl = urlOf('Ordered');
    for (let index = 0; index < 20; index++) {
      const MessageGroupId = `group ${index % 2}`.replace(' ', '-');
      await runtime.aws.sqs.send(
        new SendMessageCommand({ QueueUrl, MessageBody: `step ${String(index).padStart(2, '0')}`, MessageGroupId }),
      );
    }

    await runtime.idle();

    const done = runtime
      .logs()
      .flatMap(({ text }) => /^work step (\d+)$/.exec(text)?.[1] ?? [])
      .map(Number);
    for (const rest of [0, 1]) {
      const ofGroup = done.filter((step) => step % 2 === rest);
      expect(ofGroup).toEqual(Array.from({ length: 10 }, (_, index) => 2 * index + rest));
    }
  });

  it('hands new items of the stream that fit the filter to the function', async () => {
    await put('STREAM#wanted');
    await put('OTHER#unwanted');

    await runtime.idle();

    const copied = (await itemsOf('COPY')).map(({ sk }) => sk);
    expect(copied).toContain('STREAM#wanted');
    expect(copied).not.toContain('OTHER#unwanted');
  });

  it('sets a record aside that keeps failing, and goes on with the next', async () => {
    const before = (await depthOf('DeadLetters'))?.visible ?? 0;
    await put('STREAM#bad');
    await put('STREAM#after');

    await runtime.settle();

    expect((await itemsOf('COPY')).map(({ sk }) => sk)).toContain('STREAM#after');
    expect(await depthOf('DeadLetters')).toMatchObject({ visible: before + 1 });
    const [last] = (await runtime.messages(nameOf('DeadLetters'))).slice(-1);
    expect(JSON.parse(last?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    });
  });

  it('keeps what the stream brought during an outage', async () => {
    runtime.cloud.outages.set('stream', true);
    await put('STREAM#late');
    await runtime.advance('PT1H');
    const during = (await itemsOf('COPY')).map(({ sk }) => sk);

    runtime.cloud.outages.set('stream', false);
    await runtime.idle();

    expect(during).not.toContain('STREAM#late');
    expect((await itemsOf('COPY')).map(({ sk }) => sk)).toContain('STREAM#late');
  });

  it('sends an event that fits a rule, shaped by its template', async () => {
    await runtime.request('/v1/echo/a?publish=H%C6%B0%E1%BB%9Dng');

    await runtime.idle();

    const bodies = (await runtime.messages(nameOf('Seen'))).map(({ body }) => body);
    expect(bodies).toContain(JSON.stringify({ greeted: 'Hường' }));
    expect(runtime.events().at(-1)?.event).toMatchObject({ source: 'sample', 'detail-type': 'greeting' });
  });

  it('fires a schedule when the clock passes its time, and functions see that time', async () => {
    const before = (await runtime.messages(nameOf('Seen'))).length;

    const now = await runtime.advance('P3D');
    await runtime.idle();

    const fired = (await runtime.messages(nameOf('Seen'))).slice(before).map(({ body }) => JSON.parse(body));
    expect(fired).toMatchObject([{ 'detail-type': 'Scheduled Event' }]);
    const seen = (await runtime.request('/v1/echo/a')).body.now;
    expect(Math.abs(seen - Date.parse(now))).toBeLessThan(60_000);
  });
});
