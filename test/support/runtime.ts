import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LogLine, Outage } from 'local-cloud';
import type { CallRecord, CapturedEvent, FaultPlan, SentMail } from 'local-cloud/parts';
import { launchInHost, launchProcess } from './launch/launch.ts';
import { size } from './proof.ts';

/** Far more than anything takes on a machine that others use as well. */
const patienceSeconds = size(240, 1_800);
/** One request for quiet waits no longer than this: `fetch` gives up after five minutes without an answer. */
const longestAskSeconds = 60;

/** How a test wants its runtime. */
export interface RuntimeOptions {
  /** Keeps the data here, so that a second runtime finds it. @default - in memory */
  readonly dataDir?: string;
  /** A cloud assembly that is run as it is. @default - the project's own, made when its sources changed */
  readonly assembly?: string;
  /** Most sandboxes of one function. @default - one in tests, because each starts cold; as `npm start` has it in a process of its own */
  readonly sandboxes?: number;
  /** Has a runtime to itself: for who publishes configuration, which no function takes back. @default - where the other options ask for it */
  readonly isOwn?: boolean;
  /** Runs `npm start` itself. @default - true outside of jest, where the files of a worker share a process */
  readonly isOwnProcess?: boolean;
  readonly port?: number;
}

/** An answer with its body read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into many shapes, and each says what it expects
  readonly body: any;
}

/** Whether work that failed and waits for its next try keeps the runtime from being idle. */
export type Retries = 'count' | 'skip';

/** What the idle route says. */
export interface IdleAnswer {
  readonly idle: boolean;
  readonly busy?: readonly string[];
  readonly retrying: readonly string[];
}

/** The end of one invocation. */
export interface InvokeAnswer {
  readonly payload?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly trace: readonly string[] };
}

/** A running local runtime, and the ways to look into it. */
export interface Runtime {
  readonly url: string;
  readonly tableName: string;
  /** URL of each queue by its name. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** Admin clients: may do everything, and no fault hits them. */
  readonly aws: { readonly document: DynamoDBDocumentClient; readonly sqs: SQSClient; readonly tableName: string };
  /** What the runtime said when it was ready: endpoints, credentials, outputs. */
  readonly environment: Readonly<Record<string, unknown>>;
  request(path: string, init?: RequestInit & { ip?: string }): Promise<HttpAnswer>;
  /** Posts a form as JSON, as the client with this address. */
  post(formId: string, body: unknown, options?: { ip?: string; headers?: Record<string, string> }): Promise<HttpAnswer>;
  get(path: string, options?: { user?: string; headers?: Record<string, string> }): Promise<HttpAnswer>;
  token(user: string): Promise<string>;
  mails(to?: string): Promise<SentMail[]>;
  /** Waits until nothing is under way, or nothing but what waits for its next try. @throws with what is busy when the time is up */
  idle(options?: { timeoutSeconds?: number; retries?: Retries }): Promise<void>;
  /** Waits until nothing is under way, and moves the clock to each next try of what failed. */
  settle(options?: { timeoutSeconds?: number; step?: string }): Promise<void>;
  advance(duration: string): Promise<string>;
  /** The runtime's time, so many seconds ago. Other files moved its clock: whatever a browser would tell of time is asked for here. */
  ago(seconds: number): string;
  /** Sets random faults; undefined ends them and all outages. */
  faults(plan: FaultPlan | undefined): Promise<Record<string, number>>;
  outage(part: Outage, isOn: boolean): Promise<void>;
  faultCounts(): Promise<Record<string, number>>;
  logs(since?: number): Promise<LogLine[]>;
  messages(queue?: string): Promise<{ queue: string; body: string; groupId?: string; at: number }[]>;
  events(): Promise<CapturedEvent[]>;
  calls(): Promise<CallRecord[]>;
  resetCalls(): Promise<void>;
  invocations(): Promise<
    { functionName: string; logicalId: string; durationMs: number; coldStart: boolean; error?: InvokeAnswer['error'] }[]
  >;
  queues(): Promise<
    { name: string; visible: number; inFlight: number; delayed: number; isDeadLetterQueue: boolean; isConsumed: boolean }[]
  >;
  invoke(functionName: string, event: unknown): Promise<InvokeAnswer>;
  stop(): Promise<void>;
}

