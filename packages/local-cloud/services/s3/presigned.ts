import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import type { S3Request } from './request.ts';

const longestSeconds = 7 * 24 * 3600;
const scope = /^([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/;

/**
 * Checks a presigned address as S3 does: every part of it, each header that it was signed with, and its time.
 * Source: Amazon S3 API reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
 * @throws ServiceError that S3 would answer
 */
export function checkPresigned({ method, rawPath, query, headers }: S3Request, secretKey: string, nowMs: number): void {
  const param = (name: string): string => query.get(name) ?? malformed(`Query-string authentication requires the ${name} parameter.`);
  if (param('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256".');
  const [, , day = '', region = ''] = scope.exec(param('X-Amz-Credential')) ?? malformed('The X-Amz-Credential is malformed.');
  const [signedAt, seconds] = [param('X-Amz-Date'), Number(param('X-Amz-Expires'))];
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestSeconds)
    malformed('X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds.');
  const startsAt = instantOf(signedAt);
  if (Number.isNaN(startsAt) || !signedAt.startsWith(day)) malformed('The X-Amz-Date is malformed.');
  if (nowMs > startsAt + seconds * 1000) throw new ServiceError('AccessDenied', 'Request has expired', { status: 403 });
  if (nowMs < startsAt - 15 * 60_000) throw new ServiceError('AccessDenied', 'Request is not valid yet', { status: 403 });

  const signed = param('X-Amz-SignedHeaders').split(';');
  if (!signed.includes('host')) malformed('The host header has to be signed.');
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (unsigned.length > 0)
    throw new ServiceError('AccessDenied', `There were headers present in the request which were not signed: ${unsigned.join(', ')}`, {
      status: 403,
    });
  const canonical = [
    method,
    rawPath,
    [...query]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    query.get('X-Amz-Content-Sha256') ?? headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    signedAt,
    `${day}/${region}/s3/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>((made, part) => hmac(made, part), Buffer.from(`AWS4${secretKey}`));
  const wanted = hmac(key, toSign);
  const given = Buffer.from(param('X-Amz-Signature'), 'hex');
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new ServiceError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { status: 403 },
  );
}

function malformed(message: string): never {
  throw new ServiceError('AuthorizationQueryParametersError', message, { status: 400 });
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** `20261128T180000Z` in milliseconds. */
function instantOf(basic: string): number {
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
