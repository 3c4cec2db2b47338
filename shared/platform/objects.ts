import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { clientDefaults } from './aws-client.ts';
import { UnavailableError } from './errors.ts';

/** The files of one bucket. */
export interface Objects {
  /** Undefined where there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** In bytes; undefined where there is none. */
  sizeOf(key: string): Promise<number | undefined>;
  /** Replaces what is there. */
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** Keys below a prefix, in their order, a thousand at most. @param after those behind this key alone. @default - from the first one */
  keysBelow(prefix: string, after?: string): Promise<readonly string[]>;
  /** Deletes any number of files, a thousand in a call; what is not there is left out. @throws UnavailableError when any stays: delete all again. */
  remove(keys: readonly string[]): Promise<void>;
}

const mostInOneCall = 1_000;

/** Makes addresses by which whoever has one may put or get one file, until they expire. */
export interface ObjectAddresses {
  /** Of a file of exactly so many bytes. */
  forPut(key: string, bytes: number, seconds: number): Promise<string>;
  forGet(key: string, fileName: string, seconds: number): Promise<string>;
}

let sharedClient: S3Client | undefined;

/** A checksum beside the file would be one of nothing in an address, and costs a pass over each file that TLS has checked. */
function client(): S3Client {
  sharedClient ??= new S3Client({
    ...clientDefaults,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return sharedClient;
}

export function openObjects(bucket: string): Objects {
  return {
    get: (key) =>
      unlessMissing(async () => (await client().send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray()),
    sizeOf: (key) => unlessMissing(async () => (await client().send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength),
    async put(key, body, contentType) {
      await client().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
    },
    async keysBelow(prefix, after) {
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(after === undefined ? {} : { StartAfter: after }) });
      return ((await client().send(command)).Contents ?? []).flatMap(({ Key }) => Key ?? []);
    },
    async remove(keys) {
      for (let start = 0; start < keys.length; start += mostInOneCall) {
        const Objects = keys.slice(start, start + mostInOneCall).map((Key) => ({ Key }));
        const { Errors = [] } = await client().send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
        if (Errors.length > 0) throw new UnavailableError(`${Errors.length} of ${Objects.length} files were not deleted`);
      }
    },
  };
}

export function openObjectAddresses(bucket: string): ObjectAddresses {
  return {
    forPut: (key, bytes, expiresIn) =>
      getSignedUrl(client(), new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes }), {
        expiresIn,
        signableHeaders: new Set(['host', 'content-length']),
      }),
    forGet: (key, fileName, expiresIn) =>
      getSignedUrl(
        client(),
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        }),
        { expiresIn },
      ),
  };
}

/** A file as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  /** The MD5 of what was put, in hex: so S3 promises of a file that was put at once and is encrypted by its own key. */
  readonly md5: string;
}

/** Lists all files below a prefix. */
export type ListObjects = (prefix: string) => Promise<readonly ListedObject[]>;

export function openObjectList(bucket: string): ListObjects {
  return async (prefix) => {
    const found: ListedObject[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client().send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }),
      );
      for (const { Key: key, ETag = '' } of page.Contents ?? []) if (key !== undefined) found.push({ key, md5: ETag.replaceAll('"', '') });
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
    return found;
  };
}

async function unlessMissing<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
    throw error;
  }
}
