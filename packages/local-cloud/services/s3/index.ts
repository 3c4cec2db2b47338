import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { LocalClock } from '../../clock.ts';
import type { LocalIam } from '../../iam/index.ts';
import type { Answer, Requirement, Service } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { type BucketRules, corsHeaders, hasExpired } from './bucket-rules.ts';
import { type ObjectFacts, Objects } from './objects.ts';
import { checkPresigned } from './presigned.ts';
import { isPresigned, readS3Request, type S3Request } from './request.ts';
import { deletedXml, errorXml, keysToDelete, listXml } from './xml.ts';

export type { BucketRules, CorsRule, ExpiryRule } from './bucket-rules.ts';
export { isPresigned, readS3Request, type S3Request };

export interface LocalBuckets {
  readonly service: Service;
  createBucket(name: string, rules: BucketRules): void;
  /** Puts a file that a deployment brings. */
  deploy(bucket: string, key: string, body: Buffer, contentType: string): void;
}

export interface BucketsOptions {
  readonly clock: LocalClock;
  readonly iam: LocalIam;
  /** @default - in memory */
  readonly folder?: string | undefined;
}

/** What all sandboxes sign with. */
const secretKey = 'local';
/** Of one request; larger ones go in parts, which nothing here sends. */
const largestBytes = 5 * 1024 ** 3;
/** Given with an object, and answered with it. */
const keptHeaders = /^(content-(type|disposition|encoding|language)|cache-control|expires|x-amz-meta-.+)$/;
const answeredAs: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-cache-control': 'cache-control',
};

