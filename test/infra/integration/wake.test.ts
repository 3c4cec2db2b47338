import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const wake = JSON.stringify({ v: 1, kind: 'wake' });

describe('what wakes the functions that come next', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
  });
  afterAll(() => runtime.stop());

  it('is sent when intake starts, before it takes a post in', async () => {
    const { status } = await runtime.post('contact', { fullName: 'Trần Thị Lan', email: 'lan.wake@example.com' });
    await runtime.idle();

    expect(status).toBe(202);
    for (const queue of ['assign', 'notice']) {
      const [first, ...others] = (await runtime.messages()).filter((message) => message.queue.includes(`-${queue}`));
      expect(first?.body).toBe(wake);
      expect(others.length).toBeGreaterThan(0);
      expect(others.map(({ body }) => body)).not.toContain(wake);
    }
    expect(await runtime.mails()).not.toEqual([]);
  });

  it('is taken and forgotten by them', async () => {
    const from = (await runtime.logs()).at(-1)?.sequence ?? 0;
    await runtime.resetCalls();

    for (const [name, QueueUrl] of Object.entries(runtime.queueUrls).filter(([name]) => /-(assign|notice)/.test(name))) {
      const ordered = name.endsWith('.fifo') ? { MessageGroupId: 'wake', MessageDeduplicationId: 'again' } : {};
      await runtime.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: wake, ...ordered }));
    }
    await runtime.idle();

    const called = (await runtime.calls()).map(({ operation }) => operation);
    expect(called.filter((operation) => /Put|Update|Delete(?!Message)|Transact/.test(operation))).toEqual([]);
    expect((await runtime.logs(from)).filter(({ text }) => /"(?:WARN|ERROR)"/i.test(text))).toEqual([]);
    expect((await runtime.queues()).filter(({ visible, inFlight }) => visible + inFlight > 0)).toEqual([]);
  });
});
