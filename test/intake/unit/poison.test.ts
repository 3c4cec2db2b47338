import { expect, it } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

Object.assign(process.env, {
  TABLE_NAME: 'none',
  IDENTITY_KEY: 'none',
  ASSIGN_QUEUE_URL: 'https://sqs.invalid/assign',
  WORK_QUEUE_URL: 'https://sqs.invalid/work',
  NOTICE_QUEUE_URL: 'https://sqs.invalid/notice',
  MAIL_QUEUE_URL: 'https://sqs.invalid/mail',
  SCORE_QUEUE_URL: 'https://sqs.invalid/score',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});

const record = (body: string, index: number): SQSRecord => ({
  messageId: String(index),
  receiptHandle: '',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
    MessageGroupId: 'one',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});
const bodies = [
  'not json',
  '{}',
  '{"v":1,"channel":"form","sourceId":"NOT A FORM","submissionId":"x"}',
  '{"v":2,"leadId":"L1","poolId":"south","correlationId":"x"}',
  'null',
];

/** A malformed message that came back would hold up its group, and with it one person or a whole pool, for over an hour. */
it.each(['intake-submissions', 'assign-leads'])('%s completes malformed messages, so that their group goes on', async (name) => {
  const { handler }: { handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> } = await import(
    `../../../functions/${name}/handler.ts`
  );

  const answer = await handler({ Records: bodies.map(record) }, {} as Context);

  expect(answer).toEqual({ batchItemFailures: [] });
});
