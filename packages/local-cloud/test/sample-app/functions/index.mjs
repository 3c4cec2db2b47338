// The functions of the sample application: each does one small thing with what it was given.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const dynamodb = new DynamoDBClient();
const { TABLE_NAME: TableName, WORK_QUEUE_URL: QueueUrl, BUS_NAME: EventBusName } = process.env;

const put = (pk, sk, more = {}) => dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, ...more } }));

/** Answers with the event; `?put=`, `?send=` and `?publish=` make it call a service first. */
export const echo = async (event, context) => {
  const { put: key, send, publish } = event.queryStringParameters ?? {};
  if (key) await put(key, 'item');
  if (send) await new SQSClient().send(new SendMessageCommand({ QueueUrl, MessageBody: send }));
  if (publish) {
    const Detail = JSON.stringify({ name: publish });
    await new EventBridgeClient().send(
      new PutEventsCommand({ Entries: [{ EventBusName, Source: 'sample', DetailType: 'greeting', Detail }] }),
    );
  }
  const body = JSON.stringify({ event, now: Date.now(), secret: process.env.SECRET, functionName: context.functionName });
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, cookies: ['a=1', 'b=2'], body };
};

/** Writes each message down; a body that starts with "bad" fails. */
export const work = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { messageId, body, attributes, eventSourceARN } of Records) {
    console.log(`work ${body}`);
    if (body.startsWith('bad')) batchItemFailures.push({ itemIdentifier: messageId });
    else
      await put(`WORK#${eventSourceARN.split(':').at(-1)}`, `${Date.now()}#${messageId}`, {
        body: { S: body },
        group: { S: attributes.MessageGroupId ?? '-' },
      });
  }
  return { batchItemFailures };
};

/** Copies what the stream brought; a key with "bad" fails its record. */
export const readStream = async ({ Records }) => {
  for (const { dynamodb: change } of Records) {
    const key = change.Keys.pk.S;
    if (key.includes('bad')) return { batchItemFailures: [{ itemIdentifier: change.SequenceNumber }] };
    await put('COPY', key);
  }
  return { batchItemFailures: [] };
};

/** Lets in who has the pass, and tells what it was given; "broken" gets an answer that is none. */
export const judge = async (event) => {
  const [pass] = event.identitySource;
  if (pass === 'broken') return { allowed: true };
  return { isAuthorized: pass === 'good', context: { type: event.type, routeArn: event.routeArn, keys: Object.keys(event).join(' ') } };
};

export const sleep = () => new Promise((resolve) => setTimeout(resolve, 60_000));

export const crash = async () => {
  setTimeout(() => {
    throw new Error('fell over');
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
};

/** Answers CloudFormation at the response URL. */
export const prepare = async (event) => {
  const body = {
    Status: 'SUCCESS',
    PhysicalResourceId: 'prepared',
    Data: { Secret: `secret-${event.RequestType}` },
    RequestId: event.RequestId,
  };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
};
