import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { FunctionName } from '../../infra/function-names.ts';
import { withoutWakes } from '../../shared/platform/wake.ts';
import { batchEvent, beaconsOf } from '../ingest/beacons.ts';
import type { Bundles } from './bundles.ts';
import { postEvent } from './http-event.ts';
import { lead, newRun } from './leads.ts';
import { type MeasuredRun, openMeasured } from './measured.ts';

/** Events for first calls that do real work: each is used once, because a second delivery would find the work done. */
export type FirstEvents = Readonly<Partial<Record<FunctionName, readonly object[]>>>;

/** What each hop on a lead's way costs; `run` has one entry per lead. */
export interface Hop {
  readonly function: FunctionName;
  readonly run: MeasuredRun;
}

type Environment = Readonly<Record<string, string>>;
const fewVisitors = { name: 'e', visitors: 10, eventsPerBeacon: 10 };
const AssignBody = z.object({ leadId: z.string() });

/** Lets posts travel through the functions one by one; of every hop the last `held` events are kept back and answered. */
async function travel(deployed: Bundles, environment: Environment, count: number, held: number) {
  const name = newRun();
  const hops: Hop[] = [];
  const pass = async <Event extends object>(fn: FunctionName, events: readonly Event[]): Promise<readonly Event[]> => {
    const measured = await openMeasured(deployed.fileOf(fn), environment);
    const going = events.slice(0, events.length - held);
    hops.push({ function: fn, run: await measured.run(going).finally(measured.stop) });
    return events.slice(going.length);
  };
  const sqs = new SQSClient(clientOf(environment));
  const indexes = Array.from({ length: count + 4 * held }, (_, index) => index);
  const posts = await pass(
    'capture-form',
    indexes.map((index) => postEvent(lead(name, index), index, environment.BENCH_ORIGIN_SECRET ?? '')),
  );
  const intake = await pass('intake-submissions', await receiveAll(sqs, environment.INTAKE_QUEUE_URL ?? ''));
  const assign = await pass('assign-leads', await receiveAll(sqs, environment.ASSIGN_QUEUE_URL ?? ''));
  const notices = await pass('send-mail', await receiveAll(sqs, environment.NOTICE_QUEUE_URL ?? ''));
  return { hops, posts, intake, assign, notices };
}

/** Sends posts all the way to the rep's notice, each hop in a process of its own, one event at a time. */
export async function hopsOf(deployed: Bundles, environment: Environment, count: number): Promise<readonly Hop[]> {
  return (await travel(deployed, environment, count, 0)).hops;
}

const clientOf = ({ AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '' }: Environment) => ({
  endpoint,
  region,
  credentials: { accessKeyId, secretAccessKey: 'local' },
});

/** Events for `count` first calls of functions that are called outside of deployments. */
export async function firstEvents(deployed: Bundles, environment: Environment, count: number): Promise<FirstEvents> {
  const { posts, intake, assign, notices } = await travel(deployed, environment, 0, count);
  const tableName = environment.TABLE_NAME ?? '';
  const client = clientOf(environment);
  const dynamodb = new DynamoDBClient(client);
  const leadIds = assign.flatMap(({ Records }) => Records.map(({ body }) => AssignBody.parse(JSON.parse(body)).leadId));
  const changes = await Promise.all(leadIds.map((leadId) => timelineChange(dynamodb, tableName, leadId)));
  const times = <Event>(event: Event): Event[] => Array.from({ length: count }, () => event);
  return {
    'capture-form': posts,
    'show-form': times({ ...posts[0], routeKey: 'GET /v1/forms/{formId}', requestContext: get('/v1/forms/contact') }),
    'intake-submissions': intake,
    'assign-leads': assign,
    'send-mail': notices,
    'record-mail-feedback': times(
      queueEvent(JSON.stringify({ eventType: 'Delivery', mail: { messageId: 'bench', timestamp: new Date().toISOString() } })),
    ),
    'publish-changes': changes,
    'find-due-timers': times({}),
    'track-visits': times({}).map((_, batch) => batchEvent(beaconsOf({ ...fewVisitors, beganMs: Date.now() }, batch))),
    'score-leads': leadIds.map((leadId) => queueEvent(JSON.stringify({ v: 1, kind: 'recount', leadId }))),
    'backtest-scoring': times({
      ...posts[0],
      routeKey: 'POST /v1/scoring/backtest',
      rawPath: '/v1/scoring/backtest',
      body: JSON.stringify({ limit: 20 }),
      isBase64Encoded: false,
      requestContext: called('POST', '/v1/scoring/backtest'),
    }),
    'run-timers': times(queueEvent(JSON.stringify({ v: 1, shard: '00' }))),
    'read-leads': times({
      ...posts[0],
      routeKey: 'GET /v1/leads',
      rawPath: '/v1/leads',
      pathParameters: {},
      requestContext: get('/v1/leads'),
    }),
    'change-leads': leadIds.map((leadId) => ({
      ...posts[0],
      routeKey: 'POST /v1/leads/{leadId}/qualification',
      rawPath: `/v1/leads/${leadId}/qualification`,
      pathParameters: { leadId },
      body: JSON.stringify({ factors: { need: 'partly' } }),
      isBase64Encoded: false,
      requestContext: called('POST', `/v1/leads/${leadId}/qualification`),
    })),
    'edit-config': times({
      ...posts[0],
      routeKey: 'GET /v1/config/{kind}',
      rawPath: '/v1/config/pools',
      pathParameters: { kind: 'pools' },
      requestContext: get('/v1/config/pools'),
    }),
    'serve-docs': times({
      ...posts[0],
      routeKey: 'GET /v1/openapi.json',
      rawPath: '/v1/openapi.json',
      requestContext: get('/v1/openapi.json'),
    }),
  };
}

const get = (path: string): object => called('GET', path);

function called(method: string, path: string): object {
  return {
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '130.176.1.1', userAgent: 'bench' },
    requestId: 'bench',
    routeKey: `${method} ${path}`,
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

/** All work that waits in a queue, one event per message. */
async function receiveAll(sqs: SQSClient, QueueUrl: string): Promise<QueueEvent[]> {
  const events: QueueEvent[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return events;
    const received = Messages.map(({ Body: body = '', Attributes: attributes }) => ({ body, attributes }));
    events.push(...withoutWakes(received).map(({ body, attributes }) => queueEvent(body, attributes)));
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
