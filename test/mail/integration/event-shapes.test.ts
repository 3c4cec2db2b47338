import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

const timestamp = '2026-11-22T03:10:00.000Z';
const reader = { timestamp, ipAddress: '192.0.2.1', userAgent: 'Mozilla/5.0' };
const bounceTypes = [
  ...['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient'].map((subType) => ['Permanent', subType]),
  ...['General', 'MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected', 'CustomTimeoutExceeded'].map((subType) => [
    'Transient',
    subType,
  ]),
  ['Undetermined', 'Undetermined'],
];
const complaintTypes = ['abuse', 'fraud', 'other', 'virus', undefined, null, 'not-spam', 'auth-failure'];
const delays = ['InternalFailure', 'General', 'MailboxFull', 'SpamDetected', 'RecipientServerError', 'IPFailure', 'Undetermined'];

/** An event as SES documents it, without what is about its mail, and whether it closes the address. */
interface Shape {
  readonly told: Readonly<Record<string, unknown>>;
  readonly closes: boolean;
}

const says = (eventType: string, more: Readonly<Record<string, unknown>> = {}): Shape => ({ told: { eventType, ...more }, closes: false });
const shapes: readonly Shape[] = [
  ...bounceTypes.map(([bounceType, bounceSubType]) => ({
    told: { eventType: 'Bounce', bounce: { bounceType, bounceSubType, timestamp, bouncedRecipients: [], reportingMTA: 'dsn; a.example' } },
    closes: bounceType === 'Permanent',
  })),
  ...complaintTypes.map((complaintFeedbackType) => ({
    told: { eventType: 'Complaint', complaint: { complaintFeedbackType, complaintSubType: null, timestamp, complainedRecipients: [] } },
    closes: !String(complaintFeedbackType).includes('-'),
  })),
  ...delays.map((delayType) => says('DeliveryDelay', { deliveryDelay: { timestamp, delayType, delayedRecipients: [] } })),
  says('Send', { send: {} }),
  says('Delivery', { delivery: { timestamp, processingTimeMillis: 546, recipients: [], smtpResponse: '250 ok' } }),
  says('Reject', { reject: { reason: 'Bad content' } }),
  says('Open', { open: reader }),
  says('Open', { open: { timestamp } }),
  says('Click', { click: { ...reader, link: 'https://a.example/', linkTags: { link: ['2'], of: ['5'] } } }),
  says('Click', { click: { ...reader, link: 'https://a.example/', linkTags: null } }),
  says('Rendering Failure', { failure: { errorMessage: 'Attribute is not present', templateName: 't' } }),
  says('Subscription', { subscription: { contactList: 'list', timestamp, source: 'UnsubscribeHeader' } }),
  says('Of Next Year', { next: { timestamp } }),
];

const asNotification = (told: Readonly<Record<string, unknown>>) => {
  const { eventType, ...event } = told;
  return { notificationType: eventType, ...event };
};
const inEnvelope = (message: string) => JSON.stringify({ Type: 'Notification', MessageId: 'n', TopicArn: 'arn', Message: message });
/** Ways in which the same event comes; `mail` is what they say of it besides its id, time and recipients. */
const ways: readonly ((event: Readonly<Record<string, unknown>>, mail: Readonly<Record<string, unknown>>) => string)[] = [
  (event, mail) => JSON.stringify({ ...event, mail }),
  (event, mail) => JSON.stringify({ ...event, mail: { ...mail, tags: null } }),
  (event, mail) =>
    JSON.stringify({ ...event, mail: { ...mail, tags: { 'ses:configuration-set': ['pheu'], leadId: ['L1', 'L2'], mailId: [] } } }),
  (event, mail) => JSON.stringify({ ...event, mail: { ...mail, headersTruncated: false, headers: [], commonHeaders: {} } }),
  (event, mail) => JSON.stringify({ ...asNotification(event), mail: { ...mail, sourceArn: 'arn', sendingAccountId: '1' } }),
  (event, mail) => inEnvelope(JSON.stringify({ ...event, mail })),
  (event, mail) => JSON.stringify({ ...event, mail: { ...mail, tags: {} }, added: { nextYear: true } }),
  (event, mail) => inEnvelope(JSON.stringify({ ...asNotification(event), mail: { ...mail, tags: {} } })),
  (event, mail) => JSON.stringify({ ...event, mail: { ...mail, tags: { leadId: ['L1'], mailId: ['m'], attemptId: ['a'] } } }),
];

const events = ways.flatMap((write, way) =>
  shapes.map(({ told, closes }, shape) => {
    const destination = [`khach.${way}.${shape}@example.com`];
    return { closes, body: write(told, { messageId: `ses-${way}-${shape}`, timestamp, source: 'a@b.example', destination }) };
  }),
);

async function closedAddresses(): Promise<number> {
  let [count, ExclusiveStartKey]: [number, Record<string, unknown> | undefined] = [0, undefined];
  do {
    const page: { Count?: number | undefined; LastEvaluatedKey?: Record<string, unknown> | undefined } = await runtime.aws.document.send(
      new ScanCommand({
        TableName: runtime.tableName,
        FilterExpression: 'begins_with(pk, :address) AND attribute_exists(suppression)',
        ExpressionAttributeValues: { ':address': 'ADDRESS#' },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    count += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return count;
}

it('takes three hundred events of every shape that SES documents, twice, and closes the addresses that they close', async () => {
  const before = await closedAddresses();
  const Records = [...events, ...events].map(({ body }, index) => ({
    messageId: `message-${index}`,
    receiptHandle: 'r',
    body,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
  }));

  for (let from = 0; from < Records.length; from += 10) {
    const { payload, error } = await runtime.invoke('pheu-dev-record-mail-feedback', { Records: Records.slice(from, from + 10) });
    expect([error, payload]).toEqual([undefined, { batchItemFailures: [] }]);
  }

  expect(events.length).toBeGreaterThanOrEqual(300);
  expect((await closedAddresses()) - before).toBe(events.filter(({ closes }) => closes).length);
});
