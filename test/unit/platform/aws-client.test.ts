import { Readable } from 'node:stream';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lighten } from '../../../shared/platform/aws-client.ts';
import { runs, seed } from '../../support/seeded.ts';

type Signer = Awaited<ReturnType<DynamoDBClient['config']['signer']>>;
type Request = Parameters<Signer['sign']>[0];

const region = 'ap-southeast-1';
const word = fc.stringMatching(/^[A-Za-z0-9/+=]{8,40}$/);
const anyCredentials = fc.record(
  { accessKeyId: word, secretAccessKey: word, sessionToken: word },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type Settings = {
  region: string;
  credentials: Credentials;
  maxAttempts: number;
  requestHandler: { handle(request: Request): Promise<never> };
};

/** One call of each service; the handler sees the request instead of a network. */
const calls = {
  dynamodb: (settings: Settings, text: string) => {
    const client = new DynamoDBClient(settings);
    return { client, send: () => client.send(new PutItemCommand({ TableName: 'leads', Item: { pk: { S: text } } })) };
  },
  sqs: (settings: Settings, text: string) => {
    const client = new SQSClient(settings);
    const QueueUrl = `https://sqs.${region}.amazonaws.com/000000000000/intake.fifo`;
    return { client, send: () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: text })) };
  },
  events: (settings: Settings, text: string) => {
    const client = new EventBridgeClient(settings);
    return { client, send: () => client.send(new PutEventsCommand({ Entries: [{ Detail: text }] })) };
  },
  ses: (settings: Settings, text: string) => {
    const client = new SESv2Client(settings);
    return { client, send: () => client.send(new SendEmailCommand({ FromEmailAddress: text, Content: {} })) };
  },
};

/** The request as the SDK's own signer sends it, and the signer of a client that was lightened. */
async function signedBySdk(service: keyof typeof calls, credentials: Credentials, text: string) {
  const requests: Request[] = [];
  const handle = (request: Request): Promise<never> => {
    requests.push(request);
    return Promise.reject(new Error('seen'));
  };
  const settings: Settings = { region, credentials, maxAttempts: 1, requestHandler: { handle } };
  await expect(calls[service](settings, text).send()).rejects.toThrow('seen');
  const [request] = requests;
  if (!request) throw new Error('nothing was sent');
  return { request, signer: await lighten(calls[service](settings, text).client).config.signer() };
}

/** `20261122T030000Z` */
function timeOf({ headers }: Request): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, ...rest));
}

describe('a lightened client', () => {
  it.each([
    ['dynamodb', '/'],
    ['sqs', '/'],
    ['events', '/'],
    ['ses', '/v2/email/outbound-emails'],
  ] as const)('signs calls of %s as the SDK does, to the letter', async (service, path) => {
    await fc.assert(
      fc.asyncProperty(anyCredentials, fc.string({ minLength: 1, unit: 'grapheme' }), async (credentials, text) => {
        const { request, signer } = await signedBySdk(service, credentials, text);
        const { authorization, ...headers } = request.headers;

        const again = { ...request, headers: { ...headers, 'x-amzn-trace-id': 'Root=1-0-0' } };
        const signed = await signer.sign(Object.assign(Object.create(Object.getPrototypeOf(request)), again), {
          signingDate: timeOf(request),
        });

        expect(request.path).toBe(path);
        expect(authorization).toMatch(/^AWS4-HMAC-SHA256 /);
        expect(signed.headers).toMatchObject({ ...headers, authorization });
      }),
      { seed, numRuns: runs(20, 1_000) },
    );
  });

  it('signs a second try like the first', async () => {
    const { request, signer } = await signedBySdk('dynamodb', { accessKeyId: 'key', secretAccessKey: 'secret' }, 'text');
    const { authorization } = request.headers;

    const again = await signer.sign(request, { signingDate: timeOf(request) });

    expect(again.headers.authorization).toBe(authorization);
  });

  it('takes a new key for a new day and for new credentials', async () => {
    const current = { accessKeyId: 'key', secretAccessKey: 'secret' };
    const fresh = () => lighten(new DynamoDBClient({ region, credentials: async () => ({ ...current, expiration: new Date(0) }) }));
    const kept = await fresh().config.signer();
    const { request } = await signedBySdk('dynamodb', current, 'text');
    const signedAt = async (signer: Signer, signingDate: Date) => (await signer.sign(request, { signingDate })).headers.authorization;
    const [evening, morning] = [new Date('2026-11-22T23:59:59Z'), new Date('2026-11-23T00:00:00Z')];

    const signatures: (string | undefined)[] = [];
    for (const secretAccessKey of ['secret', 'other']) {
      current.secretAccessKey = secretAccessKey;
      for (const time of [evening, morning]) {
        const signature = await signedAt(kept, time);
        expect(signature).toBe(await signedAt(await fresh().config.signer(), time));
        signatures.push(signature);
      }
    }

    expect(new Set(signatures).size).toBe(4);
  });

  it('reads an answer whole, and fails with it', async () => {
    const { streamCollector } = lighten(new DynamoDBClient({ region })).config;
    const broken = async function* () {
      yield Buffer.from('{"Item":');
      throw new Error('cut');
    };

    const bytes = await streamCollector(Readable.from([Buffer.from('{"Item":'), Buffer.from('{}}')]));

    expect(Buffer.from(bytes).toString()).toBe('{"Item":{}}');
    await expect(streamCollector(Readable.from(broken()))).rejects.toThrow('cut');
  });
});
