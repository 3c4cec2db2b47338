import { describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { messageGroup, processBatch, processFifo, processFifoInOrder } from '../../../shared/platform/batch.ts';
import { CorruptItemError, UnavailableError } from '../../../shared/platform/errors.ts';
import { silentLog } from '../../../shared/platform/logging.ts';

const record = (messageId: string, group?: string): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: messageId,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'x',
    ApproximateFirstReceiveTimestamp: '0',
    ...(group === undefined ? {} : { MessageGroupId: group }),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'x',
});
const failures = (response: { batchItemFailures: { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const options = { log: silentLog };

describe('a batch of a standard queue', () => {
  const records = Array.from({ length: 10 }, (_, index) => record(String(index)));

  it('reports exactly the records that failed, for all 1,023 subsets', async () => {
    for (let subset = 1; subset < 1_024; subset += 1) {
      const bad = new Set(records.filter((_, index) => (subset >> index) & 1));
      const seen: string[] = [];

      const response = await processBatch(
        records,
        async (one) => {
          seen.push(one.messageId);
          if (bad.has(one)) throw new UnavailableError('later');
        },
        options,
      );

      expect(failures(response)).toEqual([...bad].map(({ messageId }) => messageId));
      expect(seen).toHaveLength(10);
    }
  });

  it('completes a record that can never succeed, after it was set aside', async () => {
    const aside: string[] = [];

    const response = await processBatch(
      records,
      async (one) => {
        if (one.messageId === '3') throw new CorruptItemError('bad');
      },
      { ...options, onFinal: async (one) => void aside.push(one.messageId) },
    );

    expect(failures(response)).toEqual([]);
    expect(aside).toEqual(['3']);
  });

  it('brings a bad record back when it could not be set aside', async () => {
    const response = await processBatch(records.slice(0, 1), () => Promise.reject(new CorruptItemError('bad')), {
      ...options,
      onFinal: () => Promise.reject(new UnavailableError('down')),
    });

    expect(failures(response)).toEqual(['0']);
  });

  it('keeps to the concurrency it was given', async () => {
    let running = 0;
    let most = 0;

    await processBatch(
      records,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
      { ...options, concurrency: 3 },
    );

    expect(most).toBe(3);
  });
});

describe('a batch of a FIFO queue', () => {
  const records = [record('a1', 'a'), record('b1', 'b'), record('a2', 'a'), record('b2', 'b'), record('a3', 'a')];

  it('reports the rest of a group after its first failure and leaves other groups alone', async () => {
    const seen: string[] = [];

    const response = await processFifoInOrder(
      records,
      messageGroup,
      async (one) => {
        seen.push(one.messageId);
        if (one.messageId === 'a2') throw new UnavailableError('later');
      },
      options,
    );

    expect(failures(response)).toEqual(['a2', 'a3']);
    expect(seen.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('goes on behind a record that can never succeed', async () => {
    const done: string[] = [];

    const response = await processFifoInOrder(
      records,
      messageGroup,
      async (one) => {
        if (one.messageId === 'a1') throw new CorruptItemError('bad');
        done.push(one.messageId);
      },
      options,
    );

    expect(failures(response)).toEqual([]);
    expect(done.filter((id) => id.startsWith('a'))).toEqual(['a2', 'a3']);
  });

  it('hands a whole group over in order and brings all of it back when that fails for now', async () => {
    const groups: string[][] = [];

    const response = await processFifo(
      records,
      messageGroup,
      async (group) => {
        groups.push(group.map(({ messageId }) => messageId));
        if (group[0]?.messageId === 'b1') throw new UnavailableError('later');
      },
      options,
    );

    expect(groups.toSorted()).toEqual([
      ['a1', 'a2', 'a3'],
      ['b1', 'b2'],
    ]);
    expect(failures(response)).toEqual(['b1', 'b2']);
  });

  it('finds the one bad record of a group that fails for good', async () => {
    const aside: string[] = [];
    const done: string[] = [];

    const response = await processFifo(
      records,
      messageGroup,
      async (group) => {
        if (group.some(({ messageId }) => messageId === 'a2')) throw new CorruptItemError('bad');
        done.push(...group.map(({ messageId }) => messageId));
      },
      { ...options, onFinal: async (one) => void aside.push(one.messageId) },
    );

    expect(failures(response)).toEqual([]);
    expect(aside).toEqual(['a2']);
    expect(done.toSorted()).toEqual(['a1', 'a3', 'b1', 'b2']);
  });
});
