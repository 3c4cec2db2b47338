import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

const Bucket = 'imports';
const rules = {
  cors: [{ origins: ['*'], methods: ['PUT'], headers: ['content-type'], exposed: ['ETag'], maxAgeSeconds: 600 }],
  expiry: [{ prefix: '', days: 30 }],
};

describe('the local buckets', () => {
  let account: Account;
  let client: S3Client;
  beforeEach(async () => {
    account = await openAccount();
    account.buckets.createBucket(Bucket, rules);
    client = new S3Client(account.as());
  });
  afterEach(async () => {
    client.destroy();
    await account.close();
  });

  const put = (Key: string, Body = 'Nguyễn Thị Hường') => client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/csv' }));
  const get = async (Key: string, Range?: string) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }));
    return { ...answer, text: await answer.Body?.transformToString() };
  };
  const uploadAddress = (as = 'LOCALADMIN', expiresIn = 900, Key = 'imports/1/upload', ContentLength?: number) => {
    const signer = new S3Client({ ...account.as(as), requestChecksumCalculation: 'WHEN_REQUIRED' });
    const command = new PutObjectCommand({ Bucket, Key, ...(ContentLength !== undefined && { ContentLength }) });
    const signableHeaders = new Set(ContentLength === undefined ? ['host'] : ['host', 'content-length']);
    return getSignedUrl(signer, command, { expiresIn, signableHeaders, signingDate: new Date(account.clock.now()) });
  };

  it('gives back what was put, with its type, in whole and in part', async () => {
    await put('a/1 ă.csv');

    expect(await get('a/1 ă.csv')).toMatchObject({ text: 'Nguyễn Thị Hường', ContentType: 'text/csv' });
    expect(await get('a/1 ă.csv', 'bytes=0-2')).toMatchObject({ text: 'Ngu', ContentRange: 'bytes 0-2/23' });
    expect((await get('a/1 ă.csv', 'bytes=-2')).text).toBe('ng');
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'a/1 ă.csv' }))).toMatchObject({ ContentLength: 23 });
    await expect(get('a/1 ă.csv', 'bytes=100-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('lists by prefix in pages and deletes one and many', async () => {
    for (const key of ['r/3', 'r/1', 'r/2', 'x & <y>']) await put(key);

    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'r/', MaxKeys: 2 }));
    const second = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'r/',
        ...(first.NextContinuationToken && { ContinuationToken: first.NextContinuationToken }),
      }),
    );
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'r/1' }));
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'x & <y>' }, { Key: 'r/2' }] } }));
    const left = await client.send(new ListObjectsV2Command({ Bucket }));

    expect([first.Contents, second.Contents].map((page) => page?.map(({ Key }) => Key))).toEqual([['r/1', 'r/2'], ['r/3']]);
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['r/3']);
  });

  it('demands the permission on the object, and tells of none that is missing', async () => {
    await put('imports/1/upload');
    await put('exports/1.csv');
    account.grant('WORK', { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/imports/*` });
    const work = new S3Client(account.as('WORK'));
    const ask = (Key: string) => work.send(new GetObjectCommand({ Bucket, Key }));

    await ask('imports/1/upload');
    await expect(ask('exports/1.csv')).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    await expect(ask('imports/2/upload')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(work.send(new PutObjectCommand({ Bucket, Key: 'imports/1/upload', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(get('imports/2/upload')).rejects.toMatchObject({ name: 'NoSuchKey' });
    work.destroy();
  });

  it('tells that an object is missing to whoever may list the bucket, on no condition that only listings meet', async () => {
    const read = { Effect: 'Allow' as const, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/imports/*` };
    const list = { Effect: 'Allow' as const, Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };
    account.grant('BY-PREFIX', read, { ...list, Condition: { StringLike: { 's3:prefix': 'imports/*' } } });
    account.grant('ALL', read, list);
    const nameFor = async (as: string) => {
      const own = new S3Client(account.as(as));
      const error: unknown = await own.send(new GetObjectCommand({ Bucket, Key: 'imports/2/upload' })).catch((refusal: unknown) => refusal);
      own.destroy();
      return error instanceof Error ? error.name : 'none';
    };

    expect([await nameFor('BY-PREFIX'), await nameFor('ALL')]).toEqual(['AccessDenied', 'NoSuchKey']);
  });

  it('puts only where nothing is yet, when asked so', async () => {
    const once = () => client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' }));
    await once();

    await expect(once()).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('takes an upload by a presigned address from a page of another origin', async () => {
    account.grant('ASK', { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/imports/*` });
    const headers = { origin: 'https://console.example.vn', 'sec-fetch-site': 'cross-site' };
    const address = await uploadAddress('ASK');

    const preflight = await fetch(address, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
    });
    const answer = await fetch(address, { method: 'PUT', body: 'họ tên', headers });

    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect((await get('imports/1/upload')).text).toBe('họ tên');
  });

  it.each<[string, (address: string) => string, RequestInit]>([
    ['another object', (address) => address.replace('/1/', '/2/'), { method: 'PUT' }],
    ['another method', (address) => address, { method: 'GET' }],
    ['a longer time', (address) => address.replace('Expires=900', 'Expires=9000'), { method: 'PUT' }],
    ['a part that was not signed', (address) => `${address}&response-content-type=text%2Fhtml`, { method: 'PUT' }],
    ['a header that was not signed', (address) => address, { method: 'PUT', headers: { 'x-amz-acl': 'public-read' } }],
  ])('refuses a presigned address for %s', async (_what, change, init) => {
    const answer = await fetch(change(await uploadAddress()), init.method === 'PUT' ? { ...init, body: 'x' } : init);

    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/SignatureDoesNotMatch|not signed/);
  });

  it('refuses a presigned address after its time, from a role without the right, and with more bytes than it was signed for', async () => {
    account.grant('ASK', { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` });
    const [own, strange, short] = [await uploadAddress(), await uploadAddress('ASK'), await uploadAddress('LOCALADMIN', 900, 'k', 3)];

    const [longer, exact] = [await fetch(short, { method: 'PUT', body: 'four' }), await fetch(short, { method: 'PUT', body: 'abc' })];
    const foreign = await fetch(strange, { method: 'PUT', body: 'x' });
    account.clock.advance(901_000);
    const late = await fetch(own, { method: 'PUT', body: 'x' });

    expect([longer.status, exact.status, foreign.status, late.status]).toEqual([403, 200, 403, 403]);
    expect(await late.text()).toContain('Request has expired');
  });

  it('lets go of objects as the bucket says', async () => {
    await put('k');
    account.clock.advance(31 * 24 * 3600 * 1000);

    await expect(get('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('meets faults as an SDK knows them', async () => {
    account.grant('WORK', { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` });
    account.gateway.faults.set({ seed: 4, rate: 0.4, modes: ['before', 'after', 'delay'], services: ['s3'], maxDelayMs: 5 });
    const work = new S3Client({ ...account.as('WORK', 12) });
    for (let index = 0; index < 20; index += 1) {
      try {
        await work.send(new PutObjectCommand({ Bucket, Key: `k${index}`, Body: 'x' }));
      } catch (error) {
        expect(error).toMatchObject({ name: 'FaultInjected' });
      }
    }

    expect(account.gateway.faults.count().before).toBeGreaterThan(0);
    work.destroy();
  });

  it('keeps objects over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pheu-objects-'));
    const one = await openAccount({ folder });
    one.buckets.createBucket(Bucket, rules);
    await new S3Client(one.as()).send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'kept' }));
    await one.close();
    const other = await openAccount({ folder });
    other.buckets.createBucket(Bucket, rules);

    const answer = await new S3Client(other.as()).send(new GetObjectCommand({ Bucket, Key: 'k' }));

    expect(await answer.Body?.transformToString()).toBe('kept');
    await other.close();
    rmSync(folder, { recursive: true });
  });
});
