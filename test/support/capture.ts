import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { defaultConfig } from '../../config/index.ts';
import { createHandler } from '../../functions/capture-form/app.ts';
import { FormConfig } from '../../shared/capture/form-config.ts';
import { type CaptureParts, createAddressCounter } from '../../shared/capture/index.ts';
import type { ConfigKind, ConfigReader, ConfigSet } from '../../shared/config/index.ts';
import { randomIds } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import { deriveSecret, sha256Hex } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import { digests as usualDigests } from './digests.ts';
import { memoryTable } from './memory-table.ts';

export const originSecret = 'the-secret-of-the-cdn';
export const masterSecret = 'the-master-secret';
export const startedAt = new Date('2026-11-22T03:00:00.000Z');

/** The default forms, with changes to one of them. */
export function formsWith(formId: string, changes: Partial<FormConfig> = {}): FormConfig[] {
  return defaultConfig.forms.map((form) => FormConfig.parse(form.id === formId ? { ...form, ...changes } : form));
}

/** A configuration that holds forms only, which is all that the border reads. */
export function formsReader(forms: readonly FormConfig[], version = 3): ConfigReader {
  const documents = new Map(forms.map((form) => [form.id, form]));
  const set: ConfigSet<FormConfig> = { kind: 'forms', version, publishedAt: '2026-01-01T00:00:00.000Z', documents };
  const read = async ({ name }: ConfigKind) => {
    if (name !== 'forms') throw new Error(`the border read ${name}`);
    return set;
  };
  return { current: read, at: read, version: read } as unknown as ConfigReader;
}

export interface RecordingQueue extends Queue {
  readonly sent: OutgoingMessage[];
  failing: Error | undefined;
}

export function createRecordingQueue(): RecordingQueue {
  const queue: RecordingQueue = {
    sent: [],
    failing: undefined,
    async send(message) {
      if (queue.failing) throw queue.failing;
      queue.sent.push(message);
    },
    async sendAll(messages) {
      for (const message of messages) await queue.send(message);
    },
  };
  return queue;
}

/** The border with fakes behind it; the clock stands until a test moves it. */
export function createBorder(forms: readonly FormConfig[] = formsWith('contact'), digests = usualDigests) {
  const memory = memoryTable();
  const faults: { table: Error | undefined } = { table: undefined };
  const calls: string[] = [];
  const entered = (name: string) => {
    calls.push(name);
    if (faults.table) throw faults.table;
  };
  const table: Table = {
    ...memory,
    async put(input) {
      entered('put');
      await memory.put(input);
    },
  };
  const queue = createRecordingQueue();
  const time = { now: startedAt };
  const parts: CaptureParts = {
    table,
    intakeQueue: queue,
    config: formsReader(forms),
    clock: () => time.now,
    ids: randomIds,
    formTokenKeys: [deriveSecret(masterSecret, 'form-token')],
    digests,
    addresses: createAddressCounter(),
  };
  const handler = createHandler(parts, { originDigests: [sha256Hex(originSecret), sha256Hex('the-secret-before')] }, silentLog);
  const post = (request: PostRequest = {}) => handler(postEvent(request), lambdaContext);
  const submissions = () => memory.all().filter(({ pk }) => String(pk).startsWith('SUBMISSION#'));
  const badRows = () => memory.all().filter(({ pk }) => String(pk).startsWith('BADROW#'));
  return { items: () => memory.all(), faults, calls, queue, time, parts, handler, post, submissions, badRows };
}

export interface PostRequest {
  readonly formId?: string;
  readonly method?: string;
  /** An object is posted as JSON. */
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Record<string, string>;
  readonly sourceIp?: string;
}

export const lambdaContext = { getRemainingTimeInMillis: () => 10_000 } as unknown as Context;

/** An HTTP API event, payload format 2.0, as the gateway makes it. */
export function postEvent({ formId = 'contact', method = 'POST', body, bytes, headers = {}, sourceIp = '203.0.113.7' }: PostRequest) {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const path = `/v1/forms/${formId}/submissions`;
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: `${method} /v1/forms/{formId}/submissions`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    pathParameters: { formId },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:03:00:00 +0000',
      timeEpoch: 0,
    },
    isBase64Encoded: bytes !== undefined,
    ...(bytes ? { body: Buffer.from(bytes).toString('base64') } : text === undefined ? {} : { body: text }),
  };
  return event;
}

export const huong = {
  fullName: 'Nguyễn Thị Hường',
  phone: '0912 345 678',
  province: 'TP.HCM',
} as const;
