import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../service-error.ts';

/** One request to S3, as it came over the wire. */
export interface S3Request {
  readonly operation: S3Operation;
  readonly method: string;
  /** As it was sent: the signature is over these characters. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: string;
  /** Empty for what is asked of the bucket itself. */
  readonly key: string;
  readonly body: Buffer;
}

export type S3Operation = 'GetObject' | 'HeadObject' | 'PutObject' | 'DeleteObject' | 'DeleteObjects' | 'ListObjectsV2' | 'Preflight';

/** Says which operation a request is; buckets are named in the path, as the SDK does at an address that is a number. */
export function operationOf(method: string, key: string, query: URLSearchParams): S3Operation {
  if (method === 'OPTIONS') return 'Preflight';
  const ofObject: Readonly<Record<string, S3Operation>> = {
    GET: 'GetObject',
    HEAD: 'HeadObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  // Sub-resources (tagging, uploads, acl …) ask for something else than the object.
  const isPlain = !['uploads', 'uploadId', 'partNumber', 'tagging', 'acl', 'versionId', 'attributes', 'retention'].some((name) =>
    query.has(name),
  );
  if (key !== '' && isPlain && ofObject[method]) return ofObject[method];
  if (key === '' && method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
  if (key === '' && method === 'POST' && query.has('delete')) return 'DeleteObjects';
  throw new ServiceError('NotImplemented', 'A header or query you provided implies functionality that is not implemented.', {
    status: 501,
  });
}

/** Tells whether a request names its signer in its address, which a browser may follow. */
export function isPresigned(url: string | undefined): boolean {
  return /[?&]X-Amz-Credential=/.test(url ?? '');
}

export function readS3Request(request: IncomingMessage, body: Buffer): S3Request {
  const [rawPath = '/', ...rest] = (request.url ?? '/').split('?');
  const [, bucket = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
  const query = new URLSearchParams(rest.join('?'));
  const method = request.method ?? 'GET';
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(',')]],
  );
  const key = decoded(rawKey);
  return {
    operation: operationOf(method, key, query),
    method,
    rawPath,
    query,
    headers: Object.fromEntries(headers),
    bucket: decoded(bucket),
    key,
    body,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.", { status: 400 });
  }
}