/** The buckets of the template: objects, presigned addresses, CORS and expiry as S3 has them. */
export function openBuckets({ clock, iam, folder }: BucketsOptions): LocalBuckets {
  const objects = new Objects(folder);
  const buckets = new Map<string, BucketRules>();

  const rulesOf = (bucket: string): BucketRules => buckets.get(bucket) ?? fail('NoSuchBucket', 'The specified bucket does not exist', 404);

  const find = (bucket: string, key: string): ObjectFacts | undefined => {
    const facts = objects.find(bucket, key);
    if (!facts || !hasExpired(facts, rulesOf(bucket).expiry, clock.now())) return facts;
    objects.remove(facts);
    return undefined;
  };

  /** Whoever may not list a bucket is not told that an object is not there; `s3:prefix` is a key of listings alone. */
  const demand = (bucket: string, key: string, principal: string): ObjectFacts => {
    const facts = find(bucket, key);
    if (facts) return facts;
    const mayList = iam.check(principal, 's3:ListBucket', arnOf(bucket)).allowed;
    return mayList ? fail('NoSuchKey', 'The specified key does not exist.', 404) : fail('AccessDenied', 'Access Denied', 403);
  };

  const operations: Readonly<Record<S3Request['operation'], (request: S3Request, principal: string) => Answer>> = {
    Preflight(request) {
      const { origin = '', 'access-control-request-method': method = '', 'access-control-request-headers': asked = '' } = request.headers;
      const wanted = asked
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const headers = corsHeaders(rulesOf(request.bucket).cors, { origin, method, wanted });
      if (!headers) fail('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
      return { status: 200, body: undefined, headers: headers ?? {} };
    },
    HeadObject: (request, principal) => ({ ...operations.GetObject(request, principal), raw: Buffer.alloc(0) }),
    GetObject({ bucket, key, headers, query }, principal) {
      const facts = demand(bucket, key, principal);
      if (headers['if-match'] !== undefined && headers['if-match'] !== facts.etag)
        fail('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      if (headers['if-none-match'] === facts.etag) return { status: 304, body: undefined, headers: { etag: facts.etag } };
      const range = rangeOf(headers.range, facts.size);
      const whole = objects.read(facts);
      const raw = range ? whole.subarray(range.from, range.to + 1) : whole;
      const overridden = [...query].flatMap(([name, value]) => (answeredAs[name] ? [[answeredAs[name], value]] : []));
      return {
        status: range ? 206 : 200,
        body: undefined,
        raw,
        headers: {
          'content-type': 'binary/octet-stream',
          ...facts.headers,
          ...Object.fromEntries(overridden),
          'content-length': String(raw.length),
          'accept-ranges': 'bytes',
          etag: facts.etag,
          'last-modified': new Date(facts.changedAtMs).toUTCString(),
          ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${facts.size}` }),
        },
      };
    },
    PutObject({ bucket, key, headers, body }) {
      rulesOf(bucket);
      if (Buffer.byteLength(key) > 1024) fail('KeyTooLongError', 'Your key is too long', 400);
      if (headers['x-amz-copy-source'] !== undefined || headers['content-encoding']?.includes('aws-chunked'))
        fail('NotImplemented', 'A header you provided implies functionality that is not implemented.', 501);
      if (body.length > largestBytes) fail('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400);
      checkDigests(headers, body);
      const known = find(bucket, key);
      if (headers['if-none-match'] === '*' && known)
        fail('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      if (headers['if-match'] !== undefined && headers['if-match'] !== known?.etag)
        fail('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const kept = Object.entries(headers).filter(([name]) => keptHeaders.test(name));
      objects.write({ bucket, key, size: body.length, etag, changedAtMs: clock.now(), headers: Object.fromEntries(kept) }, body);
      return { status: 200, body: undefined, headers: { etag } };
    },
    DeleteObject({ bucket, key }) {
      rulesOf(bucket);
      objects.remove({ bucket, key });
      return { status: 204, body: undefined };
    },
    DeleteObjects({ bucket, body }) {
      rulesOf(bucket);
      const keys = keysToDelete(body);
      if (keys.length === 0 || keys.length > 1000) fail('MalformedXML', 'The XML you provided was not well-formed', 400);
      for (const key of keys) objects.remove({ bucket, key });
      return { status: 200, body: undefined, raw: deletedXml(keys), headers: { 'content-type': 'application/xml' } };
    },
    ListObjectsV2({ bucket, query }) {
      const { expiry } = rulesOf(bucket);
      const [prefix, after] = [query.get('prefix') ?? '', query.get('continuation-token') ?? query.get('start-after') ?? ''];
      if (query.has('delimiter')) fail('NotImplemented', 'The local S3 knows no delimiter.', 501);
      const most = Math.min(1000, Number(query.get('max-keys') ?? 1000));
      const matching = objects
        .of(bucket)
        .filter((facts) => facts.key.startsWith(prefix) && !hasExpired(facts, expiry, clock.now()))
        .filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
      const raw = listXml({ bucket, prefix, most, found: matching.slice(0, most), isTruncated: matching.length > most });
      return { status: 200, body: undefined, raw, headers: { 'content-type': 'application/xml' } };
    },
  };

  return {
    service: {
      name: 's3',
      async execute(_operation, input, principal) {
        const request = input as S3Request;
        const withCors = (answer: Answer): Answer => {
          const { origin } = request.headers;
          if (origin === undefined || request.operation === 'Preflight') return answer;
          const cors = corsHeaders(buckets.get(request.bucket)?.cors ?? [], { origin, method: request.method, wanted: [] });
          return { ...answer, headers: { ...answer.headers, ...cors } };
        };
        try {
          if (isPresigned(`?${request.query}`) && request.operation !== 'Preflight') checkPresigned(request, secretKey, clock.now());
          return withCors(operations[request.operation](request, principal));
        } catch (error) {
          if (error instanceof ServiceError) return withCors(refusalOf(error, request));
          throw error;
        }
      },
      resourcesOf(_operation, input) {
        return requirements(input as S3Request);
      },
    },
    createBucket(name, rules) {
      buckets.set(name, rules);
    },
    deploy(bucket, key, body, contentType) {
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      objects.write({ bucket, key, size: body.length, etag, changedAtMs: clock.now(), headers: { 'content-type': contentType } }, body);
    },
  };
}

/** What S3 answers in place of the JSON of other services. */
export function refusalOf(error: ServiceError, { method }: Pick<S3Request, 'method'>): Answer {
  const raw = method === 'HEAD' ? Buffer.alloc(0) : errorXml(error.name, error.message);
  return { status: error.status, body: { __type: error.name }, raw, headers: { 'content-type': 'application/xml', ...error.headers } };
}

function requirements({ operation, bucket, key, query, body }: S3Request): Requirement[] {
  switch (operation) {
    case 'Preflight':
      return [];
    case 'GetObject':
    case 'HeadObject':
      return [{ action: 's3:GetObject', resourceArn: arnOf(bucket, key) }];
    case 'PutObject':
    case 'DeleteObject':
      return [{ action: `s3:${operation}`, resourceArn: arnOf(bucket, key) }];
    case 'DeleteObjects':
      return keysToDelete(body).map((one) => ({ action: 's3:DeleteObject', resourceArn: arnOf(bucket, one) }));
    case 'ListObjectsV2':
      return [{ action: 's3:ListBucket', resourceArn: arnOf(bucket), context: { 's3:prefix': query.get('prefix') ?? '' } }];
  }
}

const arnOf = (bucket: string, key?: string): string => `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;

function fail(type: string, message: string, status: number): never {
  throw new ServiceError(type, message, { status });
}

/** Of several ranges and of what cannot be read S3 answers the whole. */
function rangeOf(header: string | undefined, size: number): { readonly from: number; readonly to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  if (from >= size || from > to) fail('InvalidRange', 'The requested range is not satisfiable', 416);
  return { from, to };
}

function checkDigests(headers: Readonly<Record<string, string>>, body: Buffer): void {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  const own: Readonly<Record<string, string>> = {
    'content-md5': createHash('md5').update(body).digest('base64'),
    'x-amz-checksum-crc32': crc.toString('base64'),
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
  };
  const wrong = Object.entries(own).find(([name, value]) => headers[name] !== undefined && headers[name] !== value);
  if (wrong) fail('BadDigest', `The ${wrong[0]} you specified did not match the calculated checksum.`, 400);
}