/** Starts the project on a free port, as `npm start` does. */
export async function startRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const { isOwnProcess = process.env.JEST_WORKER_ID === undefined, isOwn = false, ...rest } = options;
  const isShared = !isOwn && rest.dataDir === undefined && rest.assembly === undefined && rest.port === undefined;
  const { environment, stop } = await (isOwnProcess ? launchProcess(rest) : launchInHost({ ...rest, isShared }));
  const text = (name: string): string => String(environment[name]);
  const url = text('url');
  const clientOptions = {
    endpoint: text('endpointUrl'),
    region: text('region'),
    credentials: { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') },
  };
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(clientOptions), { marshallOptions: { removeUndefinedValues: true } });
  const sqs = new SQSClient(clientOptions);
  const tokens = new Map<string, string>();
  let clockOffsetMs = 0;

  const request: Runtime['request'] = async (path, { ip, headers, ...init } = {}) => {
    const response = await fetch(new URL(path, url), {
      redirect: 'manual',
      ...init,
      headers: { ...(ip !== undefined && { 'x-forwarded-for': ip }), ...Object.fromEntries(new Headers(headers)) },
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, text: body, body: parsed(body) };
  };
  const helper = async (path: string, init?: RequestInit): Promise<HttpAnswer> => {
    const answer = await request(`/_local/${path}`, init);
    if (answer.status >= 400 && answer.status !== 503) throw new Error(`/_local/${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const send = (path: string, body: unknown): Promise<HttpAnswer> => helper(path, { method: 'POST', body: JSON.stringify(body) });
  const askIdle = async (timeoutSeconds: number, retries: Retries): Promise<IdleAnswer> => {
    const deadline = performance.now() + timeoutSeconds * 1_000;
    for (;;) {
      const leftSeconds = Math.max(0, (deadline - performance.now()) / 1_000);
      const seconds = Math.min(leftSeconds, longestAskSeconds);
      const answer: IdleAnswer = (await helper(`idle?timeout=${seconds}&retries=${retries}`)).body;
      if (answer.idle || seconds === leftSeconds) return answer;
    }
  };

  const runtime: Runtime = {
    url,
    environment,
    tableName: text('tableName'),
    queueUrls: environment.queues as Record<string, string>,
    aws: { document, sqs, tableName: text('tableName') },
    request,
    post: (formId, body, { ip, headers } = {}) =>
      request(`/v1/forms/${formId}/submissions`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
        ...(ip !== undefined && { ip }),
      }),
    async get(path, { user, headers } = {}) {
      const authorization = user === undefined ? {} : { authorization: `Bearer ${await runtime.token(user)}` };
      return await request(path, { headers: { ...authorization, ...headers } });
    },
    async token(user) {
      const known = tokens.get(user) ?? (await helper(`token?user=${encodeURIComponent(user)}`)).text;
      tokens.set(user, known);
      return known;
    },
    mails: async (to) => (await helper(to === undefined ? 'mail' : `mail?to=${encodeURIComponent(to)}`)).body,
    async idle({ timeoutSeconds = patienceSeconds, retries = 'count' } = {}) {
      const answer = await askIdle(timeoutSeconds, retries);
      if (!answer.idle) throw new Error(`not idle after ${timeoutSeconds} s: ${[...(answer.busy ?? []), ...answer.retrying].join(', ')}`);
    },
    async settle({ timeoutSeconds = patienceSeconds, step = 'PT1M' } = {}) {
      const deadline = performance.now() + timeoutSeconds * 1000;
      for (;;) {
        const answer = await askIdle(Math.max(1, (deadline - performance.now()) / 1000), 'skip');
        if (answer.idle && answer.retrying.length === 0) return;
        if (performance.now() > deadline)
          throw new Error(`not settled after ${timeoutSeconds} s: ${[...(answer.busy ?? []), ...answer.retrying].join(', ')}`);
        if (answer.idle) await runtime.advance(step);
      }
    },
    async advance(duration) {
      // An hour is all that a token has, and the clock may jump over it.
      tokens.clear();
      const { now } = (await send('clock', { advance: duration })).body;
      clockOffsetMs = Date.parse(now) - Date.now();
      return now;
    },
    ago: (seconds) => new Date(Date.now() + clockOffsetMs - seconds * 1_000).toISOString(),
    async faults(plan) {
      return (plan === undefined ? await helper('faults', { method: 'DELETE' }) : await send('faults', plan)).body.counts;
    },
    async outage(part, isOn) {
      await send('faults', { outage: part, on: isOn });
    },
    faultCounts: async () => (await helper('faults')).body.counts,
    logs: async (since = 0) => (await helper(`logs?since=${since}`)).body,
    messages: async (queue) => (await helper(queue === undefined ? 'messages' : `messages?queue=${queue}`)).body,
    events: async () => (await helper('events')).body,
    calls: async () => (await helper('calls')).body,
    async resetCalls() {
      await helper('calls', { method: 'DELETE' });
    },
    invocations: async () => (await helper('invocations')).body,
    queues: async () => (await helper('queues')).body,
    invoke: async (functionName, event) => (await send('invoke', { function: functionName, event })).body,
    async stop() {
      document.destroy();
      sqs.destroy();
      await stop();
    },
  };
  clockOffsetMs = Date.parse((await helper('clock')).body.now) - Date.now();
  return runtime;
}

function parsed(text: string): HttpAnswer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
