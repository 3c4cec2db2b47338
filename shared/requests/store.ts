import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { HttpResponse } from '../platform/http.ts';
import type { LeadId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { type KeyedRequest, refusedKey } from './keyed-request.ts';

/** A request that comes later is a new one. */
export const keptDays = 8;

/** An item takes 400 KB, and a write unit is paid for each of them. */
const maxPackedBytes = 256 * 1_024;

const StoredAnswer = z.object({
  bodyHash: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  /** Left out where the answer has none. */
  body: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value), 'has to be binary').optional(),
  expiresAt: z.number(),
});

/**
 * Returns the write that keeps an answer, for the transaction of the change that it tells of. It is refused where the request has been answered.
 * @param about the lead that it tells of, with which it goes; null: it tells of none
 * @throws InvalidInputError for an answer that is too large to be kept
 */
export function keepAnswer({ digest, bodyHash }: KeyedRequest, answer: HttpResponse, now: Date, about: LeadId | null = null): WriteItem {
  const { statusCode: status, headers, body } = answer;
  const packed = body ? deflateRawSync(body) : undefined;
  if (packed && packed.length > maxPackedBytes) {
    throw refusedKey('The answer would be too large to be given twice.', 'send the change in parts, or without this header');
  }
  return {
    Put: {
      Item: {
        ...keys.request(digest),
        ...(about === null ? {} : indexKeys.passing(about, isoTime(now))),
        bodyHash,
        status,
        headers,
        ...(packed ? { body: new Uint8Array(packed) } : {}),
        expiresAt: epochSeconds(addMs(now, keptDays * daysMs)),
      },
      // DynamoDB deletes within days of the moment.
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': epochSeconds(now) },
    },
  };
}

/**
 * Finds the answer that was given to a request; undefined where there is none, or none any more.
 * @throws InvalidInputError when its key named another request
 */
export async function findAnswer(table: Table, { digest, bodyHash }: KeyedRequest, now: Date): Promise<HttpResponse | undefined> {
  const item = await table.get(keys.request(digest), { consistent: true });
  if (!item) return undefined;
  const stored = StoredAnswer.safeParse(item);
  if (!stored.success) throw new CorruptItemError('the answer to a request is malformed');
  const { status, headers, body, expiresAt } = stored.data;
  if (expiresAt <= epochSeconds(now)) return undefined;
  if (stored.data.bodyHash !== bodyHash) {
    throw refusedKey('This Idempotency-Key has named another request.', 'use a new key for each request');
  }
  return { statusCode: status, headers, body: body ? inflateRawSync(body).toString('utf8') : '' };
}
