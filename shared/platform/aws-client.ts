import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Config = Pick<DynamoDBClient['config'], 'signer' | 'credentials' | 'region' | 'defaultSigningName' | 'streamCollector'>;
type Signer = Awaited<ReturnType<Config['signer']>>;
type Request = Parameters<Signer['sign']>[0];

/** Any client of the SDK. */
interface AwsClient {
  readonly config: Config;
  readonly middlewareStack: { remove(name: string): boolean };
}

/**
 * Takes off a client what each of its calls pays and nobody here uses, more than a third of a call's CPU time: a signer and an imported
 * key of its own for each request, a name for AWS's statistics, an entry for a log that is not kept. And it reads answers chunk by
 * chunk: the SDK's collecting stream carries them into the old generation, whose clearing was the slowest per cent of calls.
 */
export function lighten<Client extends AwsClient>(client: Client): Client {
  const { config, middlewareStack } = client;
  const signer = keepingSigner(config);
  config.signer = async () => signer;
  config.streamCollector = bytesOf;
  for (const name of ['loggerMiddleware', 'getUserAgentMiddleware']) middlewareStack.remove(name);
  return client;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const algorithm = 'AWS4-HMAC-SHA256';
/** May change on the way, so they are no part of a signature. */
const unsigned = new Set(['authorization', 'connection', 'expect', 'user-agent', 'x-amzn-trace-id']);

/**
 * Signature Version 4 with the day's key kept (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
 * for services that take every call as `POST /`, as DynamoDB, SQS and EventBridge do; others are left to the SDK.
 */
function keepingSigner({ signer: otherwise, credentials, region, defaultSigningName: service }: Config): Signer {
  let kept: { readonly of: string; readonly key: KeyObject } | undefined;

  const keyFor = (scope: string, secret: string): KeyObject => {
    const of = `${scope} ${secret}`;
    if (kept?.of !== of) kept = { of, key: createSecretKey(scope.split('/').reduce(hmac, Buffer.from(`AWS4${secret}`))) };
    return kept.key;
  };

  return {
    async sign(request, options = {}) {
      if (request.method !== 'POST' || request.path !== '/') return (await otherwise()).sign(request, options);
      const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
      const date = `${new Date(options.signingDate ?? Date.now()).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
      const scope = `${date.slice(0, 8)}/${await region()}/${service}/aws4_request`;
      request.headers['x-amz-date'] = date;
      if (sessionToken !== undefined) request.headers['x-amz-security-token'] = sessionToken;
      const { names, canonical } = canonicalForm(request);
      const text = `${algorithm}\n${date}\n${scope}\n${hash('sha256', canonical)}`;
      const signature = createHmac('sha256', keyFor(scope, secretAccessKey)).update(text).digest('hex');
      request.headers.authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
      return request;
    },
  };
}

function canonicalForm({ headers, body }: Request): { names: string; canonical: string } {
  const all = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const);
  const signed = all.filter(([name]) => !unsigned.has(name)).sort(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  return { names, canonical: `POST\n/\n\n${lines}\n${names}\n${hash('sha256', body ?? '')}` };
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
