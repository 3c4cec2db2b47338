import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type OpenSurroundings, startCloud } from '../../index.ts';
import { synthesiseSample, type Variant } from './sample.ts';

/** Far more than anything takes on a machine that others use as well. */
const patienceMs = 240_000;
const minuteMs = 60_000;

/** An answer with its body read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many shapes, and each says what it expects
  readonly body: any;
}

export interface SampleOptions {
  readonly variant?: Variant;
  /** Most sandboxes of one function. @default 1 */
  readonly sandboxes?: number;
  readonly dataDir?: string;
  readonly surroundings?: OpenSurroundings;
}

/** The sample application on a free port, and ways to look into it. */
export type Running = Awaited<ReturnType<typeof startSample>>;

export async function startSample({ variant = 'whole', sandboxes = 1, dataDir, surroundings }: SampleOptions = {}) {
  const cloud = await startCloud({
    port: 0,
    host: '127.0.0.1',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    concurrency: sandboxes,
    // A busy machine is slower than the service.
    timeoutFactor: 3,
    dataDir,
    assemblyDir: await synthesiseSample(variant),
    ...(surroundings && { surroundings }),
  });
  const { environment } = cloud;
  const text = (name: string): string => String(environment[name]);
  const client = {
    endpoint: text('endpointUrl'),
    region: text('region'),
    credentials: { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') },
  };
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(client), { marshallOptions: { removeUndefinedValues: true } });
  const sqs = new SQSClient(client);
  const request = async (path: string, { ip, headers, ...init }: RequestInit & { ip?: string } = {}): Promise<HttpAnswer> => {
    const answer = await fetch(new URL(path, cloud.url), {
      redirect: 'manual',
      ...init,
      headers: { ...(ip !== undefined && { 'x-forwarded-for': ip }), ...Object.fromEntries(new Headers(headers)) },
    });
    const body = await answer.text();
    return { status: answer.status, headers: answer.headers, text: body, body: parsed(body) };
  };
  const idle = async (): Promise<void> => {
    const { now, retrying } = await cloud.idle({ timeoutMs: patienceMs });
    if (now.length + retrying.length > 0) throw new Error(`not idle: ${[...now, ...retrying].join(', ')}`);
  };
  return {
    cloud,
    url: cloud.url,
    environment,
    tableName: text('tableName'),
    queueUrls: environment.queues as Readonly<Record<string, string>>,
    aws: { document, sqs },
    request,
    idle,
    messages: async (queue?: string): Promise<readonly { readonly body: string }[]> =>
      (await request(`/_local/messages${queue === undefined ? '' : `?queue=${queue}`}`)).body,
    queues: async (): Promise<readonly { readonly name: string; readonly visible: number; readonly isDeadLetterQueue: boolean }[]> =>
      (await request('/_local/queues')).body,
    events: () => cloud.deployment.cloud.events.captured(),
    logs: () => cloud.deployment.cloud.logs.since(0),
    invocations: () => cloud.deployment.cloud.invocations,
    async advance(duration: string): Promise<string> {
      return (await request('/_local/clock', { method: 'POST', body: JSON.stringify({ advance: duration }) })).body.now;
    },
    /** Waits until nothing is under way, and moves the clock to each next try of what failed. */
    async settle(): Promise<void> {
      for (;;) {
        const { now, retrying } = await cloud.idle({ timeoutMs: patienceMs, countsRetries: false });
        if (now.length > 0) throw new Error(`not settled: ${now.join(', ')}`);
        if (retrying.length === 0) return;
        cloud.clock.advance(minuteMs);
      }
    },
    async stop(): Promise<void> {
      document.destroy();
      sqs.destroy();
      await cloud.close();
    },
  };
}

function parsed(text: string): HttpAnswer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
