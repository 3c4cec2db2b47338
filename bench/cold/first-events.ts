import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { FunctionName } from '../../infra/function-names.ts';
import type { Bundles } from '../support/bundles.ts';
import { postEvent } from '../support/http-event.ts';
import { lead, newRun } from '../support/leads.ts';
import { openMeasured } from '../support/measured.ts';

/** Events for first calls that do real work: each is used once, because a second delivery would find the work done. */
export type FirstEvents = Readonly<Partial<Record<FunctionName, readonly object[]>>>;

const AssignBody = z.object({ leadId: z.string() });

/** Lets posts travel through the functions, and keeps back some of what each hop would have received. */
export async function firstEvents(deployed: Bundles, environment: Readonly<Record<string, string>>, count: number): Promise<FirstEvents> {
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', TABLE_NAME: tableName = '', BENCH_ORIGIN_SECRET = '' } = environment;
  const client = { endpoint, region, credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: 'local' } };
  const sqs = new SQSClient(client);
  const name = newRun();
  const posts = Array.from({ length: 4 * count }, (_, index) => postEvent(lead(name, index), index, BENCH_ORIGIN_SECRET));
  const travel = async (function_: FunctionName, events: readonly object[]): Promise<void> => {
    const measured = await openMeasured(deployed.fileOf(function_), environment);
    await measured.run(events).finally(measured.stop);
  };

  await travel('capture-form', posts.slice(count));
  const intake = await receiveAll(sqs, environment.INTAKE_QUEUE_URL ?? '');
  await travel('intake-submissions', intake.slice(count));
  const assign = await receiveAll(sqs, environment.ASSIGN_QUEUE_URL ?? '');
  await travel('assign-leads', assign.slice(count));
  const notices = await receiveAll(sqs, environment.NOTICE_QUEUE_URL ?? '');

  const dynamodb = new DynamoDBClient(client);
  const leadIds = assign.flatMap(({ Records }) => Records.map(({ body }) => AssignBody.parse(JSON.parse(body)).leadId));
  const changes = await Promise.all(leadIds.slice(0, count).map((leadId) => timelineChange(dynamodb, tableName, leadId)));
  const times = <Event>(event: Event): Event[] => Array.from({ length: count }, () => event);
  return {
    'capture-form': posts.slice(0, count),
    'show-form': times({ ...posts[0], routeKey: 'GET /v1/forms/{formId}', requestContext: get('/v1/forms/contact') }),
    'intake-submissions': intake.slice(0, count),
    'assign-leads': assign.slice(0, count),
    'send-mail': notices.slice(0, count),
    'record-mail-feedback': times(
      queueEvent(JSON.stringify({ eventType: 'Delivery', mail: { messageId: 'bench', timestamp: new Date().toISOString() } })),
    ),
    'publish-changes': changes,
    'find-due-timers': times({}),
    'run-timers': times(queueEvent(JSON.stringify({ v: 1, shard: '00' }))),
    'read-leads': times({
      ...posts[0],
      routeKey: 'GET /v1/leads',
      rawPath: '/v1/leads',
      pathParameters: {},
      requestContext: get('/v1/leads'),
    }),
    'serve-docs': times({
      ...posts[0],
      routeKey: 'GET /v1/openapi.json',
      rawPath: '/v1/openapi.json',
      requestContext: get('/v1/openapi.json'),
    }),
  };
}

function get(path: string): object {
  return {
    http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '130.176.1.1', userAgent: 'bench' },
    requestId: 'bench',
    routeKey: `GET ${path}`,
    stage: '$default',
    authorizer: { jwt: { claims: { email: 'admin@example.com', email_verified: 'true', token_use: 'id' }, scopes: null } },
  };
}

interface QueueEvent {
  readonly Records: readonly { readonly body: string }[];
}

function queueEvent(body: string, attributes: Readonly<Record<string, string>> = {}): QueueEvent {
  const record = {
    messageId: crypto.randomUUID(),
    receiptHandle: 'bench',
    body,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()), ...attributes },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:ap-southeast-1:000000000000:bench',
    awsRegion: 'ap-southeast-1',
  };
  return { Records: [record] };
}

/** Everything that waits in a queue, one event per message. */
async function receiveAll(sqs: SQSClient, QueueUrl: string): Promise<QueueEvent[]> {
  const events: QueueEvent[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return events;
    events.push(...Messages.map(({ Body = '', Attributes }) => queueEvent(Body, Attributes)));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** The stream's record of a lead's first timeline entry. */
async function timelineChange(dynamodb: DynamoDBClient, TableName: string, leadId: string): Promise<object> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: `LEAD#${leadId}` }, ':prefix': { S: 'TIMELINE#' } },
      Limit: 1,
    }),
  );
  return { Records: [{ eventName: 'INSERT', eventID: leadId, dynamodb: { SequenceNumber: '1', NewImage: Items[0] } }] };
}
