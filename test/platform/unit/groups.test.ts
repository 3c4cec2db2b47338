import { describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { processGroups, toDeadLetters } from '../../../shared/platform/batch.ts';
import { CorruptItemError, UnavailableError } from '../../../shared/platform/errors.ts';
import { silentLog } from '../../../shared/platform/logging.ts';

/** `lan-1`: message 1 about lan; `received`: how often SQS delivered it. */
const record = (messageId: string, received = 1): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: messageId,
  attributes: { ApproximateReceiveCount: String(received), SentTimestamp: '0', SenderId: 'x', ApproximateFirstReceiveTimestamp: '0' },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'x',
});

function read({ body }: SQSRecord): string {
  if (body.startsWith('unreadable')) throw new CorruptItemError('a message is malformed');
  return body;
}
const groupOf = (message: string) => message.split('-')[0] ?? '';

describe('a batch of a standard queue in groups', () => {
  it('tells a group when one of its messages was delivered before', async () => {
    const seen: unknown[] = [];

    await processGroups(
      [record('lan-1'), record('nam-1', 3), record('lan-2'), record('nam-2')],
      read,
      groupOf,
      async (group, messages, { isRepeated }) => void seen.push([group, messages, isRepeated]),
      { log: silentLog, concurrency: 1 },
    );

    expect(seen).toEqual([
      ['lan', ['lan-1', 'lan-2'], false],
      ['nam', ['nam-1', 'nam-2'], true],
    ]);
  });

  it('brings back the group that failed and the message that nobody can read, and no other', async () => {
    const response = await processGroups(
      [record('lan-1'), record('unreadable'), record('nam-1'), record('lan-2')],
      read,
      groupOf,
      async (group) => {
        if (group === 'lan') throw new UnavailableError('later');
      },
      { log: silentLog, onFinal: toDeadLetters },
    );

    expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['lan-1', 'lan-2', 'unreadable']);
  });
});
